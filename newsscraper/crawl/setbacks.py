"""What a crawl could not have: counted, told in the log, and noted for later runs."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response

from newsscraper.crawl.counts import Counts, Stat
from newsscraper.crawl.frontier import Frontier
from newsscraper.crawl.requests import key_of, page_asked, road_of, way_of
from newsscraper.crawl.taken import Unread
from newsscraper.crawl.walker import Walker
from newsscraper.failures import CannotGoOn, Fate, OpenReason, Reason, Verdict
from newsscraper.items import Article
from newsscraper.signals import article_dropped, article_failed
from newsscraper.store.states import HERE, State

_BROKEN: Final = Verdict(Fate.FAILED, Reason.UNEXPECTED_ERROR)

_LOST: Final = {
    Fate.FAILED: (Stat.FAILED, "failed"),
    Fate.REFUSED: (Stat.REFUSED, "refused"),
    Fate.GONE: (Stat.NOT_FOUND, "not found"),
    Fate.NOT_ARTICLE: (Stat.NOT_ARTICLE, "not_article"),
}
"""Fate of an article -> the number that counts it, and what the log says of it."""

_GIVEN_UP: Final = {Fate.FAILED: Stat.GIVEN_UP_FAILED, Fate.REFUSED: Stat.GIVEN_UP_REFUSED}
"""Fate of an article that is given up -> the number that counts it."""


class Setbacks:
    """The pages and articles of one crawl that came to nothing."""

    def __init__(
        self, crawler: Crawler, frontier: Frontier, walker: Walker, counts: Counts
    ) -> None:
        assert crawler.spider
        self.crawler = crawler
        self.frontier = frontier
        self.walker = walker
        self.counts = counts
        self.logger = crawler.spider.logger
        self._closing: asyncio.Future[None] | None = None

    def listen(self) -> None:
        """Take note of what callbacks and pipelines break on."""
        self.crawler.signals.connect(self.on_callback_error, signals.spider_error)
        self.crawler.signals.connect(self.on_item_error, signals.item_error)

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """Close the spider when the block raises CannotGoOn, where raising alone would not do it.

        That is in pipelines and signal handlers. An article that was not stored is dropped.
        """
        try:
            yield
        except CannotGoOn as error:
            engine = self.crawler.engine
            if engine and engine.spider:
                closing = engine.close_spider_async(reason=str(error.reason))
                self._closing = asyncio.ensure_future(closing)
            raise DropItem(str(error)) from error

    def on_callback_error(self, response: Response | None) -> None:
        """Give up a page that a callback broke on, or each later run would break on it, too."""
        if response and response.request and response.request.cb_kwargs:
            with suppress(DropItem), self.stopping():
                self.give_up(response.request, _BROKEN)

    def on_item_error(self, item: Article) -> None:
        """Give up an article that a pipeline broke on, unless it was stored already."""
        if str(item.key) in self.frontier.arrivals:
            with suppress(DropItem), self.stopping():
                self.drop(item, _BROKEN.reason)

    def give_up(self, request: Request, verdict: Verdict) -> str | None:
        """Give up the page that *request* was to bring, unless it was only put off.

        Return the page to read after it, if it was an index page and there is one.
        """
        if verdict.fate == Fate.PUT_OFF:
            return None
        if (key := key_of(request)) is not None:
            self.lose(key, verdict, way_of(request))
            return None
        return self._miss(request, verdict)

    def _miss(self, request: Request, verdict: Verdict) -> str | None:
        road = str(road_of(request))
        missed = self.walker.miss(road, page_asked(request), verdict)
        walk = self.walker.walk(road)
        for unread in missed.unread:
            self.leave_unread(unread, request)
        if not missed.unread:
            is_none = walk.plan.is_substitute and walk.is_dead
            text = "There is no %s (%s)" if is_none else "The index ends before %s, %s"
            self.logger.info(text, request.url, verdict.reason)
        return missed.next_page

    def leave_unread(self, unread: Unread, request: Request) -> None:
        """Count an index page that is to be read again; one that is gone is a failure here."""
        page, verdict = unread.page, unread.verdict
        if not unread.is_news:
            self.counts.add(Stat.INDEX_PAGES_FAILED_AGAIN)
            return
        is_refused = verdict.fate == Fate.REFUSED
        stat = Stat.INDEX_PAGES_REFUSED if is_refused else Stat.INDEX_PAGES_FAILED
        self.counts.add(stat, reason=verdict.reason)
        outcome = Fate.REFUSED if is_refused else Fate.FAILED
        where = way_of(request) if page == page_asked(request) else page
        self.logger.warning("Index page %s, %s: %s", outcome, verdict.reason, where)
        if unread.is_given_up:
            self.counts.add(Stat.INDEX_PAGES_GIVEN_UP)
            self.logger.warning("Given up after many tries: %s", where)

    def drop(self, article: Article, reason: Reason | OpenReason) -> None:
        """Give up an article that came, but cannot be stored."""
        verdict = Verdict(Fate.FAILED, reason)
        self.lose(self.frontier.drop(article), verdict, str(article.url))
        self.crawler.signals.send_catch_log(article_dropped, article=article, reason=reason)

    def lose(self, key: str, verdict: Verdict, where: str) -> None:
        """Give up the article that was asked for as *key*: later runs try again."""
        state = self.frontier.fail(key, verdict)
        stat, outcome = _loss(verdict.fate, state)
        self.counts.add(stat, reason=verdict.reason)
        level = logging.INFO if verdict.fate == Fate.NOT_ARTICLE else logging.WARNING
        self.logger.log(level, "Article %s, %s: %s", outcome, verdict.reason, where)
        if state == State.GIVEN_UP:
            self.counts.add(Stat.GIVEN_UP)
            self.counts.add(_GIVEN_UP[verdict.fate])
            self.logger.warning("Given up after many tries: %s", where)
        self.crawler.signals.send_catch_log(
            article_failed, key=key, url=where, verdict=verdict, state=state
        )


def _loss(fate: Fate, state: State | None) -> tuple[Stat, str]:
    """Return the number that counts an article which is now *state*, and what the log says."""
    if state in HERE:  # it was fetched once more, to catch a revision
        return Stat.NOT_RECHECKED, "not rechecked"
    return (Stat.GONE, "gone") if state == State.GONE else _LOST[fate]
