"""Keeps every request to what the host's robots.txt allows, as RFC 9309 means it."""

import asyncio
import logging
from collections import defaultdict
from urllib.parse import urljoin
from weakref import WeakKeyDictionary

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

MAX_BYTES = 512 * 1024
"""How much of a robots.txt is read; RFC 9309, 2.5, asks for at least 500 KiB."""

BOMB_BYTES = 64 * 1024 * 1024
"""A file that says it is longer, or unpacks to more, counts as one that cannot be fetched."""

NO_RULES = b""
FORBID_ALL = b"User-agent: *\nDisallow: /"

NO_ANSWER = "The host does not answer: no robots.txt, no page"
"""Why requests are ignored to a host that does not even say what it allows."""

_READING = "reading_robotstxt"

logger = logging.getLogger(__name__)


class RobotsTxtMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's middleware, with one judgement per host for which all its requests wait.

    Scrapy 2.19's own lets all but the first of several waiting requests through unjudged, and
    obeys an error page.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._silent: set[str] = set()
        self._rules: dict[str, RobotParser] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._read: WeakKeyDictionary[Request, int] = WeakKeyDictionary()
        crawler.signals.connect(self._stop_reading, signal=signals.bytes_received)

    async def robot_parser(self, request: Request) -> RobotParser:
        """Return the rules for *request*, fetched before the first request to its host."""
        host = urlparse_cached(request).netloc
        async with self._locks[host]:
            if host not in self._rules:
                self._rules[host] = await self._judge(request)
        if host in self._silent:
            raise IgnoreRequest(NO_ANSWER)
        return self._rules[host]

    async def _judge(self, request: Request) -> RobotParser:
        url = urljoin(request.url, "/robots.txt")
        text, reason = await self._fetch(url)
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, text)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        useragent = self._robotstxt_useragent or self._default_useragent
        if not rules.allowed(urljoin(url, "/"), useragent):
            logger.warning("%s %s", url, reason, extra={"spider": self.crawler.spider})
        return rules

    async def _fetch(self, url: str) -> tuple[bytes, str]:
        meta = {"dont_obey_robotstxt": True, "download_maxsize": BOMB_BYTES, _READING: True}
        request = Request(url, NO_CALLBACK, priority=self.DOWNLOAD_PRIORITY, meta=meta)
        assert self.crawler.engine
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # whatever the cause, the rules are not known
            self._stats.inc_value(f"robotstxt/exception_count/{type(error)}")
            if not isinstance(error, IgnoreRequest):  # that is an answer: one redirect too many
                self._silent.add(urlparse_cached(request).netloc)
            return FORBID_ALL, f"cannot be fetched, so all is forbidden: {error!r}"
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        return verdict_on(response)

    def _stop_reading(self, data: bytes, request: Request) -> None:
        if _READING in request.meta:
            self._read[request] = self._read.get(request, 0) + len(data)
            if self._read[request] > MAX_BYTES:
                raise StopDownload(fail=False)


def verdict_on(response: Response) -> tuple[bytes, str]:
    """Return the rules that *response* brings (RFC 9309, 2.3.1), and why, if they forbid all."""
    if 400 <= response.status < 500:
        return NO_RULES, ""
    if 200 <= response.status < 300:
        reason = "forbids us all that it does not allow by name"
        return whole_lines(response.body), reason
    return FORBID_ALL, f"answers {response.status}, so all is forbidden (RFC 9309)"


def whole_lines(body: bytes) -> bytes:
    """Return *body* up to ``MAX_BYTES``, without a line that this would cut: it could mean more."""
    if len(body) <= MAX_BYTES:
        return body
    end = max(body.rfind(b"\n", 0, MAX_BYTES), body.rfind(b"\r", 0, MAX_BYTES))
    return body[: end + 1]
