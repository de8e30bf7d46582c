"""One crawl of one publisher: its store and lock, its entry in the run table, its outcome."""

import asyncio
import logging
from contextlib import ExitStack
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newsscraper.failures import CannotGoOn
from newsscraper.feeds.extension import ArticleFeeds
from newsscraper.locks import Lock
from newsscraper.outcome import Outcome
from newsscraper.redaction import redact
from newsscraper.store import articles, engine, runs
from newsscraper.store.store import Store
from newsscraper.tracebacks import Tracebacks

DEFAULT_STORE = "sqlite:///articles.db"
"""In the working folder."""


class Run:
    """What the parts of one crawl share.

    Scrapy's other commands (``parse``, ``check``, ``shell``) never begin a run: their store is a
    temporary one.
    """

    def __init__(self, crawler: Crawler, publisher: str) -> None:
        self.crawler = crawler
        self.publisher = publisher
        self.number = 0
        """In the run table."""
        self.refusal: CannotGoOn | None = None
        """Why the run could not begin."""
        self.outcome: Outcome | None = None
        """How it ended, once it has."""
        self.is_opened = False
        """Whether the spider came to be opened."""
        self.tracebacks = Tracebacks(crawler)
        self.closed = asyncio.Event()
        """Unset while anything is to be delivered, noted or let go of."""
        self.closed.set()
        self._lock: Lock | None = None
        self._store: Store | None = None
        crawler.signals.connect(self.on_opened, signals.spider_opened)
        crawler.signals.connect(self.on_closed, signals.spider_closed)
        crawler.signals.connect(self.on_stopped, signals.engine_stopped)

    @property
    def store(self) -> Store:
        """The store of the run."""
        if self._store is None:
            self._store = Store.open(None)
        return self._store

    @property
    def has_begun(self) -> bool:
        """Tell whether the run is in the run table."""
        return self.number > 0

    @property
    def feeds(self) -> ArticleFeeds | None:
        """The feeds of the run, if there are any."""
        return self.crawler.get_extension(ArticleFeeds)

    async def begin(self, arguments: dict[str, str]) -> None:
        """Take the lock, open store and feeds.

        Raises CannotGoOn when the store cannot be used, or another run holds publisher or feed.
        """
        try:
            if path := store_path(self.crawler.settings):
                self._lock = publisher_lock(path, self.publisher)
            self._store = Store.open(path)
            with self.store.writing() as transaction:
                given = {name: redact(value) for name, value in arguments.items()}
                self.number = runs.begin(transaction, self.publisher, given)
            if self.feeds:
                await self.feeds.open()
        except CannotGoOn as refusal:
            self.refusal = refusal
            raise

    def on_opened(self) -> None:
        """Begin to count unexpected errors."""
        self.is_opened = True
        self.closed.clear()
        logging.root.addHandler(self.tracebacks)

    async def on_closed(self, reason: str) -> None:
        """Deliver the feeds, note how the run ended, let go of everything."""
        try:
            if self.feeds:
                await self.feeds.close(deliver=Outcome.of(self, reason).is_sound)
            self._end(reason)
        except CannotGoOn:
            self.outcome = self._judge(reason)
        finally:
            with ExitStack() as stack:
                stack.callback(self.closed.set)
                self._let_go(stack)
        self._report()

    async def on_stopped(self) -> None:
        """Keep the engine until feeds are delivered: a signal stops it while they are uploaded."""
        await self.closed.wait()

    def _end(self, reason: str) -> None:
        if not self.has_begun:
            self.outcome = self._judge(reason)
            return
        with self.store.writing() as transaction:
            self.outcome = self._judge(reason, articles.count(transaction, self.publisher))
            runs.end(transaction, self.number, self.outcome.exit_code, self.outcome.text)

    def _let_go(self, stack: ExitStack) -> None:
        """Let *stack* release all that is held, feeds first, whatever goes wrong with one."""
        stack.callback(logging.root.removeHandler, self.tracebacks)
        if self._lock:
            stack.callback(self._lock.release)
        if self._store:
            stack.callback(self._store.close)
        if self.feeds:
            stack.callback(self.feeds.release)

    def _judge(self, reason: str, held: int = 0) -> Outcome:
        return Outcome.of(self, reason, self.feeds.failures if self.feeds else (), held)

    def _report(self) -> None:
        assert self.crawler.stats
        assert self.outcome
        self.crawler.stats.set_value("run/exit_code", self.outcome.exit_code)
        self.crawler.stats.set_value("run/outcome", self.outcome.text)


def publisher_lock(path: Path, publisher: str) -> Lock:
    """Take the lock of a publisher in the store at *path*.

    Raises CannotGoOn when another run holds it, or it cannot be written.
    """
    real = path.resolve()  # one lock, whatever links lead to the store
    return Lock(real.with_name(f"{real.name}.{publisher}.lock"), f"{publisher} in {path}")


def store_path(settings: BaseSettings) -> Path | None:
    """Return the absolute path of the store, None for a temporary one.

    ``STORE_URL`` says which; without it, it is ``articles.db`` in the working folder, and with
    ``REPLAY`` a temporary one, so that a demo never mixes into real articles. Raises ValueError,
    one line for a person, when ``STORE_URL`` cannot be used.
    """
    if url := settings.get("STORE_URL"):
        return engine.store_path(str(url))
    return None if settings.get("REPLAY") is not None else engine.store_path(DEFAULT_STORE)
