"""`scrapy coverage [NAME]`: what became of every URL that a list showed, day by day."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsscraper.arguments import Window
from newsscraper.console import refuse, refuse_unknown_options, write_lines
from newsscraper.coverage import days_of, rows_of, table
from newsscraper.failures import CannotGoOn
from newsscraper.id_sequence import IdSequence
from newsscraper.lookup import publishers
from newsscraper.publisher import Publisher
from newsscraper.stored import publisher_named, reading_store, window_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Command(ScrapyCommand):
    """Say what is there, and what is missing."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Describe the arguments."""
        return "[NAME] [--since DAY] [--until DAY] [--gaps]"

    def short_desc(self) -> str:
        """Describe the command."""
        return "Show what became of every listed URL, by publisher and day"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command; a wrong one is refused in one line."""
        super().add_options(parser)
        parser.error = refuse  # type: ignore[assignment,method-assign]
        parser.add_argument("--since", metavar="DAY", help="first day: 2026-01-31, yesterday, 7d")
        parser.add_argument("--until", metavar="DAY", help="last day: 2026-01-31")
        parser.add_argument(
            "--gaps",
            action="store_true",
            help="print the URLs still missing and no more: scrapy crawl NAME -a urls=@FILE",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be used, in one line."""
        refuse_unknown_options("coverage", args)
        try:
            super().process_options(args, opts)
        except UsageError as error:
            refuse(str(error))
        if len(args) > 1:
            refuse("give one publisher, or none for all: scrapy coverage [NAME]")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the tables, or the URLs still missing."""
        assert self.settings
        window = window_of(opts, publisher_named(args[0] if args else None, self.settings))
        read = self._gaps if opts.gaps else self._tables
        try:
            with reading_store(self.settings) as transaction:
                lines = read(transaction, args, window)
        except CannotGoOn as error:
            refuse(str(error), error.exit_code)
        write_lines(lines)
        if not lines and not opts.gaps:
            print("Nothing has been listed yet: scrapy crawl NAME", file=sys.stderr)

    def _gaps(self, transaction: "Connection", names: list[str], window: Window) -> Sequence[str]:
        from newsscraper.store import coverage  # slow to load, for other commands, too

        listed = names or coverage.publishers(transaction)
        if len(listed) > 1:
            refuse(f"the store has {', '.join(listed)}; choose one: scrapy coverage NAME --gaps")
        return coverage.gaps(transaction, listed[0], window.since, window.until) if listed else []

    def _tables(self, transaction: "Connection", names: list[str], window: Window) -> list[str]:
        from newsscraper.store import coverage

        listed = names or coverage.publishers(transaction)
        tables = ("\n".join(self._table(transaction, name, window)) for name in listed)
        return "\n\n".join(tables).splitlines()

    def _table(self, transaction: "Connection", name: str, window: Window) -> Iterator[str]:
        from newsscraper.store import coverage

        assert self.settings
        publisher = publishers(self.settings).get(name, Publisher)  # it may have been removed
        today = datetime.now(ZoneInfo(publisher.timezone)).date()
        groups = coverage.groups(transaction, name, window.since, window.until)
        ids = IdSequence.of(coverage.numbered(transaction, name))
        days = days_of(window, groups, today)
        return table(name, rows_of(groups, days, ids))
