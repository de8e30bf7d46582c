"""`scrapy status [NAME]`: how each publisher stands, beside what is usual."""

import argparse
import json
import re
from datetime import timedelta
from typing import Final

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import StoreCommand
from newsscraper.console.store_options import publisher_named
from newsscraper.failures import Exit
from newsscraper.messages.terminal import tell, write_lines

_SPAN: Final = re.compile(r"([1-9]\d{0,5})([mhd])")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days"}


class Command(StoreCommand):
    """Say how each publisher stands."""

    def syntax(self) -> str:
        """Describe the arguments."""
        return "[NAME] [--json] [--stale 6h]"

    def short_desc(self) -> str:
        """Describe the command."""
        return "Show each publisher's last run, newest article, volume, and what is open"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON for a program")
        parser.add_argument(
            "--stale",
            metavar="SPAN",
            help="end with code 7 if a publisher has nothing newer: 90m, 6h, 2d",
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for more than one name, ValueError for a span that is none."""
        if len(args) > 1:
            raise UsageError("give one publisher, or none for all: scrapy status [NAME]")
        self.limit = _span(opts.stale) if opts.stale is not None else None

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the table or the JSON; with ``--stale``, name those that have nothing newer."""
        from newsscraper.console.status_job import statuses  # loads sqlalchemy

        publisher_named(args[0] if args else None, self.project_settings)
        found = statuses(args, self.project_settings)
        if opts.json:
            data = {"publishers": [each.data() for each in found]}
            write_lines([json.dumps(data, ensure_ascii=False)])
        else:
            from newsscraper.reports.publisher_status import table

            write_lines(table(found) if found else [])
        if not found:
            tell("Nothing has been crawled yet: scrapy crawl NAME")
        if self.limit is not None:
            for each in found:
                if each.is_stale(self.limit):
                    newest = f"nothing newer than {each.newest}" if each.newest else "no article"
                    tell(f"{each.publisher} has {newest}")
                    self.exitcode = Exit.PARTIAL


def _span(text: str) -> timedelta:
    """Return the span that ``6h`` says; raises ValueError, one line for a person."""
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"--stale {text} is not a span such as 90m, 6h or 2d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
