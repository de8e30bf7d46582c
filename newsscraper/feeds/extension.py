"""Feeds derived from the store: each is handed what it lacks, and what comes while it is open."""

import asyncio
import logging
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from typing import Any, Self, cast
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter, FeedSlot, apply_uri_params
from sqlalchemy import Select

from newsscraper.failures import CannotGoOn
from newsscraper.feeds.delivery import Delivery, take_back_leftovers
from newsscraper.feeds.files import lock_of
from newsscraper.feeds.storages import local_path, without_user
from newsscraper.feeds.wanted import wanted
from newsscraper.items import Article
from newsscraper.locks import Lock
from newsscraper.signals import article_stored
from newsscraper.store import articles, feeds

logger = logging.getLogger(__name__)


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
        self.deliveries: dict[str, Delivery] = {}
        """The open one of each feed, by URI template."""
        self._earlier: defaultdict[str, set[int]] = defaultdict(set)
        """Seqs that earlier batches of a feed hold, by URI template."""
        self._failed_feeds: set[int] = set()
        self._unfinished: set[int] = set()
        """Feeds that were not yet handed all that the store has for them."""
        self._handing_over = asyncio.Lock()
        self._delivering = asyncio.Lock()

    async def open(self) -> None:
        """Open all feeds and hand each what the store has for it.

        Raises CannotGoOn when another run holds a file, or one cannot be cut back.
        """
        self.store = self.spider.run.store
        for template in self.feeds:
            with self.store.writing() as transaction:
                feed = feeds.open_feed(transaction, identity(template), self.spider.name)
            self._unfinished.add(feed.id)
            self._begin(template, feed, None)
        take_back_leftovers(self.store)  # by now of other runs' files
        async with self._handing_over:
            for template in self.feeds:
                await self._hand_over(template)

    def on_stored(self, article: Article, seq: int) -> None:
        """Hand a new revision to every feed."""
        for template in self.deliveries:
            self._write(template, article, seq)

    async def close(self, *, deliver: bool) -> None:
        """Deliver what is written; without *deliver* leave every file as it was."""
        async with self._handing_over:  # a limit may end the run while it begins
            for template in self.deliveries:
                if deliver:
                    await self._finish(template)
                else:
                    self.deliveries[template].take_back()
            await self._finish_batches()
        if deliver and self.spider.arguments.is_incremental:
            self._advance()
        await self.crawler.signals.send_catch_log_async(signals.feed_exporter_closed)

    async def _finish(self, template: str) -> None:
        """Deliver a feed, with what was asked for in another way than the store knew before."""
        arguments = self.spider.arguments
        if arguments.sections or arguments.urls:  # a front listed it, a redirect led to it
            await self._hand_over(template)
        await self._deliver(self.deliveries[template])

    def release(self) -> None:
        """Let other runs have the files."""
        for delivery in self.deliveries.values():
            delivery.release()

    def _begin(self, template: str, feed: feeds.Feed, before: FeedSlot | None) -> None:
        """Make ready for the batch after *before*; nothing is opened until an article comes."""
        options = self.feeds[template]
        last = before or feed
        uri = self._uri(template, last)
        if before is None:
            self._tidy(self._uri(template, replace(feed, batch_id=feed.batch_id - 1)), uri)
        slot = self._start_new_batch(last.batch_id + 1, uri, options, self.spider, template)
        delivery = Delivery(self.store, feed, slot, before is None, options)
        delivery.prepare()
        self.deliveries[template] = delivery

    def _uri(self, template: str, before: FeedSlot | feeds.Feed) -> str:
        """Return the URI of the batch after *before*, of which Scrapy asks the batch_id only."""
        uri_params = self.feeds[template]["uri_params"]
        last = cast("FeedSlot", before)
        return apply_uri_params(template, self._get_uri_params(self.spider, uri_params, last))

    def _tidy(self, last: str, uri: str) -> None:
        """Take away the lock of the *last* batch if a kill kept its run from doing so."""
        if last == uri or urlsplit(last).scheme not in ("", "file"):
            return
        if (lock := lock_of(local_path(last))).exists():
            with suppress(CannotGoOn):
                Lock(lock, last).release()

    async def _hand_over(self, template: str) -> None:
        """Write all revisions that the feed should hold and does not yet."""
        delivery = self.deliveries[template]
        for query in wanted(delivery.feed, self.spider, replaces=delivery.replaces):
            seq = 0
            while chunk := self._read(query, seq):
                for seq, article in chunk:
                    self._write(template, article, seq)
                await self._finish_batches()
        self._unfinished.discard(delivery.feed.id)

    async def _finish_batches(self) -> None:
        """Wait until the full batches are delivered, so that not all of them are open at once."""
        if self._pending_close_tasks:
            await asyncio.wait(cast("list[asyncio.Task[None]]", list(self._pending_close_tasks)))

    def _read(self, query: Select[int, str], seq: int) -> list[articles.Delivery]:
        with self.store.reading() as transaction:
            return articles.deliveries(transaction, query, seq)

    def _write(self, template: str, article: Article, seq: int) -> None:
        delivery = self.deliveries[template]
        if seq in self._earlier[template] or not delivery.wants(article, seq):
            return
        try:
            delivery.write(article, seq)
            if delivery.slot.itemcount == self.feeds[template]["batch_item_count"]:
                self._begin(template, delivery.feed, delivery.slot)
                self._earlier[template] |= delivery.seqs
                task = asyncio.create_task(self._deliver(delivery))
                self._pending_close_tasks.append(task)
                task.add_done_callback(self._pending_close_tasks.remove)
        except Exception as error:
            self._fail(delivery, error, is_bug=not isinstance(error, OSError | CannotGoOn))

    async def _deliver(self, delivery: Delivery) -> None:
        if delivery.has_failed:
            return
        try:
            # One by one: what is cut off after its upload is uploaded again under the same number.
            async with self._delivering:
                is_delivered = await delivery.deliver()
        except Exception as error:  # storages raise whatever the library of their service does
            self._fail(delivery, error)
            return
        finally:
            delivery.release()
        if is_delivered:
            slot = delivery.slot
            name = without_user(slot.uri)
            logger.info("Stored %s feed (%d items) in: %s", slot.format, slot.itemcount, name)
            self._count("success", slot)
            await self.crawler.signals.send_catch_log_async(signals.feed_slot_closed, slot=slot)

    def _advance(self) -> None:
        """Let incremental runs go on after what is delivered now."""
        for delivery in self.deliveries.values():
            feed = delivery.feed
            if feed.id not in self._failed_feeds | self._unfinished:
                with self.store.writing() as transaction:
                    feed.delivered = articles.newest_seq(transaction, feed.publisher)
                    feeds.advance(transaction, feed)

    def _fail(self, delivery: Delivery, error: Exception, *, is_bug: bool = False) -> None:
        """Give up a delivery: the next run hands its articles over again."""
        delivery.has_failed = True
        self._failed_feeds.add(delivery.feed.id)
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        uri, name = delivery.slot.uri, without_user(delivery.slot.uri)
        self.failures.append(f"{name} could not be written ({reason.replace(uri, name)})")
        logger.error(self.failures[-1], exc_info=error if is_bug else None)
        self._count("failed", delivery.slot)
        delivery.take_back()

    def _count(self, outcome: str, slot: FeedSlot) -> None:
        assert self.crawler.stats
        name = type(slot.storage).__name__
        self.crawler.stats.inc_value(f"feedexport/{outcome}_count/{name}")


def identity(template: str) -> str:
    """Return what a feed is known by: its URI, local paths absolute, without user info."""
    parts = urlsplit(template)
    if parts.scheme in ("", "file"):
        return str(local_path(template))
    return without_user(template)
