"""`scrapy demo`: the replica in a store and a file, to look around in."""

import argparse

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import StoreCommand
from newsscraper.failures import Exit
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import refuse, write_lines


class Command(StoreCommand):
    """Crawl the replica, and say what to try on what came of it."""

    usage = ""
    summary = "Crawl a replica with invented articles into demo.db and demo.jsonl; no network"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for an argument."""
        if args:
            raise UsageError(f"demo takes no argument: {hint('demo')}")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, with a line as each crawl ends, then print what there is to try."""
        from newsscraper.console import demo_job  # loads sqlalchemy

        demo_job.check_place()
        try:
            for line in demo_job.crawl_twice():
                write_lines([line])
        except KeyboardInterrupt:
            refuse(demo_job.when_stopped(), Exit.STOPPED)
        write_lines(demo_job.guide())
