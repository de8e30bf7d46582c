"""One crawl of one publisher: what its parts share, from its first moment to its last line."""

import asyncio
import logging
from contextlib import ExitStack, suppress
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newsscraper.crawl.asked_publisher import AskedPublisher
from newsscraper.crawl.counts import Counts
from newsscraper.crawl.ending import Ending
from newsscraper.crawl.finality import Finality
from newsscraper.crawl.frontier import Frontier
from newsscraper.crawl.holding import Holding
from newsscraper.crawl.judges import judge
from newsscraper.crawl.opened_store import opened_store
from newsscraper.crawl.page_watch import PageWatch
from newsscraper.crawl.planner import Planner
from newsscraper.crawl.reckoning import Reckoning
from newsscraper.crawl.routes import Routes
from newsscraper.crawl.scope import Scope
from newsscraper.crawl.selection import selection_of
from newsscraper.crawl.setbacks import Setbacks
from newsscraper.crawl.settlement import Settlement, put_right
from newsscraper.crawl.walker import Walker
from newsscraper.downloader.tdm import TdmReservations
from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.extension import ArticleFeeds
from newsscraper.messages.tracebacks import Tracebacks
from newsscraper.record.recorder import begin_recording, end_recording
from newsscraper.store import page_changes, run_log
from newsscraper.store.article_store import Store
from newsscraper.store.location import store_place

if TYPE_CHECKING:
    from newsscraper.crawl.outcome import Outcome

_NO_FEEDS: Final = "no feed can be written; the log above says why, or EXTENSIONS has no writer"

logger = logging.getLogger(__name__)


class Run:
    """What the parts of a crawl share; they get it by ``crawler.get_extension(Run)``."""

    def __init__(self, crawler: Crawler, spider: AskedPublisher) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.publisher, self.arguments = type(spider), spider.arguments
        self.clock, self._together = spider.clock, spider.together
        self.counts = Counts(crawler.stats)
        self.number = 0
        """In the run table; 0 before the run has begun."""
        self.stopped_by: CannotGoOn | None = None
        """Why the run could not begin."""
        self.outcome: Outcome | None = None
        """How it ended, once it has."""
        self.is_opened = False
        """Whether the spider came to be opened."""
        self.tracebacks = Tracebacks(crawler)
        self.closed = asyncio.Event()
        """Unset while anything is to be delivered, noted or let go of."""
        self.closed.set()
        self._finality: Finality | None = None
        self._holding = Holding(crawler, self._together)
        self._held = ExitStack()
        self._store: Store | None = None
        crawler.signals.connect(self.on_opened, signals.spider_opened)
        crawler.signals.connect(self.on_closed, signals.spider_closed)
        crawler.signals.connect(self.on_stopped, signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the run of a publisher's spider; for any other there is none."""
        if not isinstance(crawler.spider, AskedPublisher):
            raise NotConfigured
        return cls(crawler, crawler.spider)

    # --- What the parts of the crawl share ---------------------------------------------------

    @property
    def store(self) -> Store:
        """The store of the run; Scrapy's other commands, which never begin one, get a temporary."""
        if self._store is None:
            self._store = Store.open(None, self.clock)
        return self._store

    @cached_property
    def scope(self) -> Scope:
        """What the run is after."""
        days = self.crawler.settings.getint("RELATED_MAX_AGE_DAYS")
        return Scope(self.arguments.window, timedelta(days=days), bool(self.arguments.urls))

    @cached_property
    def frontier(self) -> Frontier:
        """The articles that the run asks for."""
        urls, hops = self.publisher.article_urls, self.arguments.related
        return Frontier(self.store, self.number, urls, self.scope, hops)

    @cached_property
    def walker(self) -> Walker:
        """The walks of the run."""
        pages = self.crawler.settings.getint("FIRST_RUN_PAGES")
        asked = self.arguments
        planner = Planner(self.publisher, self.number, asked.window, asked.today, pages)
        return Walker(Routes(self.publisher, asked), planner, self.frontier, asked.max_pages)

    @cached_property
    def setbacks(self) -> Setbacks:
        """What the run could not have."""
        return Setbacks(self.crawler, self.frontier, self.walker, self.counts)

    @cached_property
    def watch(self) -> PageWatch:
        """What tells whether the publisher's pages have changed."""
        return PageWatch(self.publisher, self.arguments, self.store, self.number)

    @property
    def feeds(self) -> ArticleFeeds | None:
        """The feeds of the run, if there are any."""
        return self.crawler.get_extension(ArticleFeeds)

    # --- Its beginning -----------------------------------------------------------------------

    @property
    def has_begun(self) -> bool:
        """Tell whether the run is in the run table."""
        return self.number > 0

    async def begin(self) -> None:
        """Take the lock, open store and feeds.

        Raises CannotGoOn when the store cannot be used, another run holds publisher or feed, or a
        feed cannot be written as it is asked for.
        """
        assert self._store is None, "the run has a store before it begins"
        try:
            place = store_place(self.crawler.settings)
            await self._holding.take(place, self.publisher.name, self.clock)
            opened = opened_store(place, self.clock, self.crawler.settings, self._together)
            self._store = self._holding.guarded(self._held.enter_context(opened))
            if reservations := self.crawler.get_downloader_middleware(TdmReservations):
                reservations.remember_in(self.store)
            name, asked = self.publisher.name, self.arguments.told
            self._holding.check_needed(self.store, name, asked)
            with self.store.writing() as transaction:
                self.number = run_log.begin(transaction, name, asked, self.clock.now())
            self._finality = Finality(self.store, name)
            put_right(self.frontier)
            self.setbacks.listen()
            await self._open_files()
        except CannotGoOn as cause:
            self.stopped_by = cause
            raise

    async def _open_files(self) -> None:
        begin_recording(self.crawler, self.clock)
        if self.feeds:
            asked, roads = self.arguments, self.walker.routes.best
            selection = selection_of(self.publisher, asked, roads, self.crawler.settings)
            await self.feeds.open(self.store, selection, self._together)
        elif self.crawler.settings.getdict("FEEDS"):
            raise CannotGoOn(Exit.BAD_ARGUMENT, _NO_FEEDS)

    def on_opened(self) -> None:
        """Begin to count unexpected errors."""
        self.is_opened = True
        self.closed.clear()
        for line in self.arguments.left_out:
            logger.warning("urls: %s of %s: skipped", line, self.publisher.name)
        logging.root.addHandler(self.tracebacks)

    # --- Its end -----------------------------------------------------------------------------

    async def on_closed(self, reason: str) -> None:
        """Deliver the feeds, note how the run ended, let go of everything."""
        try:
            if self.has_begun:
                settlement = Settlement(self.crawler, self.walker, self.counts)
                with suppress(CannotGoOn):  # the store keeps it: then nothing is delivered
                    settlement.make(is_whole=reason == "finished")
                    self.watch.compare()
            if self.feeds:
                await self._deliver(self.feeds, reason)
            self._end(reason)
        except CannotGoOn:
            self.outcome = judge(self._ending(reason))
        finally:
            with ExitStack() as stack:
                stack.callback(self.closed.set)
                self._let_go(stack)
                await self._holding.rest()
        assert self.outcome
        self.counts.tell(self.outcome.exit_code, self.outcome.text)

    async def on_stopped(self) -> None:
        """Keep the engine until feeds are delivered: a signal stops it while they are uploaded."""
        await self.closed.wait()

    async def _deliver(self, feeds: ArticleFeeds, reason: str) -> None:
        outcome = judge(ending := self._ending(reason))
        is_final = bool(self._finality and self._finality.is_final(outcome, ending))
        await feeds.close(deliver=outcome.is_sound, is_final=is_final)

    def _end(self, reason: str) -> None:
        self.outcome = judge(self._ending(reason))
        if self.has_begun:
            code, text = self.outcome.exit_code.value, self.outcome.text
            with self.store.writing() as transaction:
                if code == Exit.CHANGED:
                    page_changes.tell(transaction, self.publisher.name)
                run_log.end(transaction, self.number, code, text, self.clock.now())

    def _let_go(self, stack: ExitStack) -> None:
        """Let *stack* release all that is held, feeds first, whatever goes wrong with one."""
        stack.callback(logging.root.removeHandler, self.tracebacks)
        stack.callback(self._holding.release)
        stack.callback(self._held.close)
        if self.feeds:
            stack.callback(self.feeds.release)

    def _ending(self, reason: str) -> Ending:
        """Return what is known of the run now; nothing is made for it that is not there."""
        walker, frontier = vars(self).get("walker"), vars(self).get("frontier")
        known = Ending(
            reason=reason,
            is_opened=self.is_opened,
            has_begun=self.has_begun,
            errors=self.tracebacks.count,
            stopped_by=self.stopped_by,
            wants_feeds=bool(self.crawler.settings.getdict("FEEDS")),
            has_feeds=self.feeds is not None,
            in_use=tuple(self.feeds.held) if self.feeds else (),
            loss=self._holding.loss,
            unwritten=tuple(self.feeds.failures) if self.feeds else (),
            unrecorded=end_recording(self.crawler) if self.has_begun else None,
            delivered=tuple(self.feeds.delivered) if self.feeds else (),
            walks=walker.ends() if walker else (),
            is_covered=bool(frontier and frontier.stand_ins.are_believed),
            untold=frontier.probes.untold if frontier else 0,
            suspicion=frontier.tally.suspicion() if frontier else None,
        )
        reckoning = Reckoning(self.publisher, self.arguments, self.number)
        return reckoning.stored(reckoning.counted(known, self.counts), self._store)
