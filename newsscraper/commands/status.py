"""`scrapy status [NAME]`: how each publisher stands, beside what is usual."""

import argparse
import json
import re
import sys
from datetime import timedelta
from typing import Final

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import StoreCommand
from newsscraper.console.store_options import publisher_named
from newsscraper.failures import Exit
from newsscraper.messages.hints import hint, store_hint
from newsscraper.messages.terminal import columns_of, tell, write_lines
from newsscraper.messages.wording import number

_SPAN: Final = re.compile(r"([1-9]\d{0,5})([mhd])")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days"}


class Command(StoreCommand):
    """Say how each publisher stands."""

    usage = "[NAME] [--json] [--stale 6h] | --accept NAME"
    summary = "Show each publisher's last run, newest article, volume, and what is open"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON for a program")
        parser.add_argument(
            "--accept", metavar="NAME", help="take the changed pages of a publisher as usual"
        )
        parser.add_argument(
            "--stale",
            metavar="SPAN",
            help="end with code 7 if a publisher has nothing newer: 90m, 6h, 2d",
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for more than one name, ValueError for a span that is none."""
        if len(args) > 1:
            raise UsageError(f"give one publisher, or none for all: {hint('status [NAME]')}")
        if opts.accept is not None and (args or opts.json or opts.stale):
            raise UsageError("give --accept NAME alone")
        self.limit = _span(opts.stale) if opts.stale is not None else None

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the table or the JSON; with ``--stale``, name those that have nothing newer."""
        from newsscraper.console import status_job  # loads sqlalchemy
        from newsscraper.reports.publisher_status import stale, table

        publisher_named(args[0] if args else opts.accept, self.project_settings)
        if opts.accept:
            count = status_job.accept(opts.accept, self.project_settings)
            tell(f"{opts.accept}: {number(count, 'warning')} accepted")
            return
        found = status_job.statuses(args, self.project_settings)
        data = {"publishers": [each.data() for each in found]}
        rows = table(found, columns_of(sys.stdout))
        write_lines([json.dumps(data, ensure_ascii=False)] if opts.json else rows)
        if not found:
            tell(f"Nothing has been crawled yet: {store_hint('crawl NAME')}")
        if self.limit:
            self._tell_stale(list(stale(found, self.limit)), is_any=bool(found))

    def _tell_stale(self, lines: list[str], *, is_any: bool) -> None:
        """Name those that have nothing newer; where there *is no* publisher, there is no news."""
        for line in lines:
            tell(line)
        if lines or not is_any:
            self.exitcode = Exit.PARTIAL


def _span(text: str) -> timedelta:
    """Return the span that ``6h`` says; raises ValueError, one line for a person."""
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"--stale {text} is not a span such as 90m, 6h or 2d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
