"""`scrapy crawl NAME …`: Scrapy's own, with its input checked first and an honest exit code."""

import argparse
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scrapy.commands import crawl
from scrapy.exceptions import UsageError
from scrapy.utils.log import install_scrapy_root_handler

from newsscraper.console.base_command import BaseCommand
from newsscraper.console.feed_checks import (
    check_distinct,
    check_feed,
    check_formats,
    check_shared,
    formats,
)
from newsscraper.console.hangup import end_undisturbed
from newsscraper.console.packed_feeds import packed, with_format
from newsscraper.console.setting_checks import check_guards
from newsscraper.messages.quiet_logs import demote, quieten
from newsscraper.messages.redaction import learn
from newsscraper.messages.terminal import Refused
from newsscraper.record.recording_check import check_recording
from newsscraper.replay.addon import Replay

if TYPE_CHECKING:
    from newsscraper.crawl.outcome import Outcome
    from newsscraper.store.home import Place

_NO_CONTACT: Final = (
    "CONTACT in newsscraper/settings.py is still a placeholder: put your address there, so that "
    "the publisher can reach you"
)

_ANOTHER_STORE: Final = (
    "This run begins a new store. %s in a folder above is another and stays as it is: to go on "
    "with that one, run in its folder, or give -s STORE_URL=sqlite:///%s"
)

_TEMPORARY: Final = "a temporary one, as REPLAY is given without STORE_URL"

logger = logging.getLogger(__name__)


class Command(BaseCommand, crawl.Command):
    """Run a spider of the project, or several side by side."""

    usage = "NAME … | --all [-O FILE | -o FILE] [--since DAY] [--until DAY] [options]"
    summary = "Crawl publishers: what is new, or the days or URLs that are named"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's options, and one for each spider argument."""
        from newsscraper.console.spider_options import add_spider_options

        super().add_options(parser)
        parser.add_argument("--all", action="store_true", help="crawl all publishers side by side")
        add_spider_options(parser)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be used, in the log, too."""
        try:
            super().process_options(args, opts)
        except Refused as refused:
            from newsscraper.console.refusal_log import log_refusal  # loads sqlalchemy

            log_refusal(refused.line, args, self.project_settings)
            raise

    def take_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Let Scrapy take its options; raises UsageError, for an unknown format in our words."""
        from newsscraper.console.spider_options import merged

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
        _load_tls()
        check_distinct(_feeds_of(opts), self.project_settings)
        self._check_settings()
        self._open_log(self._checked_store())

    def _check_arguments(self, args: list[str], opts: argparse.Namespace) -> None:
        from newsscraper.console.named_publishers import asked_of, named

        found = named(args, self.project_settings, is_all=opts.all)
        # Scrapy asks the add-on only later, when the log has begun.
        Replay.update_pre_crawler_settings(self.project_settings)
        self.asked = asked_of(found, opts.spargs)
        self.is_alone = len(found) == 1

    def _check_settings(self) -> None:
        from newsscraper.feeds.exporters import check_csv_header

        settings = self.project_settings
        check_guards(settings)
        check_recording(settings)
        for uri, options in settings.getdict("FEEDS").items():
            check_feed(str(uri), options, settings)
            if not self.is_alone:
                check_shared(str(uri), options)
            for name in self.asked.names:
                check_csv_header(str(uri), options, settings, name)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, then say in the last line how it ended."""
        is_single = self.is_alone and not opts.all
        outcome = self._run_alone() if is_single else self._run_side_by_side()
        logger.log(outcome.log_level, outcome.text)
        self.exitcode = outcome.exit_code

    def _run_alone(self) -> "Outcome":
        from newsscraper.crawl.last_outcome import outcome_of

        assert self.crawler_process
        [(publisher, arguments)] = self.asked.of.items()
        crawler = self.crawler_process.create_crawler(publisher.name)
        self.crawler_process.crawl(crawler, **arguments.given, arguments=arguments)
        self.crawler_process.start()
        end_undisturbed()
        return outcome_of(crawler)

    def _run_side_by_side(self) -> "Outcome":
        from newsscraper.console.side_by_side import SideBySide

        assert self.crawler_process
        asked = {publisher.name: its for publisher, its in self.asked.of.items()}
        crawls = SideBySide(self.crawler_process, asked)
        crawls.run()
        end_undisturbed()
        *each, together = crawls.outcomes(self.asked.skipped)
        for outcome in each:
            logger.log(outcome.log_level, outcome.text)
        return together

    def _checked_store(self) -> "Place | None":
        """Return where the store is, which no feed may be, nor the log; None: temporary."""
        from newsscraper.console.own_files import check_apart, written_files  # loads sqlalchemy
        from newsscraper.store.location import store_place

        place = store_place(self.project_settings)
        check_apart(written_files(self.asked.names, self.project_settings), place)
        return place

    def _open_log(self, place: "Place | None") -> None:
        """Say in the first lines of the log where the store is, and what is run."""
        from newsscraper.progress.outset import outset  # loads sqlalchemy
        from newsscraper.store.location import VARIABLE, store_above

        install_scrapy_root_handler(self.project_settings)
        quieten()
        demote()
        ignored = f"; {VARIABLE} is not for replays" if os.environ.get(VARIABLE) else ""
        logger.info("Store: %s", place or f"{_TEMPORARY}{ignored}")
        if isinstance(place, Path) and (other := store_above(place)):
            logger.warning(_ANOTHER_STORE, other, other)
        for line in outset(self.asked.of, self.project_settings):
            logger.info(line)
        for line in self.asked.left_out:
            logger.warning(line)
        is_nameless = "example.org" in str(self.project_settings["USER_AGENT"])
        if is_nameless and not self.project_settings["REPLAY"]:
            logger.warning(_NO_CONTACT)
        # Scrapy opens the log again; these lines stay.
        self.project_settings.set("LOG_FILE_APPEND", True, priority="cmdline")


def _load_tls() -> None:
    """Load what Scrapy has for TLS, which each crawl needs, before the rest of a crawl.

    A class of it that is deprecated looks through all modules at import: now they are few.
    """
    import scrapy.core.downloader.contextfactory  # noqa: F401


def _feeds_of(opts: argparse.Namespace) -> list[str]:
    """Return what ``-o`` and ``-O`` name, as it was typed."""
    return [*(opts.output or ()), *(opts.overwrite_output or ())]
