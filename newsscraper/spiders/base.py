"""The crawl that every publisher shares: index pages, articles, "Berita Lainnya"."""

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import timedelta
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.url import url_is_from_spider
from twisted.python.failure import Failure

from newsscraper.arguments import Arguments, Window, read_arguments
from newsscraper.downloader.replay import fetched_at
from newsscraper.extraction import NoArticle, open_page, read_article
from newsscraper.failures import verdict_on
from newsscraper.frontier import Frontier, Wanted
from newsscraper.items import Article, Link
from newsscraper.links import absolute, read_items
from newsscraper.normalize.urls import normalize_url
from newsscraper.places import Page
from newsscraper.publisher import Publisher
from newsscraper.walk import Walk, day_of

# Articles come before the next index page, so that newer ones are done first.
_ARTICLE, _RELATED, _INDEX = 20, 10, 0


class NewsSpider(Publisher, Spider):
    """Crawls one publisher, whose facts a subclass states.

    Arguments: see `newsscraper.arguments.Arguments`.
    """

    first_run_pages: int
    """Index pages of a road when there is no window (``FIRST_RUN_PAGES``)."""

    related_max_age: timedelta
    """Oldest related links to follow when there is no window (``RELATED_MAX_AGE_DAYS``)."""

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        super().__init__(name)
        self.arguments: Arguments = read_arguments(arguments, type(self))
        self.index_pages = 0
        self.walks: dict[str, Walk] = {}
        self.frontier = Frontier(self.article_urls, self.arguments.related)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider and take its limits from the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.first_run_pages = crawler.settings.getint("FIRST_RUN_PAGES")
        spider.related_max_age = timedelta(days=crawler.settings.getint("RELATED_MAX_AGE_DAYS"))
        crawler.signals.connect(spider.on_scheduled, signals.request_scheduled)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Yield the first index page of each road, or the articles of ``urls``."""
        if self.arguments.urls:
            links: list[Link] = [
                {"url": url, "headline": None, "date_published": None}
                for url in self.arguments.urls
            ]
            for request in self._article_requests(self.frontier.admit(links)):
                yield request
            return
        for url in self._roads():
            if self._may_read_more_pages():
                yield self._index_request(url, url)

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
        walk = self.walks.setdefault(road, self._new_walk())
        fresh = walk.record(response.url, listed)
        inside = [link for link in fresh if self._may_be_inside(link)]
        self._count("articles/out_of_window", count=len(fresh) - len(inside))
        yield from self._article_requests(self.frontier.admit(inside))
        if walk.is_over or not self._may_read_more_pages():
            return
        if next_page := walk.next_page(response.url, self._pagination(page)):
            yield self._index_request(next_page, road)

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
            self.logger.warning("No article, %s: %s", reason, _asked(response.request))
            return
        if article.date_published and not self._window.contains(day_of(article.date_published)):
            self._count("articles/out_of_window")
            return
        article.fetched_at = fetched_at(response)
        yield article
        links = (link for link in article.related if self._is_worth_following(link, article))
        yield from self._article_requests(self.frontier.follow(str(article.key), links, key))

    def on_error(self, failure: Failure) -> None:
        """Count a page that could not be fetched, and say so."""
        self._give_up(failure.request, *verdict_on(failure.value))  # type: ignore[attr-defined]

    def on_scheduled(self, request: Request) -> None:
        """Count a page that a redirect leads off the site: Scrapy drops it and tells nobody."""
        if request.meta.get("redirect_urls") and not url_is_from_spider(request.url, type(self)):
            self._give_up(request, "failed", "redirected_away")

    def _give_up(self, request: Request, outcome: str, reason: str) -> None:
        if "key" in request.cb_kwargs:
            self._count(f"articles/{outcome}", reason)
            self.logger.warning("Article %s, %s: %s", outcome, reason, _asked(request))
        elif outcome == "gone" and request.cb_kwargs["road"] in self.walks:
            self.logger.info("The index ends before %s, %s", request.url, reason)
        else:
            outcome = outcome.replace("gone", "failed")
            self._count(f"index_pages/{outcome}", reason)
            self.logger.warning("Index page %s, %s: %s", outcome, reason, _asked(request))

    @property
    def _window(self) -> Window:
        return self.arguments.window

    def _roads(self) -> list[str]:
        fronts = [self.section_url.format(section=slug) for slug in self.arguments.sections]
        return fronts or [self.index_url]

    def _new_walk(self) -> Walk:
        return Walk(self._window, None if self._window else self.first_run_pages)

    def _may_read_more_pages(self) -> bool:
        limit = self.arguments.max_pages
        return limit is None or self.index_pages < limit

    def _index_request(self, url: str, road: str) -> Request:
        self.index_pages += 1
        return Request(
            url, self.parse_index, errback=self.on_error, priority=_INDEX, cb_kwargs={"road": road}
        )

    def _article_requests(self, wanted: Iterable[Wanted]) -> Iterator[Request]:
        for key, url, hops in wanted:
            yield Request(
                url,
                self.parse_article,
                errback=self.on_error,
                priority=_RELATED if hops else _ARTICLE,
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

    def _may_be_inside(self, link: Link) -> bool:
        """Tell whether a listed article may lie in the window; without a date it may."""
        day = link["date_published"]
        return day is None or self._window.contains(day_of(day))

    def _is_worth_following(self, link: Link, article: Article) -> bool:
        """Tell whether a related article is to be fetched, by the date printed beside it."""
        if self._window:
            return self._may_be_inside(link)
        if link["date_published"] is None or article.date_published is None:
            return False
        age = day_of(article.date_published) - day_of(link["date_published"])
        return bool(age <= self.related_max_age)

    def _count(self, stat: str, reason: str | None = None, count: int = 1) -> None:
        assert self.crawler.stats
        for name in (stat, f"{stat}/{reason}") if reason else (stat,):
            if count:
                self.crawler.stats.inc_value(name, count)


def _asked(request: Request | None) -> str:
    """Return the URL that was asked for, and where redirects led from there."""
    if request is None:
        return "an unknown URL"
    asked = request.meta.get("redirect_urls", [request.url])[0]
    return asked if asked == request.url else f"{asked}, redirected to {request.url}"
