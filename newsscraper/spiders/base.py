"""The crawl that every publisher shares: index pages, articles, "Berita Lainnya"."""

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsscraper.article.textless import unknown_addresses
from newsscraper.crawl.counts import Stat
from newsscraper.crawl.requests import (
    NOT_MODIFIED,
    Priority,
    asked_for,
    index_request,
    is_further_page,
    page_asked,
    road_of,
)
from newsscraper.crawl.taken import Taken
from newsscraper.failures import Fate, Reason, Verdict, verdict_on
from newsscraper.page.opening import NoArticle
from newsscraper.roads.any_road import Road
from newsscraper.roads.index import Index
from newsscraper.roads.listing import Listing
from newsscraper.roads.validators import Validators
from newsscraper.signals import index_page_read, run_begun, walk_ended
from newsscraper.spiders.article_pages import ArticlePages


class NewsSpider(ArticlePages):
    """Crawls one publisher, whose facts a subclass states.

    Arguments: see `newsscraper.crawl.arguments.Arguments`. They are strings; the command line gives
    beside them, under the name ``arguments``, what it has understood by them.
    """

    async def start(self) -> AsyncIterator[Any]:
        """Begin the run; yield the first index page of each road, and what earlier runs left open.

        With ``urls``, yield those articles and nothing else.
        """
        if self.run.outcome:  # a limit ended it before it began
            return
        await self.run.begin()
        self.crawler.signals.send_catch_log(run_begun)
        for request in self._first_requests():
            yield request

    def _first_requests(self) -> Iterator[Request]:
        frontier = self.run.frontier
        if self.arguments.urls:
            yield from self.article_requests(frontier.ask(self.arguments.urls))
            return
        yield from self._road_requests(self.run.walker.routes.best)
        yield from self.article_requests(frontier.resume(), Priority.RELATED)
        yield from self.article_requests(self.recent_articles(), Priority.RELATED)

    # --- Index pages -----------------------------------------------------------------------------

    def parse(self, response: Response, **kwargs: Any) -> Iterable[Any]:
        """Read any page of the publisher; ``scrapy parse URL`` comes here."""
        if self.article_urls.key(response.url):
            return self.parse_article(response)
        return self.parse_index(response)

    def parse_index(self, response: Response, road: str = "") -> Iterator[Request]:
        """Yield the articles that a page of the walk down *road* lists, then the page after it.

        Without a road a walk down an index begins here.
        """
        request, walker = asked_for(response), self.run.walker
        page = page_asked(request)
        road = road or walker.begin(Index(page)).road.url
        if response.status == NOT_MODIFIED:
            self.run.counts.add(Stat.INDEX_PAGES_UNCHANGED)
            taken = walker.unchanged(road, page)
            self._count_taken(taken, response, is_usual=True)
            yield from self._go_on(road, taken.next_page)
            return
        kind = walker.walk(road).road
        try:
            listing = kind.read(response, type(self))
        except NoArticle as reason:
            verdict = Verdict(Fate.FAILED, reason.reason, response.status)
            yield from self._go_on(road, self.run.setbacks.give_up(request, verdict))
            return
        yield from self._take(listing, response, kind, road)

    def _take(
        self, listing: Listing, response: Response, kind: Road, road: str
    ) -> Iterator[Request]:
        """Yield what follows from a *listing*."""
        page = page_asked(asked_for(response))
        taken = self.run.walker.take(road, page, listing, Validators.of(response))
        self._count_taken(taken, response, is_usual=kind.ends_empty)
        self.run.watch.see_page(kind, listing, response)
        self._name_unknown(unknown_addresses(listing.others, type(self)), page)
        self.crawler.signals.send_catch_log(
            index_page_read,
            road=road,
            page=page,
            listed=taken.listed,
            wanted=len(taken.wanted),
            day=kind.day_of(page) or (listing.middle_day if kind.is_ordered else None),
        )
        yield from self.article_requests(taken.wanted)
        yield from self._go_on(road, taken.next_page)

    def _count_taken(self, taken: Taken, response: Response, *, is_usual: bool) -> None:
        self.run.counts.add(Stat.OUT_OF_WINDOW, taken.out_of_window)
        self.run.counts.add(Stat.ALREADY_STORED, taken.already_stored)
        if not taken.listed and response.status != NOT_MODIFIED:
            self.run.counts.add(Stat.INDEX_PAGES_WITHOUT_ARTICLES)
            level = logging.INFO if is_usual else logging.WARNING
            self.logger.log(level, "Index page without any article: %s", response.url)
        for unread in taken.unread:
            self.run.setbacks.leave_unread(unread, asked_for(response))

    def _name_unknown(self, addresses: list[str], page: str) -> None:
        if addresses:
            self.run.counts.add(Stat.UNKNOWN_ADDRESSES, len(addresses))
            first, count = addresses[0], len(addresses)
            self.logger.info("No known form of address: %d on %s, as %s", count, page, first)

    def _go_on(self, road: str, next_page: str | None) -> Iterator[Request]:
        """Yield the next page of a walk, or the first ones of the roads in place of a dead one."""
        walker = self.run.walker
        if next_page is not None and walker.may_read_more:
            yield self._index_request(next_page, road)
            return
        if next_page is not None:
            walker.bound(road)
        unread = walker.walk(road).unread
        verdict = unread[1] if unread else None
        self.crawler.signals.send_catch_log(walk_ended, road=road, unread=verdict)
        if next_page is None:
            yield from self._road_requests(walker.instead_of(road))

    def _road_requests(self, roads: Iterable[Road]) -> Iterator[Request]:
        walker = self.run.walker
        for road in roads:
            if walker.may_read_more:
                yield self._index_request(walker.first_page(walker.begin(road)), road.url)

    def _index_request(self, url: str, road: str) -> Request:
        conditions = self.run.walker.ask_for(road, url).conditions
        return index_request(url, road, conditions, self.parse_index, self.on_error)

    # --- Pages that did not come -----------------------------------------------------------------

    def on_error(self, failure: Failure) -> Iterator[Request]:
        """Give up a page that could not be fetched; leave a refused road for the next ones."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy attaches it
        verdict = self._verdict_on(failure)
        if verdict.status and verdict.fate != Fate.REFUSED and is_further_page(request):
            verdict = Verdict(Fate.FAILED, Reason.NOT_WHOLE, verdict.status)
        if verdict.fate == Fate.PUT_OFF:
            return
        next_page = self.run.setbacks.give_up(request, verdict)
        if (road := road_of(request)) is not None:
            if verdict.fate == Fate.REFUSED:
                self.run.walker.take_back_request()
            yield from self._go_on(road, next_page)

    def _verdict_on(self, failure: Failure) -> Verdict:
        """Return what it means that a page did not come."""
        return verdict_on(failure.value)
