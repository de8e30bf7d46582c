"""Feeds derived from the store: each is handed what it lacks, and what comes while it is open."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self, cast
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter, FeedSlot, apply_uri_params
from scrapy.utils.asyncio import is_asyncio_available
from scrapy.utils.defer import ensure_awaitable
from sqlalchemy import Select

from newsscraper.failures import CannotGoOn
from newsscraper.feeds.files import cut_back, lock_of
from newsscraper.feeds.storages import LocalFeedStorage, local_path
from newsscraper.items import Article
from newsscraper.locks import Lock
from newsscraper.signals import article_stored
from newsscraper.store import articles, feeds

logger = logging.getLogger(__name__)


@dataclass
class Delivery:
    """What one feed gets in this run; of a feed in batches, one batch of it."""

    feed: feeds.Feed
    slot: FeedSlot
    seqs: set[int] = field(default_factory=set)
    """Of the revisions it was handed."""
    has_failed: bool = False

    @property
    def local(self) -> LocalFeedStorage | None:
        """The storage, if what it writes can be cut back."""
        storage = self.slot.storage
        return storage if isinstance(storage, LocalFeedStorage) and storage.is_regular else None


class ArticleFeeds(FeedExporter):
    """Scrapy's feed exporter, with the store as its memory.

    A feed counts as delivered once its storage returned without an error. What was cut off, or
    could not be written, is handed over again by the next run.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the exporter; for a spider that is no publisher it does as Scrapy's own."""
        if not hasattr(crawler.spider, "run"):
            return super().from_crawler(crawler)
        exporter = cls(crawler)
        crawler.signals.connect(exporter.on_stored, article_stored)
        return exporter

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.spider: Any = crawler.spider
        self.failures: list[str] = []
        """What could not be written, each with its reason."""
        self.locks: list[Lock] = []
        self.deliveries: dict[str, Delivery] = {}
        self._failed_feeds: set[int] = set()

    def open(self) -> None:
        """Open all feeds and hand each what the store has for it.

        Raises CannotGoOn when another run holds a file.
        """
        self.store = self.spider.run.store
        self.arguments = self.spider.arguments
        self._cut_back_open_files()
        for template in self.feeds:
            with self.store.writing() as transaction:
                name = identity(template)
                feed = feeds.open_feed(transaction, name, self.spider.name)
            self._begin(template, feed, cast("FeedSlot", feed))
        for template in self.feeds:
            self._hand_over(template)

    def on_stored(self, article: Article, seq: int) -> None:
        """Hand a new revision to every feed."""
        for template in self.deliveries:
            self._export(template, article, seq)

    async def close(self, *, deliver: bool) -> None:
        """Deliver what is written; without *deliver* put everything back as it was."""
        for template in self.feeds:
            if deliver and self.arguments.sections:
                self._hand_over(template)
        for delivery in self.deliveries.values():
            if deliver:
                await self._deliver(delivery)
            else:
                self._abandon(delivery)
        if self._pending_close_tasks:
            await asyncio.wait(cast("list[asyncio.Task[None]]", self._pending_close_tasks))
        if deliver and self.arguments.is_incremental:
            self._advance()
        self.release()
        await self.crawler.signals.send_catch_log_async(signals.feed_exporter_closed)

    def release(self) -> None:
        """Let other runs have the files."""
        while self.locks:
            self.locks.pop().release()

    def _cut_back_open_files(self) -> None:
        """Cut off what runs left behind that were killed, unless they are still alive."""
        with self.store.reading() as transaction:
            left = feeds.open_files(transaction)
        for file in left:
            path = local_path(file.path)
            try:
                lock = Lock(lock_of(path), str(path))
            except CannotGoOn:
                continue
            try:
                cut_back(path, file.start_length)
            except OSError as error:
                text = f"{path} cannot be cut back to what it held ({error.strerror or error})"
                raise CannotGoOn(3, text) from error
            finally:
                lock.release()
            self._close_file(path, file.start_length)

    def _begin(self, template: str, feed: feeds.Feed, before: FeedSlot) -> None:
        """Make ready for the batch after *before*; nothing is opened until an article comes."""
        options = self.feeds[template]
        parameters = self._get_uri_params(self.spider, options["uri_params"], before)
        uri = apply_uri_params(template, parameters)
        slot = self._start_new_batch(before.batch_id + 1, uri, options, self.spider, template)
        delivery = self.deliveries[template] = Delivery(feed, slot)
        if delivery.local:
            path = delivery.local.path
            self.locks.append(Lock(lock_of(path), str(path)))

    def _hand_over(self, template: str) -> None:
        """Write all revisions that the feed should hold and does not yet."""
        for query in self._wanted(template):
            seq = 0
            while chunk := self._read(query, seq):
                for seq, article in chunk:
                    self._export(template, article, seq)

    def _read(self, query: Select[int, str], seq: int) -> list[articles.Delivery]:
        with self.store.reading() as transaction:
            return articles.deliveries(transaction, query, seq)

    def _wanted(self, template: str) -> Iterator[Select[int, str]]:
        """Yield queries for what this run is to deliver and the store has already."""
        feed = self.deliveries[template].feed
        if self.arguments.is_incremental:
            yield feeds.since_last_delivery(feed)
            return
        for query in self._asked_for():
            yield query if self.feeds[template].get("overwrite") else feeds.lacking(query, feed)

    def _asked_for(self) -> Iterator[Select[int, str]]:
        name, arguments = self.spider.name, self.arguments
        if arguments.urls:
            keys = [self.spider.article_urls.key(url) for url in arguments.urls]
            yield from (feeds.of_keys(name, chunk) for chunk in articles.chunked(keys))
            return
        query = feeds.of_days(name, arguments.since, arguments.until)
        if arguments.sections:
            query = feeds.of_sections(query, arguments.sections, self.spider.roads)
        yield query

    def _export(self, template: str, article: Article, seq: int) -> None:
        delivery = self.deliveries[template]
        slot = delivery.slot
        if delivery.has_failed or seq in delivery.seqs or not slot.filter.accepts(article):
            return
        try:
            self._start(delivery)
            assert slot.exporter
            assert slot.file
            slot.exporter.export_item(article)
            slot.file.flush()
        except Exception as error:
            self._fail(delivery, error)
            return
        slot.itemcount += 1
        delivery.seqs.add(seq)
        if slot.itemcount == self.feeds[template]["batch_item_count"]:
            self._next_batch(template, delivery)

    def _start(self, delivery: Delivery) -> None:
        """Open the file of a delivery, once the store knows that it will grow."""
        if delivery.local and delivery.slot.file is None:
            with self.store.writing() as transaction:
                path, length = delivery.local.written, delivery.local.start_length()
                feeds.open_file(transaction, str(path), length)
        delivery.slot.start_exporting()

    def _next_batch(self, template: str, delivery: Delivery) -> None:
        if is_asyncio_available():
            task = asyncio.create_task(self._deliver(delivery))
            self._pending_close_tasks.append(task)
        self._begin(template, delivery.feed, delivery.slot)

    async def _deliver(self, delivery: Delivery) -> None:
        """Store the file of a delivery, then note that its feed holds the articles."""
        slot = delivery.slot
        if delivery.has_failed:
            return
        try:
            if not slot.itemcount:
                if not slot.store_empty or slot.batch_id > delivery.feed.batch_id + 1:
                    return
                self._start(delivery)
            slot.finish_exporting()
            await ensure_awaitable(slot.storage.store(self._get_file(slot)))
            self._book(delivery)
        except Exception as error:
            self._fail(delivery, error)
            return
        logger.info("Stored %s feed (%d items) in: %s", slot.format, slot.itemcount, slot.uri)
        self._count("success", slot)
        await self.crawler.signals.send_catch_log_async(signals.feed_slot_closed, slot=slot)

    def _book(self, delivery: Delivery) -> None:
        feed, local = delivery.feed, delivery.local
        feed.batch_id = max(feed.batch_id, delivery.slot.batch_id)
        with self.store.writing() as transaction:
            feeds.advance(transaction, feed)
            if local and not local.replaces:
                feeds.close_file(transaction, str(local.path), local.path.stat().st_size)
                feeds.deliver(transaction, feed, delivery.seqs, str(local.path))
                return
            feeds.deliver(transaction, feed, delivery.seqs, None)
            if local:
                feeds.forget_file(transaction, str(local.written))

    def _advance(self) -> None:
        """Let incremental runs go on after what is delivered now."""
        for delivery in self.deliveries.values():
            feed = delivery.feed
            if feed.id not in self._failed_feeds:
                with self.store.writing() as transaction:
                    feed.delivered = articles.newest_seq(transaction, feed.publisher)
                    feeds.advance(transaction, feed)

    def _fail(self, delivery: Delivery, error: Exception) -> None:
        """Give up a delivery: the next run hands its articles over again."""
        delivery.has_failed = True
        self._failed_feeds.add(delivery.feed.id)
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        self.failures.append(f"{delivery.slot.uri} could not be written ({reason})")
        unexpected = error if not isinstance(error, OSError | CannotGoOn) else None
        logger.error(self.failures[-1], exc_info=unexpected)
        self._count("failed", delivery.slot)
        self._abandon(delivery)

    def _abandon(self, delivery: Delivery) -> None:
        """Put the file of a delivery back as it was."""
        if delivery.slot.file is None:
            return
        with suppress(OSError, ValueError):
            self._get_file(delivery.slot).close()
        if local := delivery.local:
            with self.store.reading() as transaction:
                file = feeds.file_at(transaction, str(local.written))
            if file and file.is_open:
                cut_back(local.written, file.start_length)
                self._close_file(local.written, file.start_length)

    def _close_file(self, path: Any, length: int | None) -> None:
        with self.store.writing() as transaction:
            if length is None:
                feeds.forget_file(transaction, str(path))
            else:
                feeds.close_file(transaction, str(path), length)

    def _count(self, outcome: str, slot: FeedSlot) -> None:
        assert self.crawler.stats
        name = type(slot.storage).__name__
        self.crawler.stats.inc_value(f"feedexport/{outcome}_count/{name}")


def identity(template: str) -> str:
    """Return what a feed is known by: its URI, local paths absolute, without user info."""
    parts = urlsplit(template)
    if parts.scheme in ("", "file"):
        return str(local_path(template))
    netloc = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=netloc).geturl() if parts.netloc else template
