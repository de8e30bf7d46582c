"""`scrapy coverage [NAME]`: what became of every URL that a list showed, day by day."""

import argparse

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import StoreCommand
from newsscraper.console.store_options import add_days, publisher_named, window_of
from newsscraper.messages.hints import hint, store_hint
from newsscraper.messages.terminal import tell, write_lines


class Command(StoreCommand):
    """Say what is there, and what is missing."""

    usage = "[NAME] [--since DAY] [--until DAY] [--gaps]"
    summary = "Show what became of every listed URL, by publisher and day"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""
        super().add_options(parser)
        add_days(parser)
        parser.add_argument(
            "--gaps",
            action="store_true",
            help="print the URLs still missing and no more, for crawl NAME -a urls=@FILE",
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for more than one name."""
        if len(args) > 1:
            raise UsageError(f"give one publisher, or none for all: {hint('coverage [NAME]')}")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the tables, or the URLs still missing."""
        from newsscraper.console import coverage_job  # loads sqlalchemy

        name = args[0] if args else None
        window = window_of(opts, publisher_named(name, self.project_settings))
        if opts.gaps:
            found = coverage_job.gaps(args, window, self.project_settings)
            write_lines(found.urls)
            for line in found.remarks:
                tell(line)
            return
        lines = coverage_job.tables(args, window, self.project_settings)
        write_lines(lines)
        if not lines:
            tell(f"Nothing has been listed yet: {store_hint('crawl NAME')}")
