"""The block of several crawls on the one terminal that they share: a row for each."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from newsscraper.crawl.outcome import Outcome
from newsscraper.crawl.run import Run
from newsscraper.messages.redaction import visible
from newsscraper.progress.display import REDRAWN, ProgressDisplay
from newsscraper.progress.phrases import one_row
from newsscraper.signals import run_begun

if TYPE_CHECKING:
    from newsscraper.progress.live import LiveBlock


class JointBlock:
    """How several crawls go on, from the beginning of the first to the end of the last."""

    def __init__(self, crawlers: Mapping[str, Crawler]) -> None:
        """Show *crawlers*, by the publishers' names, each from its beginning on."""
        self._crawlers = crawlers
        self._block: LiveBlock | None = None
        self._loop: Any = None

    def take(self, crawler: Crawler) -> None:
        """Show a crawl that is still to begin; its own display shows nothing then."""
        crawler.settings.set("PROGRESS", "lines", priority="cmdline")
        crawler.settings.set("LOGSTATS_INTERVAL", 0, priority="cmdline")
        crawler.signals.connect(self.on_begun, run_begun)

    def on_begun(self) -> None:
        """Show the block, if it is not there yet."""
        from newsscraper.progress.live import LiveBlock  # loads rich, which takes long

        if self._block:
            return
        self._block = LiveBlock(sys.stderr, lambda width: [*self._rows(width)])
        self._block.start()
        self._loop = create_looping_call(self._block.refresh)
        self._loop.start(REDRAWN, now=False)

    def _rows(self, width: int) -> Iterator[str]:
        for name, crawler in self._crawlers.items():
            with suppress(RuntimeError):  # Scrapy's, before it has made the extensions
                yield from _row(name, crawler, width)

    def leave(self, outcomes: Iterable[Outcome]) -> None:
        """Take the block away; leave there those *outcomes* that the log does not say there."""
        if self._loop and self._loop.running:
            self._loop.stop()
        if block := self._block:
            block.leave([each.text for each in outcomes if not block.shows(each.log_level)])


def _row(name: str, crawler: Crawler, width: int) -> Iterator[str]:
    """Yield the row of a crawl that has begun: how it goes on, or how it ended."""
    run, display = crawler.get_extension(Run), crawler.get_extension(ProgressDisplay)
    if run and run.outcome:
        yield visible(f"{name}: {run.outcome.text}")[:width]
    elif display and display.watch:
        yield one_row(display.watch.figures(), width)
