"""Several publishers crawled side by side in one process.

It loads sqlalchemy, which takes long: commands import it only when they run.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from scrapy.crawler import Crawler, CrawlerProcessBase
from twisted.internet.defer import Deferred

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.counts import Stat
from newsscraper.crawl.joint_outcome import Ended, joint_outcome
from newsscraper.crawl.last_outcome import outcome_of
from newsscraper.crawl.outcome import Outcome
from newsscraper.crawl.run import Run
from newsscraper.failures import Exit
from newsscraper.feeds.together import Together
from newsscraper.messages.redaction import without_user
from newsscraper.progress.display import is_live
from newsscraper.progress.joint_block import JointBlock

logger = logging.getLogger(__name__)


class SideBySide:
    """A crawl of each of several publishers, all at the same time, each by itself."""

    def __init__(
        self,
        process: CrawlerProcessBase,
        asked: Mapping[str, Arguments],
        *,
        tries_again: bool,
    ) -> None:
        """Crawl in *process* what is *asked*, by the publishers' names.

        One that another run holds at the beginning, and at the end no more, is tried again if it
        is to be.
        """
        self._process = process
        self._asked = asked
        self._tries_again = tries_again
        self._tried: set[str] = set()
        self._has_ended: set[str] = set()
        self._crawlers: dict[str, Crawler] = {}
        self._together = Together(asked, self._start_again)
        self._block = JointBlock(self._crawlers) if is_live(process.settings) else None

    def run(self) -> None:
        """Crawl until all have ended."""
        for name in self._asked:
            self._start(name)
        self._process.start()
        self._together.close()

    def _start(self, name: str) -> None:
        self._has_ended.discard(name)
        crawler = self._crawlers[name] = self._process.create_crawler(name)
        if self._block:
            self._block.take(crawler)
        asked = self._asked[name]
        more: dict[str, Any] = {"arguments": asked, "together": self._together}
        ended = self._process.crawl(crawler, **asked.given, **more)
        if isinstance(ended, asyncio.Future):
            ended.add_done_callback(partial(self._on_end, name))
        elif isinstance(ended, Deferred):
            ended.addBoth(partial(self._on_end, name))

    def _on_end(self, name: str, result: object) -> object:
        self._has_ended.add(name)
        if self._tries_again and name not in self._tried and self._is_held(name):
            self._tried.add(name)
            self._together.put_off(name)
        else:
            self._together.arrive(name)
        return result  # Twisted logs a failure that is handed on

    def _is_held(self, name: str) -> bool:
        """Tell whether a crawl was not begun as another run holds its publisher."""
        run = self._run_of(self._crawlers[name])
        if run is None or run.has_begun or run.stopped_by is None:
            return False
        return run.stopped_by.exit_code == Exit.HELD

    def _start_again(self, names: list[str]) -> None:
        """Crawl once more, unless a signal has come meanwhile."""
        for name in names:
            if self._is_stopping:
                self._together.arrive(name)
            else:
                logger.info("%s was held by another run; it is tried once more", name)
                self._start(name)

    @property
    def _is_stopping(self) -> bool:
        """Whether somebody wants the process to end: Scrapy notes the first signal there."""
        if any(not each.crawling for each in self._process.crawlers):
            return True
        ended = [outcome_of(self._crawlers[name]) for name in self._has_ended]
        return any(each.exit_code == Exit.STOPPED for each in ended)

    def outcomes(self, skipped: int = 0) -> Sequence[Outcome]:
        """Return how each publisher's crawl ended, its name in front; the last is of all together.

        *skipped* lines of a list belong to none.
        """
        ended = {name: outcome_of(crawler) for name, crawler in self._crawlers.items()}
        named = [replace(each, text=f"{name}: {each.text}") for name, each in ended.items()]
        found = [*named, self._joint_outcome(ended, skipped)]
        if self._block:
            self._block.leave(found)
        return found

    def _joint_outcome(self, outcomes: Mapping[str, Outcome], skipped: int) -> Outcome:
        files = {without_user(uri): file.names for uri, file in self._together.joint_files.items()}
        ended = {name: self._ended(name, each) for name, each in outcomes.items()}
        return joint_outcome(ended, files, skipped)

    def _ended(self, name: str, outcome: Outcome) -> Ended:
        run = self._run_of(self._crawlers[name])
        if run is None:
            return Ended(outcome)
        failed = run.counts[Stat.FAILED] + run.counts[Stat.NOT_FOUND]
        return Ended(outcome, run.counts[Stat.SCRAPED], failed)

    @staticmethod
    def _run_of(crawler: Crawler) -> Run | None:
        try:
            return crawler.get_extension(Run)
        except RuntimeError:  # Scrapy's, when it could not even make the extensions
            return None
