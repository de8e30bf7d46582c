"""`scrapy crawl NAME`: Scrapy's own, with its input checked first and an honest exit code."""

import argparse
import logging
from pathlib import Path
from typing import Final

from scrapy.commands import crawl
from scrapy.exceptions import UsageError
from scrapy.utils.log import install_scrapy_root_handler

from newsscraper.console.base_command import BaseCommand
from newsscraper.console.feed_checks import check_distinct, check_feed, check_formats, formats
from newsscraper.console.hangup import end_undisturbed
from newsscraper.console.lookup import publisher_called
from newsscraper.console.packed_feeds import packed, with_format
from newsscraper.console.setting_checks import check_guards
from newsscraper.console.spider_options import add_spider_options, merged
from newsscraper.crawl.arguments import read_arguments
from newsscraper.feeds.exporters import check_csv_header
from newsscraper.messages.quiet_logs import demote, quieten
from newsscraper.messages.redaction import learn
from newsscraper.replay.addon import Replay
from newsscraper.store.clock import Clock

_NO_CONTACT: Final = (
    "CONTACT in newsscraper/settings.py is still a placeholder: put your address there, so that "
    "the publisher can reach you"
)

_ANOTHER_STORE: Final = (
    "This run begins a new store. %s in a folder above is another and stays as it is: to go on "
    "with that one, run in its folder, or give -s STORE_URL=sqlite:///%s"
)

logger = logging.getLogger(__name__)


class Command(BaseCommand, crawl.Command):
    """Run a spider of the project."""

    usage = "NAME [-O FILE | -o FILE] [--since DAY] [--until DAY] [options]"
    summary = "Crawl a publisher: what is new, or the days or URLs that are named"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's options, and one for each spider argument."""
        super().add_options(parser)
        add_spider_options(parser)

    def take_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Let Scrapy take its options; raises UsageError, for an unknown format in our words."""
        known = formats(self.project_settings)
        opts.output = with_format(opts.output, known)
        opts.overwrite_output = with_format(opts.overwrite_output, known)
        try:
            super().take_options(args, opts)
        except UsageError:
            check_formats(_feeds_of(opts), self.project_settings)
            raise
        feeds = packed(self.project_settings.getdict("FEEDS"))
        self.project_settings.set("FEEDS", feeds, priority="cmdline")
        opts.spargs = merged(opts.spargs, opts)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError or ValueError for what cannot be used; else name the store."""
        learn(self.project_settings)
        self._check_arguments(args, opts)
        check_distinct(_feeds_of(opts), self.project_settings)
        self._check_settings(args[0])
        self._open_log(self._checked_store(args[0]))

    def _check_arguments(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one publisher: scrapy crawl NAME; scrapy list shows them")
        self.publisher = publisher_called(args[0], self.project_settings)
        # Scrapy asks the add-on only later, when the log has begun.
        Replay.update_pre_crawler_settings(self.project_settings)
        today = Clock().today(self.publisher.timezone)
        self.arguments = read_arguments(opts.spargs, self.publisher, today)

    def _check_settings(self, publisher: str) -> None:
        settings = self.project_settings
        check_guards(settings)
        for uri, options in settings.getdict("FEEDS").items():
            check_feed(str(uri), options, settings)
            check_csv_header(str(uri), options, settings, publisher)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, then say in the last line how it ended."""
        from newsscraper.crawl.last_outcome import outcome_of

        assert self.crawler_process
        crawler = self.crawler_process.create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs, arguments=self.arguments)
        self.crawler_process.start()
        end_undisturbed()
        outcome = outcome_of(crawler)
        logger.log(outcome.log_level, outcome.text)
        self.exitcode = outcome.exit_code

    def _checked_store(self, publisher: str) -> Path | None:
        """Return the path of the store, which no feed may be, nor the log; None: temporary."""
        from newsscraper.console.own_files import check_apart  # loads sqlalchemy
        from newsscraper.store.location import store_path

        path = store_path(self.project_settings)
        feeds = self.project_settings.getdict("FEEDS")
        files = [str(uri).replace("%(name)s", publisher) for uri in feeds]
        check_apart([*files, *filter(None, [self.project_settings["LOG_FILE"]])], path)
        return path

    def _open_log(self, path: Path | None) -> None:
        """Say in the first lines of the log where the store is, and what is run."""
        from newsscraper.progress.outset import outset  # loads sqlalchemy
        from newsscraper.store.location import store_above

        install_scrapy_root_handler(self.project_settings)
        quieten()
        demote()
        logger.info("Store: %s", path or "a temporary one, as REPLAY is given without STORE_URL")
        if path and (other := store_above(path)):
            logger.warning(_ANOTHER_STORE, other, other)
        for line in outset(self.publisher, self.arguments, self.project_settings):
            logger.info(line)
        is_nameless = "example.org" in str(self.project_settings["USER_AGENT"])
        if is_nameless and not self.project_settings["REPLAY"]:
            logger.warning(_NO_CONTACT)
        # Scrapy opens the log again; these lines stay.
        self.project_settings.set("LOG_FILE_APPEND", True, priority="cmdline")


def _feeds_of(opts: argparse.Namespace) -> list[str]:
    """Return what ``-o`` and ``-O`` name, as it was typed."""
    return [*(opts.output or ()), *(opts.overwrite_output or ())]
