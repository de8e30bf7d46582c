"""`scrapy export -O FILE`: articles from the store into a file."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsscraper.arguments import Window
from newsscraper.console import refuse, refuse_unknown_options
from newsscraper.duplicates.clusters import Cluster, Member, clusters_of
from newsscraper.failures import CannotGoOn
from newsscraper.feeds.cluster_rows import cluster_rows, unique
from newsscraper.feeds.export import FORMATS, format_of, write_clusters, write_export
from newsscraper.lookup import publishers
from newsscraper.stored import publisher_named, reading_store, window_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Command(ScrapyCommand):
    """Write articles of the store."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Describe the arguments."""
        return (
            "-O FILE [--publisher NAME] [--since DAY] [--until DAY]"
            " [--revisions all | --unique | --clusters]"
        )

    def short_desc(self) -> str:
        """Describe the command."""
        return "Write the articles of the store to a .jsonl or .csv file, .gz if you like"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command; a wrong one is refused in one line."""
        super().add_options(parser)
        parser.error = refuse  # type: ignore[assignment,method-assign]
        parser.add_argument("-O", "--overwrite-output", metavar="FILE", help="the file to write")
        parser.add_argument("--publisher", metavar="NAME", help="only this publisher's")
        parser.add_argument("--since", metavar="DAY", help="first day: 2026-01-31, yesterday, 7d")
        parser.add_argument("--until", metavar="DAY", help="last day: 2026-01-31")
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--revisions", choices=["all"], help="older revisions, too, and not only the newest"
        )
        what.add_argument(
            "--unique", action="store_true", help="one article of those that repeat one another"
        )
        what.add_argument(
            "--clusters",
            action="store_true",
            help="no articles, but which of them repeat one another: key, cluster, first_seen …",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be used, in one line."""
        refuse_unknown_options("export", args)
        try:
            super().process_options(args, opts)
        except UsageError as error:
            refuse(str(error))
        if args or not opts.overwrite_output:
            refuse("give the file to write: scrapy export -O FILE")
        if not format_of(Path(opts.overwrite_output)):
            refuse(f"{opts.overwrite_output}: the ending must be {FORMATS}")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the file, and say how many articles are in it."""
        assert self.settings
        window = window_of(opts, publisher_named(opts.publisher, self.settings))
        target = Path(opts.overwrite_output)
        try:
            with reading_store(self.settings) as transaction:
                count = self._write(transaction, target, window, opts)
        except CannotGoOn as error:
            refuse(str(error), error.exit_code)
        except OSError as error:
            refuse(f"{target} cannot be written: {error.strerror or error}", 3)
        print(f"{count} articles in {target}", file=sys.stderr)

    def _write(
        self, transaction: "Connection", target: Path, window: Window, opts: argparse.Namespace
    ) -> int:
        from newsscraper.store.articles import read_all  # slow to load, for other commands, too

        assert self.settings
        found = read_all(
            transaction,
            opts.publisher,
            window.since,
            window.until,
            all_revisions=bool(opts.revisions),
        )
        if opts.clusters:
            rows = cluster_rows(found, self._clusters(transaction))
            return write_clusters(rows, target, self.settings)
        if opts.unique:
            found = unique(found, self._clusters(transaction), _selection(opts.publisher, window))
        return write_export(found, target, self.settings)

    def _clusters(self, transaction: "Connection") -> dict[str, Cluster]:
        from newsscraper.store import duplicates

        assert self.settings
        houses = {name: publisher.houses for name, publisher in publishers(self.settings).items()}
        pairs = list(duplicates.pairs(transaction))
        keys = dict.fromkeys(chain.from_iterable(pairs))
        return clusters_of(pairs, duplicates.members(transaction, keys), houses)


def _selection(publisher: str | None, window: Window) -> Callable[[Member], bool]:
    """Return what tells whether an article is one of those to be exported."""

    def is_selected(member: Member) -> bool:
        day = date.fromisoformat(member.date_published[:10])
        return publisher in (None, member.publisher) and window.contains(day)

    return is_selected
