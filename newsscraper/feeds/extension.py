"""Feeds derived from the store: each is handed what it lacks, and what comes while it is open."""

import asyncio
from collections.abc import Sequence
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter

from newsscraper.feeds.batches import Batches
from newsscraper.feeds.leftovers import take_back_leftovers
from newsscraper.feeds.outbox import Outbox, Sent
from newsscraper.feeds.slots import Slots
from newsscraper.feeds.together import Together
from newsscraper.feeds.wanted import Selection
from newsscraper.items import Article
from newsscraper.publisher.facts import Publisher
from newsscraper.signals import article_stored
from newsscraper.store.article_store import Store


class ArticleFeeds:
    """In the place of Scrapy's feed exporter, with the store as its memory.

    A feed counts as delivered once its storage returned without an error. What was cut off, or
    could not be written, is handed over again by the next run.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self | FeedExporter:
        """Build the exporter; a spider that is no publisher gets Scrapy's own."""
        if not isinstance(crawler.spider, Publisher):
            return FeedExporter.from_crawler(crawler)
        feeds = cls(crawler, crawler.spider)
        crawler.signals.connect(feeds.on_stored, article_stored)
        return feeds

    def __init__(self, crawler: Crawler, spider: Spider) -> None:
        """Read the settings; raises NotConfigured when they ask for no feed."""
        self._crawler = crawler
        self._slots = Slots(crawler, spider)
        self._outbox = Outbox(crawler)
        self._wait = crawler.settings.getfloat("FEED_LOCK_WAIT")
        self._feeds: list[Batches] = []
        self._together: Together | None = None
        self._handing_over = asyncio.Lock()

    @property
    def failures(self) -> list[str]:
        """What could not be written, each with its reason."""
        return self._outbox.failures

    @property
    def delivered(self) -> list[Sent]:
        """What each feed got that was delivered."""
        return list(self._outbox.delivered.values())

    @property
    def held(self) -> list[str]:
        """What was stored and could not be appended, as another run held the file all the time."""
        return self._outbox.held

    async def open(
        self, store: Store, selection: Selection, together: Together | None = None
    ) -> None:
        """Open all feeds and hand each what *store* has for it.

        One that is continued may be in use; it is awaited at the end. So are those that runs which
        are *together* share. Raises CannotGoOn when
        another run holds a file that is replaced, or one cannot be cut back.
        """
        self._together = together
        for template in self._slots.templates:
            feed = Batches(template, self._slots, store, selection, self._outbox)
            self._feeds.append(feed)
            if together:
                feed.share(together)
        take_back_leftovers(store)  # by now of other runs' files
        async with self._handing_over:
            for feed in self._feeds:
                await feed.hand_over()

    def on_stored(self, article: Article, seq: int, document: str | None = None) -> None:
        """Hand a new revision to every feed, with its JSON."""
        for feed in self._feeds:
            feed.write(article, seq, document)

    async def close(self, *, deliver: bool, is_final: bool) -> None:
        """Deliver what is written; without *deliver* leave every file as it was.

        What *is* not *final* comes once more with the next run, where its file replaces this one.
        """
        for feed in self._feeds:  # a signal or a limit may end the run while it begins
            feed.is_broken_off = self._handing_over.locked()
        async with self._handing_over:
            # Whoever waits for one of ours must not be waited for.
            feeds = sorted(self._feeds, key=lambda each: each.turn.is_awaited)
            if deliver:
                await self._finish(feeds, is_final=is_final)
            else:
                for feed in feeds:
                    feed.current.take_back()
            await self._outbox.sent()
        if deliver:
            self._advance()
        await self._crawler.signals.send_catch_log_async(signals.feed_exporter_closed)

    async def _finish(self, feeds: Sequence[Batches], *, is_final: bool) -> None:
        """Deliver *feeds*: first those that wait for no other publisher."""
        alone = [feed for feed in feeds if not feed.joint_file]
        joint = [feed for feed in feeds if feed.joint_file]
        for feed in alone:
            await feed.finish(self._wait, self._is_crawling, is_final=is_final)
        if joint and self._together:
            for feed in joint:
                feed.join(is_final=is_final)
            self._together.arrive(joint[0].selection.publisher)
            await self._together.all_here()
        for feed in joint:
            await feed.finish(self._wait, self._is_crawling, is_final=is_final)

    def _is_crawling(self) -> bool:
        """Tell whether nobody wants the run to end: Scrapy notes the first signal there."""
        return self._crawler.crawling

    def _advance(self) -> None:
        """Let incremental runs go on after what is delivered now, but for feeds that lack some."""
        lacking = self._outbox.failed_feeds | {
            each.feed.id for each in self._feeds if not each.has_all
        }
        for feed in self._feeds:
            is_done = feed.current.is_final and feed.feed.id not in lacking
            if feed.selection.is_incremental and is_done:
                feed.advance()

    def release(self) -> None:
        """Let other runs have the files."""
        for feed in self._feeds:
            feed.current.release()
