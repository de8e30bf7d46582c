"""Shows how a run goes on: live at the bottom of a terminal, or with a line a minute in the log."""

import logging
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import create_looping_call

from newsscraper.crawl.run import Run
from newsscraper.messages.terminal import is_smart
from newsscraper.progress.forecast import expected_of
from newsscraper.progress.phrases import in_lines, one_line
from newsscraper.progress.summary import table
from newsscraper.progress.watch import Watch
from newsscraper.signals import run_begun

if TYPE_CHECKING:
    from newsscraper.progress.live import LiveBlock

REDRAWN: Final = 2.0
"""Seconds after which the block is drawn anew."""

logger = logging.getLogger(__name__)


class ProgressDisplay:
    """A Scrapy extension in the place of its log of pages and items a minute."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._interval = crawler.settings.getfloat("LOGSTATS_INTERVAL")
        self.watch: Watch | None = None
        """What is known of the run, once it has begun."""
        self._block: LiveBlock | None = None
        self._loop: Any = None
        crawler.signals.connect(self.on_begun, run_begun)
        crawler.signals.connect(self.on_closed, signals.spider_closed)
        crawler.signals.connect(self.on_stopped, signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the display, unless none is wanted."""
        if crawler.settings["PROGRESS"] == "off":
            raise NotConfigured
        return cls(crawler)

    @property
    def _run(self) -> Run:
        run = self._crawler.get_extension(Run)
        assert run
        return run

    def on_begun(self) -> None:
        """Say what is to be expected, and begin to show what is done."""
        self.watch = Watch(self._crawler, self._run)
        if expected := expected_of(self._run, self.watch.delay):
            logger.info("Window: %s", expected)
        if is_live(self._crawler.settings):
            self._begin_live(self.watch)
        elif self._interval:
            self._loop = create_looping_call(self._log, self.watch)
            self._loop.start(self._interval, now=False)

    def _begin_live(self, watch: Watch) -> None:
        from newsscraper.progress.live import LiveBlock  # loads rich, which takes long

        self._block = LiveBlock(sys.stderr, lambda width: in_lines(watch.figures(), width))
        self._block.start()
        self._loop = create_looping_call(self._block.refresh)
        self._loop.start(REDRAWN, now=False)

    def _log(self, watch: Watch) -> None:
        logger.info(one_line(watch.figures()))

    def on_closed(self) -> None:
        """Note that nothing is fetched any more."""
        if self.watch:
            self.watch.end()

    async def on_stopped(self) -> None:
        """Take the block away when the run is over, and leave its numbers on the terminal."""
        if self.watch is None:
            return
        await self._run.closed.wait()
        if self._loop and self._loop.running:
            self._loop.stop()
        if self._block:
            self._block.leave([*table(self.watch.totals(), self._block.width), *self._outcome()])

    def _outcome(self) -> Iterator[str]:
        """Yield how the run ended, if the log does not say it on the terminal."""
        outcome = self._run.outcome
        if self._block and outcome and not self._block.shows(outcome.log_level):
            yield outcome.text


def is_live(settings: BaseSettings) -> bool:
    """Tell whether there is a terminal to draw on, to which no feed is written."""
    if settings["PROGRESS"] != "auto" or not is_smart(sys.stderr):
        return False
    feeds = [str(uri) for uri in settings.getdict("FEEDS")]
    is_shared = sys.stdout is not None and sys.stdout.isatty()
    return not (is_shared and any(uri.startswith(("stdout:", "/dev/")) for uri in feeds))
