"""Notices when the publisher turns us away, and stops asking after a burst of refusals."""

import asyncio
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsscraper.downloader.challenge import refusal_of
from newsscraper.downloader.pace import Pace
from newsscraper.downloader.retry_after import retry_after
from newsscraper.failures import Refusal, Verdict

BURST: Final = 10
"""So many refusals more than other answers end a run."""

REASON: Final = "refused"
"""Why the spider is closed then."""

_REFUSING: Final = frozenset({401, 403, 429, 451, 503})


class Refusals:
    """Turns challenge pages into refusals; ends the run when nothing but refusals comes.

    What was not asked for then stays as it is in the ledger: the next run asks.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.surplus = 0
        """Refusals more than other answers, since these were last in the majority."""
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let no more requests through once the breaker is open."""
        if self._closing:
            raise Refusal(Verdict("put_off", REASON), "The publisher refuses everything")

    def process_response(self, request: Request, response: Response) -> Response:
        """Return *response*. Raises Refusal when it is a challenge page or a wall."""
        what = None if _is_no_robots_txt(request, response) else refusal_of(response)
        is_refusal = what is not None or response.status in _REFUSING
        self.surplus = max(self.surplus + (1 if is_refusal else -1), 0)
        if self.surplus >= BURST:
            self._stop()
        if what:
            self._pause(response)
            raise Refusal(Verdict("refused", what, response.status), f"{response.url} is a {what}")
        return response

    def _pause(self, response: Response) -> None:
        pace, seconds = self.crawler.get_downloader_middleware(Pace), retry_after(response)
        if pace and seconds is not None:
            pace.pause(seconds)

    def _stop(self) -> None:
        if not self._closing and self.crawler.engine.running:
            if pace := self.crawler.get_downloader_middleware(Pace):
                pace.is_stopped = True
            closing = self.crawler.engine.close_spider_async(reason=REASON)
            self._closing = asyncio.ensure_future(closing)


def _is_no_robots_txt(request: Request, response: Response) -> bool:
    """Tell whether a robots.txt answers 4xx: that there is none, whatever page comes with it."""
    return "dont_obey_robotstxt" in request.meta and 400 <= response.status < 500
