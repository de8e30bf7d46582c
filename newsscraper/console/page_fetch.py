"""Fetches one page for a command as a crawl would: robots.txt, pace and replay included."""

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request
from scrapy.crawler import CrawlerProcessBase
from scrapy.http import HtmlResponse, Response
from scrapy.spidermiddlewares.httperror import HttpError

from newsscraper.spiders.base import NewsSpider


class NotFetched(ValueError):
    """A page that did not come; the text is one line for a person."""

    def __init__(self, url: str, error: BaseException | None) -> None:
        super().__init__(f"{url} was not fetched: {_reason(error)}")
        self.error = error
        """None: only the log says why."""


def fetch(process: CrawlerProcessBase, publisher: type[NewsSpider], url: str) -> HtmlResponse:
    """Return the page of *url*; raises NotFetched."""
    fetched: list[Response] = []
    failed: list[BaseException] = []

    def fail(failure: Any) -> None:
        failed.append(failure.value)

    async def start(_: NewsSpider) -> AsyncIterator[Any]:
        yield Request(url, callback=fetched.append, errback=fail)

    process.crawl(type("PageSpider", (publisher,), {"start": start}))
    process.start()
    if not fetched:
        raise NotFetched(url, failed[0] if failed else None)
    return HtmlResponse(fetched[0].url, body=fetched[0].body, headers=fetched[0].headers)


def _reason(error: BaseException | None) -> str:
    if error is None:
        return "the log above says why"
    if isinstance(error, HttpError):
        return f"the answer is {error.response.status}"
    return str(error) or type(error).__name__
