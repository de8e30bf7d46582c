"""Keeps every request to what the host's robots.txt allows."""

import asyncio
import logging
from collections import defaultdict
from time import monotonic
from typing import Final, NamedTuple
from urllib.parse import urljoin
from weakref import WeakKeyDictionary

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import load_object

from newsscraper.downloader.pace import Pace
from newsscraper.downloader.robots_file import (
    MAX_BYTES,
    RobotsFile,
    delay_of,
    rules_of,
    unreachable,
    without_lookalikes,
)
from newsscraper.failures import Fate, Reason, Refusal, Verdict

BOMB_BYTES: Final = 64 * 1024 * 1024
"""A file that says it is longer, or unpacks to more, counts as one that cannot be fetched."""

MAX_AGE: Final = 24 * 3600
"""Seconds for which a robots.txt is kept; RFC 9309, 2.4."""

_READING: Final = "reading_robotstxt"
"""Key in the meta of a request for a robots.txt."""

logger = logging.getLogger(__name__)


class Rules(NamedTuple):
    """What a host allows."""

    parser: RobotParser
    file: RobotsFile
    since: float
    """When it was fetched, by the monotonic clock."""


class RobotsTxtMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's middleware, with one judgement per host for which all its requests wait.

    Scrapy 2.19's own lets all but the first of several waiting requests through unjudged, obeys an
    error page, and ignores ``Crawl-delay``.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        assert crawler.stats
        self.stats = crawler.stats
        settings = crawler.settings
        self.token: str = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        """What we are called in a robots.txt."""
        self.parser_class: type[RobotParser] = load_object(settings["ROBOTSTXT_PARSER"])
        self._rules: dict[str, Rules] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._read: WeakKeyDictionary[Request, int] = WeakKeyDictionary()
        crawler.signals.connect(self._stop_reading, signal=signals.bytes_received)

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """Raise Refusal when the rules forbid *request*, or the host does not answer at all."""
        try:
            await super().process_request(request)
        except Refusal:
            raise
        except IgnoreRequest as error:  # what Scrapy raises for a URL that is forbidden
            rules = self._rules.get(urlparse_cached(request).netloc)
            is_unknown = rules is not None and rules.file.is_unknown
            reason = Reason.ROBOTS_ERROR if is_unknown else Reason.ROBOTS_TXT
            raise Refusal(Verdict(Fate.REFUSED, reason), str(error)) from error

    async def robot_parser(self, request: Request) -> RobotParser:
        """Return the rules for *request*, fetched before the first request to its host.

        Raises Refusal when the host does not even say what it allows.
        """
        host = urlparse_cached(request).netloc
        async with self._locks[host]:
            rules = self._rules.get(host)
            if rules is None or monotonic() - rules.since > MAX_AGE:
                rules = self._rules[host] = await self._judge(request)
        if rules.file.is_silent:
            raise Refusal(Verdict(Fate.FAILED, Reason.NO_ANSWER), "The host does not answer at all")
        return rules.parser

    async def _judge(self, request: Request) -> Rules:
        url = urljoin(request.url, "/robots.txt")
        file = await self._fetch(url)
        text = without_lookalikes(file.text, self.token)
        parser = self.parser_class.from_crawler(self.crawler, text)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        if not parser.allowed(urljoin(url, "/"), self.token):
            logger.warning("%s %s", url, file.why, extra={"spider": self.crawler.spider})
        if pace := self.crawler.get_downloader_middleware(Pace):
            pace.slow_down(delay_of(text, parser, self.token))
        return Rules(parser, file, monotonic())

    async def _fetch(self, url: str) -> RobotsFile:
        """Return the file at *url*. Raises Refusal when it was not asked for, as the crawl ends."""
        self.stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(self._request(url))
        except Exception as error:  # whatever the cause, the rules are not known
            if isinstance(error, Refusal) and error.verdict.fate == Fate.PUT_OFF:
                raise
            self.stats.inc_value(f"robotstxt/exception_count/{type(error)}")
            return unreachable(error)
        self.stats.inc_value("robotstxt/response_count")
        self.stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        return rules_of(response)

    def _request(self, url: str) -> Request:
        return Request(
            url,
            NO_CALLBACK,
            priority=self.DOWNLOAD_PRIORITY,
            # Packed, half a file could pass for a whole one.
            headers={"Accept-Encoding": "identity"},
            meta={"dont_obey_robotstxt": True, "download_maxsize": BOMB_BYTES, _READING: True},
        )

    def _stop_reading(self, data: bytes, request: Request) -> None:
        if _READING in request.meta:
            self._read[request] = self._read.get(request, 0) + len(data)
            if self._read[request] > MAX_BYTES:
                raise StopDownload(fail=False)
