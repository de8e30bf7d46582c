"""Notices when the publisher turns us away, and stops asking after a burst of refusals."""

import asyncio
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsscraper.downloader.pace import Pace
from newsscraper.downloader.retry_after import retry_after
from newsscraper.failures import Fate, Reason, Refusal, Verdict
from newsscraper.page.challenge import refusal_of

BURST: Final = 10
"""So many refusals more than other answers end a run."""

REASON: Final = Reason.REFUSED_TOO_OFTEN
"""Why the spider is closed then."""

_REFUSING: Final = frozenset({401, 403, 429, 451, 503})


class RefusalBurst:
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
            raise Refusal(Verdict(Fate.PUT_OFF, REASON), "The publisher refuses everything")

    def process_response(self, request: Request, response: Response) -> Response:
        """Return *response*. Raises Refusal when it is a challenge page or a wall."""
        what = refusal_of(response) if _is_page(request, response) else None
        is_refusal = what is not None or response.status in _REFUSING
        self.surplus = max(self.surplus + (1 if is_refusal else -1), 0)
        if self.surplus >= BURST:
            self._stop()
        if what is None:
            return response
        self._pause(response)
        raise Refusal(Verdict(Fate.REFUSED, what, response.status), f"{response.url} is a {what}")

    def _pause(self, response: Response) -> None:
        """Leave the publisher alone for as long as it asks."""
        seconds = retry_after(response)
        if self._pace and seconds is not None:
            self._pace.pause(seconds)

    def _stop(self) -> None:
        """End the run, once."""
        if self._closing or not self.crawler.engine.running:
            return
        if self._pace:
            self._pace.is_stopped = True
        closing = self.crawler.engine.close_spider_async(reason=REASON)
        self._closing = asyncio.ensure_future(closing)

    @property
    def _pace(self) -> Pace | None:
        return self.crawler.get_downloader_middleware(Pace)


def _is_page(request: Request, response: Response) -> bool:
    """Tell whether *response* is more than a robots.txt that is not there.

    A 4xx says that there is none, whatever page comes with it.
    """
    return "dont_obey_robotstxt" not in request.meta or not 400 <= response.status < 500
