"""The crawl that every publisher shares: index pages, articles, "Berita Lainnya"."""

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newsscraper.arguments import Arguments, read_arguments
from newsscraper.downloader.replay import fetched_at
from newsscraper.extraction import (
    NoArticle,
    PartOfArticle,
    addresses_of,
    missing_fields,
    read_article,
)
from newsscraper.failures import Verdict, verdict_on
from newsscraper.items import Article
from newsscraper.publisher import Publisher
from newsscraper.rights import reservation_of
from newsscraper.roads.road import Road
from newsscraper.roads.validators import Validators
from newsscraper.scope import Scope
from newsscraper.setbacks import Setbacks, asked, page_asked

if TYPE_CHECKING:  # the store's library takes long to load, and only a crawl needs it
    from newsscraper.frontier import Frontier, Wanted
    from newsscraper.run import Run
    from newsscraper.walk import Taken, Walk
    from newsscraper.walks import Walks

_NOT_MODIFIED = 304

# Articles come before the next index page, so that newer ones are done first; one that was begun
# comes before all others.
_WHOLE, _ARTICLE, _RELATED, _INDEX = 30, 20, 10, 0


class NewsSpider(Publisher, Spider):
    """Crawls one publisher, whose facts a subclass states.

    Arguments: see `newsscraper.arguments.Arguments`.
    """

    run: "Run"
    """What the parts of the crawl share."""
    setbacks: Setbacks
    """What it could not have."""

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        super().__init__(name)
        self.given = arguments
        self.arguments: Arguments = read_arguments(arguments, type(self))
        self.index_pages = 0
        self.begun: dict[str, Walk] = {}
        """The walks of the run, by the URL of their road."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider and its run."""
        from newsscraper.run import Run

        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.run = Run(crawler, spider.name)
        spider.setbacks = Setbacks(spider, crawler)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Begin the run; yield the first index page of each road, and what earlier runs left open.

        With ``urls``, yield those articles and nothing else.
        """
        await self.run.begin(self.given)
        for request in self._first_requests():
            yield request

    def _first_requests(self) -> Iterator[Request]:
        if self.arguments.urls:
            yield from self._article_requests(self.frontier.ask(self.arguments.urls))
            return
        yield from self._road_requests(self.walks.roads())
        yield from self._article_requests(self.frontier.resume(), _RELATED)
        yield from self._article_requests(self._recent_articles(), _RELATED)

    def parse(self, response: Response, **kwargs: Any) -> Iterable[Any]:
        """Read any page of the publisher; ``scrapy parse URL`` comes here."""
        if self.article_urls.key(response.url):
            return self.parse_article(response)
        return self.parse_index(response)

    def parse_index(self, response: Response, road: str = "") -> Iterator[Request]:
        """Yield the articles that a page of the walk down *road* lists, then the page after it."""
        assert response.request
        page = page_asked(response.request)
        if response.status == _NOT_MODIFIED:
            self.count("index_pages/unchanged")
            yield from self._go_on(road, self.walks.unchanged(road, page))
            return
        kind = self.walks.walk(road).road
        try:
            listing = kind.read(response, type(self))
        except NoArticle as reason:
            verdict = Verdict("failed", reason.reason, response.status)
            yield from self._go_on(road, self.setbacks.give_up(response.request, verdict))
            return
        taken = self.walks.take(road, page, listing, Validators.of(response))
        self._count_taken(taken, response, is_usual=kind.ends_empty)
        yield from self._article_requests(taken.wanted)
        yield from self._go_on(road, taken.next_page)

    def parse_article(self, response: Response, key: str = "") -> Iterator[Article | Request]:
        """Yield the article of a page, then the related articles to follow.

        *key* is that of the URL which was asked for; a redirect may lead to another article.

        @example
        @returns items 1 1
        @scrapes key url headline body date_published section authors sources
        """
        try:
            article = read_article(response, type(self))
        except NoArticle as reason:
            yield from self._without_article(reason, response, key)
            return
        self.count("article_pages/read")
        self.count("article_pages/whole", count=not missing_fields(article))
        if reserved := reservation_of(article.rights, self.settings):
            self.setbacks.lose(key, Verdict("refused", reserved), asked(response.request))
            return
        if not self.scope.holds(article):
            self.count("articles/out_of_window")
            self.frontier.leave(article, key)
            return
        article.fetched_at = fetched_at(response)
        self.frontier.arrived(article, key, addresses_of(response))
        wanted = self.frontier.follow(article, key)
        yield article
        yield from self._article_requests(wanted)

    def _without_article(
        self, reason: NoArticle, response: Response, key: str
    ) -> Iterator[Request]:
        """Ask for the whole article where the page has a part of it, else give it up."""
        if isinstance(reason, PartOfArticle) and reason.whole:
            self.count("article_pages/of_several")
            yield self._article_request(key, reason.whole, _WHOLE)
            return
        self.count("article_pages/read", count=reason.reason == "unrecognised_template")
        verdict = Verdict("failed", reason.reason, response.status)
        self.setbacks.lose(key, verdict, asked(response.request))

    def on_error(self, failure: Failure) -> Iterator[Request]:
        """Give up a page that could not be fetched; leave a refused road for the next ones."""
        request: Request = vars(failure)["request"]  # Scrapy attaches it
        verdict = verdict_on(failure.value)
        if verdict.outcome == "gone" and self.pages and self.pages.asks_for_whole([request.url]):
            verdict = Verdict("failed", "not_whole", verdict.status)  # its first page was there
        next_page = self.setbacks.give_up(request, verdict)
        if "road" in request.cb_kwargs:
            self.index_pages -= verdict.outcome == "refused"  # it was not read
            yield from self._go_on(request.cb_kwargs["road"], next_page)

    @cached_property
    def scope(self) -> Scope:
        """What the run is after."""
        days = self.crawler.settings.getint("RELATED_MAX_AGE_DAYS")
        return Scope(self.arguments.window, timedelta(days=days))

    @cached_property
    def frontier(self) -> "Frontier":
        """The articles that the run asks for."""
        from newsscraper.frontier import Frontier

        run, related = self.run, self.arguments.related
        return Frontier(run.store, run.number, self.article_urls, self.scope, related)

    @cached_property
    def walks(self) -> "Walks":
        """The walks of the run."""
        from newsscraper.walks import Walks

        pages = self.crawler.settings.getint("FIRST_RUN_PAGES")
        return Walks(type(self), self.arguments, self.frontier, self.begun, pages)

    def _recent_articles(self) -> "Iterator[Wanted]":
        """Yield the stored articles that ``recheck`` wants to be fetched again."""
        if hours := self.arguments.recheck:
            moment = datetime.now(ZoneInfo(self.timezone)) - timedelta(hours=hours)
            yield from self.frontier.again(moment.isoformat(timespec="seconds"))

    def _may_read_more_pages(self) -> bool:
        limit = self.arguments.max_pages
        return limit is None or self.index_pages < limit

    def _road_requests(self, roads: Iterable[Road]) -> Iterator[Request]:
        for road in roads:
            if self._may_read_more_pages():
                walk = self.walks.begin(road)
                yield self._index_request(self.walks.first_page(walk), road.url)

    def _go_on(self, road: str, next_page: str | None) -> Iterator[Request]:
        """Yield the next page of a walk, or the first ones of the roads in place of a dead one."""
        if next_page is None:
            yield from self._road_requests(self.walks.instead_of(road))
        elif self._may_read_more_pages():
            yield self._index_request(next_page, road)

    def _index_request(self, url: str, road: str) -> Request:
        self.index_pages += 1
        conditions = self.walks.validators(self.walks.walk(road), url).conditions
        return Request(
            url,
            self.parse_index,
            errback=self.on_error,
            headers=conditions,
            meta={"handle_httpstatus_list": [_NOT_MODIFIED]} if conditions else None,
            priority=_INDEX,
            cb_kwargs={"road": road},
        )

    def _article_requests(
        self, wanted: "Iterable[Wanted]", priority: int = _ARTICLE
    ) -> Iterator[Request]:
        for key, url, hops in wanted:
            yield self._article_request(key, url, _RELATED if hops else priority)

    def _article_request(self, key: str, url: str, priority: int) -> Request:
        return Request(
            url,
            self.parse_article,
            errback=self.on_error,
            priority=priority,
            cb_kwargs={"key": key},
        )

    def _count_taken(self, taken: "Taken", response: Response, *, is_usual: bool) -> None:
        self.count("articles/out_of_window", count=taken.out_of_window)
        self.count("articles/already_stored", count=taken.already_stored)
        if taken.is_empty:
            self.count("index_pages/without_articles")
            level = logging.INFO if is_usual else logging.WARNING
            self.logger.log(level, "Index page without any article: %s", response.url)
        if taken.unread:
            assert response.request
            self.setbacks.leave_unread(taken.unread, response.request)

    def count(self, stat: str, reason: str | None = None, count: int = 1) -> None:
        """Add *count* to a number of the stats, and to that of its *reason*."""
        assert self.crawler.stats
        for name in (stat, f"{stat}/{reason}") if reason else (stat,):
            if count:
                self.crawler.stats.inc_value(name, count)
