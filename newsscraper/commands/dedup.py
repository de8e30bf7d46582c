"""`scrapy dedup`: how many articles repeat another, and `--rebuild`: compare all of them anew."""

import argparse

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import StoreCommand
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import tell, write_lines
from newsscraper.messages.wording import number


class Command(StoreCommand):
    """Count duplicates, or find them anew."""

    when_stopped = "stopped by a signal; the same line run again goes on"
    usage = "[--rebuild]"
    summary = "Count the articles that repeat another, or compare all of them anew"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""
        super().add_options(parser)
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="compare all articles of the store anew, by the settings as they are now",
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for an argument."""
        if args:
            raise UsageError(f"dedup takes no argument: {hint('dedup [--rebuild]')}")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Compare anew if that is asked for, then print the counts."""
        from newsscraper.console import dedup_job  # loads sqlalchemy

        if opts.rebuild:
            changed = dedup_job.compare_anew(self.project_settings)
            tell(f"Compared anew: {number(changed, 'mark')} changed")
        write_lines(dedup_job.counts(self.project_settings))
