"""The crawl that every publisher shares: index pages, articles, "Berita Lainnya"."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.url import url_is_from_spider
from sqlalchemy import Connection
from twisted.python.failure import Failure

from newsscraper.arguments import Arguments, read_arguments
from newsscraper.downloader.replay import fetched_at
from newsscraper.extraction import NoArticle, missing_fields, open_page, read_article
from newsscraper.failures import CannotGoOn, Verdict, verdict_on
from newsscraper.frontier import Frontier, Wanted
from newsscraper.items import Article, Link
from newsscraper.links import absolute, read_items
from newsscraper.normalize.urls import normalize_url
from newsscraper.places import Page
from newsscraper.publisher import Publisher
from newsscraper.run import Run
from newsscraper.scope import Scope
from newsscraper.store import articles, ledger, walks
from newsscraper.walk import Walk

# Articles come before the next index page, so that newer ones are done first.
_ARTICLE, _RELATED, _INDEX = 20, 10, 0


class NewsSpider(Publisher, Spider):
    """Crawls one publisher, whose facts a subclass states.

    Arguments: see `newsscraper.arguments.Arguments`.
    """

    run: Run
    """What the parts of the crawl share."""

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        super().__init__(name)
        self.given = arguments
        self.arguments: Arguments = read_arguments(arguments, type(self))
        self.index_pages = 0
        self.walks: dict[str, Walk] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider and its run."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.run = Run(crawler, spider.name)
        crawler.signals.connect(spider.on_scheduled, signals.request_scheduled)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Begin the run; yield the first index page of each road, and what earlier runs left open.

        With ``urls``, yield those articles and nothing else.
        """
        self.run.begin(self.given)
        for request in self._first_requests():
            yield request

    def _first_requests(self) -> Iterator[Request]:
        if self.arguments.urls:
            yield from self._article_requests(self.frontier.ask(self.arguments.urls))
            return
        for road in self.roads:
            if self._may_read_more_pages():
                self.walks[road] = self._new_walk(road)
                yield self._index_request(road, road)
        yield from self._article_requests(self.frontier.resume(), _RELATED)
        yield from self._article_requests(self._recent_articles(), _RELATED)

    def parse(self, response: Response, **kwargs: Any) -> Iterable[Any]:
        """Read any page of the publisher; ``scrapy parse URL`` comes here."""
        if self.article_urls.key(response.url):
            return self.parse_article(response)
        return self.parse_index(response)

    def parse_index(self, response: Response, road: str = "") -> Iterator[Request]:
        """Yield the articles that an index page lists, then the page after it.

        *road* is the first page of the walk that this page belongs to.
        """
        try:
            page = open_page(response, type(self))
        except NoArticle as reason:
            self._count("index_pages/failed", reason.reason)
            self.logger.warning("Index page not read, %s: %s", reason, _asked(response.request))
            return
        listed = self._listed(page)
        if not listed:
            self._count("index_pages/without_articles")
            self.logger.warning("Index page without any article: %s", response.url)
        if road not in self.walks:
            self.walks[road] = self._new_walk(road)
        wanted, next_page = self._take(self.walks[road], page, listed)
        yield from self._article_requests(wanted)
        if next_page and self._may_read_more_pages():
            yield self._index_request(next_page, road)

    def _take(
        self, walk: Walk, page: Page, listed: dict[str, Link]
    ) -> tuple[list[Wanted], str | None]:
        """Enter what *page* lists; return the articles to fetch, and the next page of the walk."""
        with self.run.store.writing() as transaction:
            known = ledger.look_up(transaction, listed, walk.road)
            seen = {key for key, entry in known.items() if entry.walk == walk.number}
            fresh = walk.record(page.url, listed, seen, {k for k, e in known.items() if e.is_known})
            next_page = None if walk.is_over else walk.next_page(page.url, self._pagination(page))
            wanted = self._admit(transaction, fresh, known)
            walks.show(transaction, walk.road, walk.number, listed)
            if next_page is None and walk.has_articles:
                self._complete(transaction, walk)
        return wanted, next_page

    def _admit(
        self, transaction: Connection, fresh: dict[str, Link], known: dict[str, ledger.Entry]
    ) -> list[Wanted]:
        inside = {key: link for key, link in fresh.items() if self.scope.may_hold(link)}
        outside = {key: fresh[key] for key in fresh.keys() - inside.keys() - known.keys()}
        self.frontier.pass_by(transaction, outside)
        stored = sum(key in known and known[key].state == "stored" for key in inside)
        self._count("articles/out_of_window", count=len(fresh) - len(inside))
        self._count("articles/already_stored", count=stored)
        return self.frontier.admit(transaction, inside, known)

    def _complete(self, transaction: Connection, walk: Walk) -> None:
        walks.complete(transaction, walk.road, walk.number, from_top=walk.is_from_top)

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
            self._count("articles/failed", reason.reason)
            self._count("article_pages/read", count=reason.reason == "unrecognised_template")
            self.logger.warning("No article, %s: %s", reason, _asked(response.request))
            self.frontier.fail(key, Verdict("failed", reason.reason, response.status))
            return
        self._count("article_pages/read")
        self._count("article_pages/whole", count=not missing_fields(article))
        if not self.scope.holds(article):
            self._count("articles/out_of_window")
            self.frontier.leave(article, key)
            return
        article.fetched_at = fetched_at(response)
        self.frontier.arrived(article, key, _addresses(response))
        wanted = self.frontier.follow(article, key)
        yield article
        yield from self._article_requests(wanted)

    def on_error(self, failure: Failure) -> None:
        """Count a page that could not be fetched, and say so."""
        self._give_up(failure.request, verdict_on(failure.value))  # type: ignore[attr-defined]

    def on_scheduled(self, request: Request) -> None:
        """Count a page that a redirect leads off the site: Scrapy drops it and tells nobody."""
        if request.meta.get("redirect_urls") and not url_is_from_spider(request.url, type(self)):
            self._give_up(request, Verdict("failed", "redirected_away"))

    def _give_up(self, request: Request, verdict: Verdict) -> None:
        outcome, reason, _ = verdict
        if "key" in request.cb_kwargs:
            self._count(f"articles/{outcome}", reason)
            self.logger.warning("Article %s, %s: %s", outcome, reason, _asked(request))
            self.frontier.fail(request.cb_kwargs["key"], verdict)
            return
        walk = self.walks[request.cb_kwargs["road"]]
        if outcome == "gone" and walk.has_articles:
            self.logger.info("The index ends before %s, %s", request.url, reason)
            with self.run.store.writing() as transaction:
                self._complete(transaction, walk)
        else:
            walk.verdict = verdict
            outcome = outcome.replace("gone", "failed")
            self._count(f"index_pages/{outcome}", reason)
            self.logger.warning("Index page %s, %s: %s", outcome, reason, _asked(request))

    def stop(self, error: CannotGoOn) -> None:
        """Close the spider from a place where raising *error* would not do it."""
        engine = self.crawler.engine
        if engine and engine.spider:
            closing = engine.close_spider_async(reason=str(error.reason))
            self._closing = asyncio.ensure_future(closing)

    @cached_property
    def scope(self) -> Scope:
        """What the run is after."""
        days = self.crawler.settings.getint("RELATED_MAX_AGE_DAYS")
        return Scope(self.arguments.window, timedelta(days=days))

    @cached_property
    def frontier(self) -> Frontier:
        """The articles that the run asks for."""
        run, related = self.run, self.arguments.related
        return Frontier(run.store, run.number, self.article_urls, self.scope, related)

    @property
    def roads(self) -> list[str]:
        """First index pages of the walks."""
        fronts = [self.section_url.format(section=slug) for slug in self.arguments.sections]
        return fronts or [self.index_url]

    def _new_walk(self, road: str) -> Walk:
        window, today = self.arguments.window, datetime.now(ZoneInfo(self.timezone)).date()
        walk = Walk(road, window, stops_at_known=not window)
        walk.is_from_top = window.until is None or window.until >= today
        with self.run.store.writing() as transaction:
            if not window and walks.is_first(transaction, self.name, road):
                walk.pages_left = self.crawler.settings.getint("FIRST_RUN_PAGES")
            walk.number = walks.begin(
                transaction, self.name, road, self.run.number, from_top=walk.is_from_top
            )
        return walk

    def _recent_articles(self) -> list[Wanted]:
        """Return the stored articles that ``recheck`` wants to be fetched again."""
        moment = datetime.now(ZoneInfo(self.timezone)) - timedelta(hours=self.arguments.recheck)
        if not self.arguments.recheck:
            return []
        with self.run.store.reading() as transaction:
            keys = articles.keys_since(transaction, self.name, moment.isoformat(timespec="seconds"))
        return self.frontier.again(keys)

    def _may_read_more_pages(self) -> bool:
        limit = self.arguments.max_pages
        return limit is None or self.index_pages < limit

    def _index_request(self, url: str, road: str) -> Request:
        self.index_pages += 1
        return Request(
            url, self.parse_index, errback=self.on_error, priority=_INDEX, cb_kwargs={"road": road}
        )

    def _article_requests(
        self, wanted: Iterable[Wanted], priority: int = _ARTICLE
    ) -> Iterator[Request]:
        for key, url, hops in wanted:
            yield Request(
                url,
                self.parse_article,
                errback=self.on_error,
                priority=_RELATED if hops else priority,
                cb_kwargs={"key": key},
            )

    def _listed(self, page: Page) -> dict[str, Link]:
        """Return the article links that an index page lists, by key and in page order."""
        for place in self.index_items:
            found = read_items(page.read(place), self.article_urls, page.url, self.timezone)
            if listed := {key: link for key, link in found if key}:
                return listed
        return {}

    def _pagination(self, page: Page) -> Iterator[tuple[str, str]]:
        """Yield URL and ``rel`` of the links to other index pages of the same host."""
        for anchor in page.read(self.pagination):
            rel = anchor.get("rel", "")
            url = self._on_host_of(page.url, absolute(page.url, anchor.get("href")))
            if url and "nofollow" not in rel.lower().split() and not self.article_urls.key(url):
                yield url, rel

    def _on_host_of(self, page: str, url: str | None) -> str | None:
        """Return *url* on scheme and host of *page*, without fragment; None if it leads away."""
        if url is None or normalize_url(url) is None:
            return None
        here, there = urlsplit(page), urlsplit(url)
        if there.netloc != here.netloc and not self.article_urls.canonical(url):
            return None
        return there._replace(scheme=here.scheme, netloc=here.netloc, fragment="").geturl()

    def _count(self, stat: str, reason: str | None = None, count: int = 1) -> None:
        assert self.crawler.stats
        for name in (stat, f"{stat}/{reason}") if reason else (stat,):
            if count:
                self.crawler.stats.inc_value(name, count)


def _addresses(response: Response) -> list[str]:
    """Return the URLs that led to *response*, each in its one spelling."""
    request = response.request
    asked = request.meta.get("redirect_urls", [request.url]) if request else []
    spellings = (normalize_url(url) for url in (*asked, response.url))
    return [spelling for spelling in spellings if spelling]


def _asked(request: Request | None) -> str:
    """Return the URL that was asked for, and where redirects led from there."""
    if request is None:
        return "an unknown URL"
    asked = request.meta.get("redirect_urls", [request.url])[0]
    return asked if asked == request.url else f"{asked}, redirected to {request.url}"
