"""`scrapy dedup`: how many articles repeat another, and `--rebuild`: compare all of them anew."""

import argparse
import sys
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsscraper.console import refuse, refuse_unknown_options, write_lines
from newsscraper.failures import CannotGoOn
from newsscraper.outcome import number
from newsscraper.setting_checks import check_settings
from newsscraper.stored import locked_store, reading_store

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Command(ScrapyCommand):
    """Count duplicates, or find them anew."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Describe the arguments."""
        return "[--rebuild]"

    def short_desc(self) -> str:
        """Describe the command."""
        return "Count the articles that repeat another, or compare all of them anew"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command; a wrong one is refused in one line."""
        super().add_options(parser)
        parser.error = refuse  # type: ignore[assignment,method-assign]
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="compare all articles of the store anew, by the settings as they are now",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be used, in one line."""
        refuse_unknown_options("dedup", args)
        try:
            super().process_options(args, opts)
            assert self.settings
            check_settings(self.settings)
        except (UsageError, ValueError) as error:
            refuse(str(error))
        if args:
            refuse("dedup takes no argument: scrapy dedup [--rebuild]")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Compare anew if that is asked for, then print the counts."""
        assert self.settings
        try:
            if opts.rebuild:
                self._rebuild()
            with reading_store(self.settings) as transaction:
                lines = _table(transaction)
        except CannotGoOn as error:
            refuse(str(error), error.exit_code)
        except KeyboardInterrupt:
            refuse("stopped by a signal; the store is as it was", 11)
        write_lines(lines)

    def _rebuild(self) -> None:
        from newsscraper.duplicates.finder import DuplicateFinder  # slow to load
        from newsscraper.duplicates.rebuild import rebuild

        assert self.settings
        finder = DuplicateFinder.from_settings(self.settings)
        with locked_store(self.settings) as transaction:
            changed = rebuild(transaction, finder)
        print(f"Compared anew: {number(changed, 'mark')} changed", file=sys.stderr)


def _table(transaction: "Connection") -> list[str]:
    from newsscraper.store import duplicates

    rows = [["publisher", "articles", "exact", "near"]]
    rows += [list(map(str, row)) for row in duplicates.counts(transaction)]
    first, *widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join([name.ljust(first), *map(str.rjust, values, widths)]) for name, *values in rows
    ]
