"""`scrapy crawl NAME`: Scrapy's own, with its input checked first and an honest exit code."""

import argparse
import logging
from typing import Any

from scrapy.commands import crawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.utils.log import install_scrapy_root_handler

from newsscraper.arguments import BadArgument, read_arguments
from newsscraper.console import refuse, refuse_unknown_options
from newsscraper.downloader.replay import Replay
from newsscraper.feeds.exporters import check_csv_header
from newsscraper.lookup import publishers
from newsscraper.outcome import NOT_STARTED, Outcome
from newsscraper.redaction import learn
from newsscraper.setting_checks import check_feed, check_settings

logger = logging.getLogger(__name__)


class Command(crawl.Command):
    """Run a spider of the project."""

    crawler: Crawler

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's options; a wrong one is refused in one line."""
        super().add_options(parser)
        # argparse has no other way to say less than the whole usage.
        parser.error = refuse  # type: ignore[assignment,method-assign]

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be used, in one line and before anything starts."""
        refuse_unknown_options("crawl", args)
        try:
            super().process_options(args, opts)
            learn(self.settings or {})
            self._check(args, opts)
            self._say_first()
        except (UsageError, BadArgument, ValueError) as error:
            refuse(str(error))
        except OSError as error:
            refuse(f"the log cannot be written: {error}")

    def _check(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        if len(args) != 1:
            raise UsageError("name one publisher: scrapy crawl NAME; scrapy list shows them")
        known = publishers(self.settings)
        if args[0] not in known:
            raise UsageError(f"there is no publisher {args[0]!r}; known are {', '.join(known)}")
        # Scrapy asks the add-on only later, when the log has begun.
        Replay.update_pre_crawler_settings(self.settings)
        read_arguments(opts.spargs, known[args[0]])
        check_settings(self.settings)
        for uri, options in self.settings.getdict("FEEDS").items():
            check_feed(str(uri), options, self.settings)
            check_csv_header(str(uri), options, self.settings, args[0])

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, then say in the last line how it ended."""
        super().run(args, opts)
        outcome = self._outcome()
        logger.log(outcome.log_level, outcome.text)
        self.exitcode = outcome.exit_code

    def _outcome(self) -> Outcome:
        spider: Any = self.crawler.spider
        outcome: Outcome | None = spider and spider.run.outcome
        if outcome:
            return outcome
        if not spider or not spider.run.has_begun:
            return NOT_STARTED
        if spider.run.closed.is_set():
            return Outcome(1, "Failed: the crawl did not end well; the log above says why.")
        return Outcome(11, "Stopped at once by a second signal; what is stored is safe.")

    def _say_first(self) -> None:
        """Name the store in the first line of the log, before Scrapy's own lines."""
        from newsscraper.run import store_path  # slow to load, and not for a refused line

        assert self.settings
        path = store_path(self.settings)
        install_scrapy_root_handler(self.settings)
        logger.info("Store: %s", path or "a temporary one, as REPLAY is given without STORE_URL")
        # Scrapy opens the log again; this line stays.
        self.settings.set("LOG_FILE_APPEND", True, priority="cmdline")

    def _create_crawler(self, spidercls: Any) -> Crawler:
        self.crawler = super()._create_crawler(spidercls)
        return self.crawler
