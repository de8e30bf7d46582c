"""`scrapy report -O FILE.html`: the store's figures as one page."""

import argparse

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import StoreCommand
from newsscraper.console.store_options import add_output, output_of, publisher_named, window_of
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import refuse, tell, writing
from newsscraper.messages.wording import number


class Command(StoreCommand):
    """Write figures of the store as a page."""

    usage = "-O FILE.html [--publisher NAME] [--since DAY] [--until DAY]"
    summary = "Write a page of figures and charts of the store, by default of the last 30 days"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""
        super().add_options(parser)
        add_output(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError or ValueError when there is no file to write, or it is no page."""
        self.target = output_of(args, opts, hint("report -O FILE.html"))
        if self.target.suffix.lower() != ".html":
            raise UsageError(f"{opts.overwrite_output}: the ending must be .html")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the file, and say how many articles it is of."""
        from newsscraper.console import report_job  # loads sqlalchemy

        window = window_of(opts, publisher_named(opts.publisher, self.project_settings))
        choice = report_job.ReportChoice(opts.publisher, window)
        try:
            with writing(self.target):
                written = report_job.write(choice, self.target, self.project_settings)
        except ValueError as error:
            refuse(str(error))
        articles = number(written.articles, "article")
        tell(f"{self.target}: {articles} of {number(written.publishers, 'publisher')}")
