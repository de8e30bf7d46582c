"""The pace: how long a publisher is left alone between two requests."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Final, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from newsscraper.downloader.retry_after import SLOW_DOWN, retry_after
from newsscraper.failures import Fate, Reason, Refusal, Verdict

LONGEST_DELAY: Final = 120.0
"""Seconds; a robots.txt that asks for more gets this."""

LONGEST_PAUSE: Final = 600.0
"""Seconds; a publisher that asks to be left alone for longer is asked again after this."""

REST: Final = 0.5
"""Delays that are left after a request is over, however long it took."""

MOST_WAITED: Final = 0.025
"""Delays for which the answer may keep the next delay from beginning, or `LEAST_WAITED` seconds.

When a request reaches the publisher is not known before its answer: until then it may lie still.
"""
LEAST_WAITED: Final = 0.025

BACKOFF: Final = 5
"""The first pause after a failure, in delays; each further one is twice as long."""

_LOOK_UP: Final = 1.0
"""Seconds after which a waiting request looks whether the crawl is being stopped."""


class Pace:
    """One request at a time and a delay between two, for all hosts of a publisher together.

    A downloader middleware: each crawl has one, which its download handlers wait for.
    """

    may_ask: Callable[[], bool] = staticmethod(lambda: True)
    """Tells whether the publisher is still ours to ask."""
    _limit: asyncio.Timeout | None = None
    """Of the request that has its turn."""

    def __init__(
        self,
        crawler: Crawler,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Keep the pace by *clock*, which counts seconds and never goes back; *sleep* waits."""
        settings = crawler.settings
        self._clock, self._sleep = clock, sleep
        self.crawler = crawler
        self.delay = settings.getfloat("DOWNLOAD_DELAY")
        """Seconds from a request to the next."""
        self.jitter = settings.getfloat("DOWNLOAD_DELAY_JITTER")
        self.is_free = _is_free(settings)
        """Whether nobody is burdened, and the delay is taken as it was given."""
        self.is_stopped = False
        """Whether no more requests are to start."""
        self._until, self.pause_is_asked_for = 0.0, False
        """When the last pause is over, by the clock; whether it was not for a failure."""
        self._begun = self._ended = -LONGEST_PAUSE
        """When the last request reached the publisher, as far as that is known, and was over."""
        self._sent: float | None = None
        self._answered: float | None = None
        """When the request that has its turn went out, and when its answer began."""
        self._gate = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawl."""
        pace = cls(crawler)
        crawler.signals.connect(pace.on_headers, signals.headers_received)
        return pace

    def process_request(self, request: Request) -> None:
        """Put all hosts of the publisher into one slot of the downloader."""
        if self.crawler.spider:
            request.meta["download_slot"] = self.crawler.spider.name

    def slow_down(self, delay: float) -> None:
        """Keep at least *delay* seconds from now on, as robots.txt asks."""
        if not self.is_free:
            self.delay = max(self.delay, min(delay, LONGEST_DELAY))

    @property
    def pause_left(self) -> float:
        """Seconds until the last pause is over; 0 if it is."""
        return max(self._until - self._clock(), 0.0)

    @property
    def rest_left(self) -> float:
        """Seconds for which the publisher is to be left alone after the last request."""
        return max(self._next_start(1) - self._clock(), 0.0)

    def pause(self, seconds: float, *, is_asked_for: bool = True) -> None:
        """Ask for nothing at all for so long."""
        until = self._clock() + min(seconds, LONGEST_PAUSE)
        if until > self._until:
            self._until, self.pause_is_asked_for = until, is_asked_for

    def heed(self, response: Response) -> None:
        """Pause for as long as *response* asks, before any other request gets its turn."""
        if response.status in SLOW_DOWN and (seconds := retry_after(response)) is not None:
            self.pause(seconds)

    def back_off(self, tries: int) -> None:
        """Pause after *tries* failures of one page: each time twice as long."""
        unit = self.delay if self.is_free else max(self.delay, 1.0)
        self.pause(unit * BACKOFF * 2 ** (tries - 1), is_asked_for=False)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until the next request may start; the one after it waits until this one is over.

        Raises Refusal when the crawl is stopped.
        """
        async with self._gate:
            await self._wait(random.uniform(1, 1 + self.jitter))
            self._sent = self._answered = None
            try:
                async with asyncio.timeout(None) as self._limit:
                    yield
            except TimeoutError as error:
                if not (self._limit and self._limit.expired()):
                    raise
                raise _stopped() from error
            finally:
                self._limit = None
                self._note_end()

    def stop(self) -> None:
        """Let no more requests start, and break off the one that is on its way."""
        self.is_stopped = True
        if self._limit:
            self._limit.reschedule(0)

    def on_sent(self) -> None:
        """Note that the request goes out: its connection stands.

        Raises Refusal when the publisher is another's by now.
        """
        if not self.may_ask():
            raise _stopped()
        if self._sent is None:
            self._sent = self._clock()

    def on_headers(self) -> None:
        """Note that the answer begins to come: the request has reached the publisher before."""
        if self._answered is None:
            self._answered = self._clock()

    def _note_end(self) -> None:
        self._ended = self._clock()
        sent = self._ended if self._sent is None else self._sent
        answered = self._ended if self._answered is None else self._answered
        self._begun = min(answered, sent + max(MOST_WAITED * self.delay, LEAST_WAITED))

    async def _wait(self, delays: float) -> None:
        """Wait until *delays* times the delay have passed since the last request began."""
        while not self.is_stopped and self.crawler.engine.running:
            wait = max(self._until, self._next_start(delays)) - self._clock()
            if wait <= 0:
                if self.may_ask():
                    return
                break
            await self._sleep(min(wait, _LOOK_UP))
        raise _stopped()

    def _next_start(self, delays: float) -> float:
        """Return when the next request may start, if so many *delays* lie between."""
        return max(self._begun + self.delay * delays, self._ended + self.delay * REST)


def _stopped() -> Refusal:
    return Refusal(Verdict(Fate.PUT_OFF, Reason.STOPPED), "The crawl is being stopped")


def _is_free(settings: BaseSettings) -> bool:
    """Tell whether there is a replay, and the command line says at which pace."""
    is_given = settings.getpriority("DOWNLOAD_DELAY") == SETTINGS_PRIORITIES["cmdline"]
    return bool(settings["REPLAY"]) and is_given
