"""What a crawl could not have: counted, told in the log, and noted for later runs."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response

from newsscraper.failures import CannotGoOn, Verdict
from newsscraper.items import Article
from newsscraper.store import HERE

if TYPE_CHECKING:
    from newsscraper.spiders.base import NewsSpider

_BROKEN = Verdict("failed", "unexpected_error")


class Setbacks:
    """The pages and articles of one crawl that came to nothing."""

    def __init__(self, spider: "NewsSpider", crawler: Crawler) -> None:
        self.spider = spider
        self.logger = spider.logger
        self.crawler = crawler
        crawler.signals.connect(self.on_callback_error, signals.spider_error)
        crawler.signals.connect(self.on_item_error, signals.item_error)

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
        if str(item.key) in self.spider.frontier.arrivals:
            with suppress(DropItem), self.stopping():
                self.drop(item, _BROKEN)

    def give_up(self, request: Request, verdict: Verdict) -> str | None:
        """Give up the page that *request* was to bring, unless it was only put off.

        Return the page to read after it, if it was an index page and there is one.
        """
        if verdict.outcome == "put_off":
            return None
        if "key" in request.cb_kwargs:
            self.lose(request.cb_kwargs["key"], verdict, asked(request))
            return None
        return self._miss(request, verdict)

    def _miss(self, request: Request, verdict: Verdict) -> str | None:
        road = request.cb_kwargs["road"]
        missed = self.spider.walks.miss(road, page_asked(request), verdict)
        walk = self.spider.walks.walk(road)
        if missed.unread is None:
            self.logger.info("The index ends before %s, %s", request.url, verdict.reason)
        elif verdict.outcome == "gone" and walk.is_substitute and walk.is_dead:
            self.logger.info("There is no %s", request.url)
        else:
            self.leave_unread(missed.unread, request)
        return missed.next_page

    def leave_unread(self, verdict: Verdict, request: Request) -> None:
        """Count an index page that could not be read."""
        outcome = verdict.outcome.replace("gone", "failed")
        self.spider.count(f"index_pages/{outcome}", verdict.reason)
        self.logger.warning("Index page %s, %s: %s", outcome, verdict.reason, asked(request))

    def drop(self, article: Article, verdict: Verdict) -> None:
        """Give up an article that came, but cannot be stored."""
        self.lose(self.spider.frontier.drop(article), verdict, str(article.url))

    def lose(self, key: str, verdict: Verdict, where: str) -> None:
        """Give up the article that was asked for as *key*: later runs try again."""
        outcome, reason, _ = verdict
        state = self.spider.frontier.fail(key, verdict)
        if state in HERE:  # it was fetched once more, to catch a revision
            outcome = "not_rechecked"
        self.spider.count(f"articles/{outcome}", reason)
        self.logger.warning("Article %s, %s: %s", outcome.replace("_", " "), reason, where)
        if state == "given_up":
            self.spider.count("articles/given_up", outcome)
            self.logger.warning("Given up after many tries: %s", where)


def page_asked(request: Request) -> str:
    """Return the URL that was asked for, before any redirect."""
    return str(request.meta.get("redirect_urls", [request.url])[0])


def asked(request: Request | None) -> str:
    """Return the URL that was asked for, and where redirects led from there."""
    if request is None:
        return "an unknown URL"
    first = page_asked(request)
    return first if first == request.url else f"{first}, redirected to {request.url}"
