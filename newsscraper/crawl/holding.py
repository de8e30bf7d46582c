"""A run's hold on its publisher: taken, asked for before each request, and let go of."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Final

from scrapy.crawler import Crawler

from newsscraper.crawl.by_another import leave_to_another
from newsscraper.crawl.patience import Patience, taken_hold
from newsscraper.downloader.pace import Pace
from newsscraper.failures import CannotGoOn
from newsscraper.feeds.together import Together
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.holds import Held, Hold
from newsscraper.store.home import Place
from newsscraper.store.server import Server

_LOOK: Final = 0.5
"""Seconds between two looks at a hold that may be lost: a request that takes long is cut short."""


logger = logging.getLogger(__name__)


class Holding:
    """What keeps other runs of a publisher away."""

    def __init__(self, crawler: Crawler, together: Together | None = None) -> None:
        """Take nothing yet; a run that is one of those *together* waits for others' to end."""
        self._crawler = crawler
        self._together = together
        wait = crawler.settings.getfloat("PUBLISHER_LOCK_WAIT")
        self._patience = Patience(together, wait) if together else None
        self._hold: Hold | None = None
        self._watching: asyncio.Task[None] | None = None
        self._closing: asyncio.Future[None] | None = None

    async def take(self, place: Place | None, publisher: str, clock: Clock) -> None:
        """Take the hold in the store at *place*; a temporary one has no other runs.

        Raises Held when another run has it, and CannotGoOn when it cannot be written.
        """
        if place is None:
            return
        take = self._patience.taken_hold if self._patience else taken_hold
        self._hold = await take(place, publisher, clock)
        if isinstance(place, Server):
            self._watching = asyncio.create_task(self._watch(self._hold))

    def check_needed(self, store: Store, publisher: str, arguments: Mapping[str, str]) -> None:
        """Raise CrawledByAnother when another run has done meanwhile what was asked of several."""
        if self._together and self._patience and self._hold:
            newest, holder = self._together.newest_run, self._patience.holder
            leave_to_another(store, publisher, arguments, newest, holder)

    async def _watch(self, hold: Hold) -> None:
        """Ask for nothing any more, and end the run, once the hold is lost."""
        pace = self._crawler.get_downloader_middleware(Pace)
        if pace:
            pace.may_ask = hold.may_go_on
        while (loss := hold.loss) is None:
            await asyncio.sleep(_LOOK)
        logger.error("%s", loss)
        if pace:
            pace.stop()
        engine = self._crawler.engine
        if engine and engine.spider:
            closing = engine.close_spider_async(reason=str(loss.reason))
            self._closing = asyncio.ensure_future(closing)  # which ends this very task

    def guarded(self, store: Store) -> Store:
        """Return *store*, which is to be written only while the hold is ours."""
        if self._hold:
            store.guard(self._hold)
        return store

    @property
    def loss(self) -> CannotGoOn | None:
        """How the hold was lost, if it was."""
        return self._hold.loss if self._hold else None

    async def rest(self) -> None:
        """Keep the publisher until another machine may ask it for something, unless one has it."""
        if self._watching is None or isinstance(self.loss, Held):
            return
        if pace := self._crawler.get_downloader_middleware(Pace):
            await asyncio.sleep(pace.rest_left)

    def release(self) -> None:
        """Let other runs have the publisher."""
        if self._watching:
            self._watching.cancel()
        if self._hold:
            self._hold.release()
