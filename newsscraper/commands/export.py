"""`scrapy export -O FILE`: articles from the store into a file."""

import argparse

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import StoreCommand
from newsscraper.console.store_options import add_output, output_of, publisher_named, window_of
from newsscraper.feeds.files import is_regular
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import refuse, tell, writing
from newsscraper.messages.wording import number


class Command(StoreCommand):
    """Write articles of the store."""

    usage = (
        "-O FILE [--publisher NAME] [--since DAY] [--until DAY]"
        " [--revisions all | --unique | --clusters] [--manifest]"
    )
    summary = "Write the articles of the store to a .jsonl, .csv, .parquet or .xlsx file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""
        super().add_options(parser)
        add_output(parser)
        parser.add_argument(
            "--manifest",
            action="store_true",
            help="write what the file holds, and its SHA-256, to FILE.manifest.json",
        )
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
            help="which articles repeat one another (key, cluster, first_seen …), not the articles",
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError or ValueError when there is no file to write, or no known format."""
        from newsscraper.reports.export_formats import check_format  # loads all exporters

        self.target = output_of(args, opts, hint("export -O FILE"))
        check_format(self.target)
        if opts.manifest and not is_regular(self.target):
            raise UsageError(f"{self.target} is no file, and has no place for a manifest")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the file, and say how many articles are in it."""
        from newsscraper.console import export_job  # loads sqlalchemy

        window = window_of(opts, publisher_named(opts.publisher, self.project_settings))
        choice = export_job.ExportChoice(
            opts.publisher,
            window,
            all_revisions=bool(opts.revisions),
            is_unique=opts.unique,
            is_of_clusters=opts.clusters,
            has_manifest=opts.manifest,
        )
        try:
            with writing(self.target):
                count = export_job.write(choice, self.target, self.project_settings)
        except ValueError as error:
            refuse(str(error))
        tell(f"{number(count, 'article')} in {self.target}")
