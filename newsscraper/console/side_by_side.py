"""Several publishers crawled side by side in one process.

It loads sqlalchemy, which takes long: commands import it only when they run.
"""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from scrapy.crawler import Crawler, CrawlerProcessBase
from scrapy.settings import BaseSettings
from twisted.internet.defer import Deferred

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.by_another import CrawledByAnother, newest_run
from newsscraper.crawl.counts import Stat
from newsscraper.crawl.joint_outcome import Ended, joint_outcome
from newsscraper.crawl.last_outcome import outcome_of
from newsscraper.crawl.outcome import Outcome
from newsscraper.crawl.run import Run
from newsscraper.failures import CannotGoOn
from newsscraper.feeds.together import Together
from newsscraper.messages.redaction import without_user
from newsscraper.progress.display import is_live
from newsscraper.progress.joint_block import JointBlock


class SideBySide:
    """A crawl of each of several publishers, all at the same time, each by itself."""

    def __init__(self, process: CrawlerProcessBase, asked: Mapping[str, Arguments]) -> None:
        """Crawl in *process* what is *asked*, by the publishers' names."""
        self._process = process
        self._asked = asked
        self._crawlers: dict[str, Crawler] = {}
        self._together = Together(asked, _newest_run(process.settings))
        self._block = JointBlock(self._crawlers) if is_live(process.settings) else None

    def run(self) -> None:
        """Crawl until all have ended."""
        self._crawlers |= {name: self._process.create_crawler(name) for name in self._asked}
        for name in _from_another_place([*self._asked], os.getpid()):
            self._start(name, self._crawlers[name])
        self._process.start()
        self._together.close()

    def _start(self, name: str, crawler: Crawler) -> None:
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
        self._together.arrive(name)
        return result  # Twisted logs a failure that is handed on

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
        is_by_another = isinstance(run.stopped_by, CrawledByAnother)
        return Ended(outcome, run.counts[Stat.SCRAPED], failed, is_by_another)

    @staticmethod
    def _run_of(crawler: Crawler) -> Run | None:
        try:
            return crawler.get_extension(Run)
        except RuntimeError:  # Scrapy's, when it could not even make the extensions
            return None


def _newest_run(settings: BaseSettings) -> int:
    """Return the number of the newest run before ours; where none can be asked for, all are."""
    try:
        return newest_run(settings)
    except CannotGoOn:  # so is each crawl told, and says so
        return sys.maxsize


def _from_another_place(names: Sequence[str], number: int) -> Sequence[str]:
    """Return *names* from another place on for each process, as its *number* says.

    So several machines that begin at once do not all want the same publisher first.
    """
    place = number % len(names)
    return [*names[place:], *names[:place]]
