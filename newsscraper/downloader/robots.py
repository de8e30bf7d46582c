"""Keeps every request to what the host's robots.txt allows, as RFC 9309 means it."""

import asyncio
import logging
import re
from collections import defaultdict
from time import monotonic
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin
from weakref import WeakKeyDictionary

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    IgnoreRequest,
    StopDownload,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler
from twisted.internet.error import ConnectError

from newsscraper.downloader.pace import Pace
from newsscraper.failures import Refusal, Verdict

MAX_BYTES: Final = 512 * 1024
"""How much of a robots.txt is read; RFC 9309, 2.5, asks for at least 500 KiB."""

BOMB_BYTES: Final = 64 * 1024 * 1024
"""A file that says it is longer, or unpacks to more, counts as one that cannot be fetched."""

MAX_AGE: Final = 24 * 3600
"""Seconds for which a robots.txt is kept; RFC 9309, 2.4."""

NO_RULES: Final = b""
FORBID_ALL: Final = b"User-agent: *\nDisallow: /"

_NO_CONNECTION: Final = (CannotResolveHostError, DownloadConnectionRefusedError, ConnectError)

_LINES: Final = re.IGNORECASE | re.MULTILINE

_READING: Final = "reading_robotstxt"

logger = logging.getLogger(__name__)


class Rules(NamedTuple):
    """What a host allows."""

    parser: RobotParser
    since: float
    """When they were fetched, by the monotonic clock."""
    is_silent: bool
    """Whether no connection to the host came about."""
    is_unknown: bool
    """Whether all is forbidden because the rules could not be had."""


class RobotsTxtMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's middleware, with one judgement per host for which all its requests wait.

    Scrapy 2.19's own lets all but the first of several waiting requests through unjudged, obeys an
    error page, and ignores ``Crawl-delay``.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._token = self._robotstxt_useragent or self._default_useragent
        self._rules: dict[str, Rules] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._read: WeakKeyDictionary[Request, int] = WeakKeyDictionary()
        crawler.signals.connect(self._stop_reading, signal=signals.bytes_received)

    async def robot_parser(self, request: Request) -> RobotParser:
        """Return the rules for *request*, fetched before the first request to its host.

        Raises Refusal when the host does not even say what it allows.
        """
        host = urlparse_cached(request).netloc
        async with self._locks[host]:
            rules = self._rules.get(host)
            if rules is None or monotonic() - rules.since > MAX_AGE:
                rules = self._rules[host] = await self._judge(request)
        if rules.is_silent:
            raise Refusal(Verdict("failed", "no_answer"), "The host does not answer at all")
        return rules.parser

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise Refusal when *rp* forbids *request*."""
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            rules = self._rules.get(urlparse_cached(request).netloc)
            reason = "robots_error" if rules and rules.is_unknown else "robots_txt"
            raise Refusal(Verdict("refused", reason), str(error)) from error

    async def _judge(self, request: Request) -> Rules:
        url = urljoin(request.url, "/robots.txt")
        text, reason, is_silent = await self._fetch(url)
        is_unknown = text is FORBID_ALL
        text = without_lookalikes(text, self._token)
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, text)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        if not rules.allowed(urljoin(url, "/"), self._token):
            logger.warning("%s %s", url, reason, extra={"spider": self.crawler.spider})
        if pace := self.crawler.get_downloader_middleware(Pace):
            pace.slow_down(delay_of(rules, self._token))
        return Rules(rules, monotonic(), is_silent, is_unknown=is_unknown)

    async def _fetch(self, url: str) -> tuple[bytes, str, bool]:
        request = Request(
            url,
            NO_CALLBACK,
            priority=self.DOWNLOAD_PRIORITY,
            # Packed, half a file could pass for a whole one.
            headers={"Accept-Encoding": "identity"},
            meta={"dont_obey_robotstxt": True, "download_maxsize": BOMB_BYTES, _READING: True},
        )
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # whatever the cause, the rules are not known
            if isinstance(error, Refusal) and error.verdict.outcome == "put_off":
                raise
            self._stats.inc_value(f"robotstxt/exception_count/{type(error)}")
            reason = f"cannot be fetched, so all is forbidden: {error!r}"
            return FORBID_ALL, reason, is_silence(error)
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        return *verdict_on(response), False

    def _stop_reading(self, data: bytes, request: Request) -> None:
        if _READING in request.meta:
            self._read[request] = self._read.get(request, 0) + len(data)
            if self._read[request] > MAX_BYTES:
                raise StopDownload(fail=False)


def is_silence(error: BaseException) -> bool:
    """Tell whether *error* means that no connection came about."""
    return isinstance(error, _NO_CONNECTION) or isinstance(error.__cause__, ConnectError)


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


def without_lookalikes(body: bytes, token: str) -> bytes:
    """Return *body* with the groups renamed whose product token is but the beginning of *token*.

    Protego takes ``news`` for us, too, and ``newsscraper/1.0`` for another; RFC 9309, 2.2.1, wants
    the token, whole and alone.
    """
    starts = "|".join(re.escape(token[:length]) for length in range(len(token) - 1, 0, -1))
    line = rf"^([ \t]*user-agent[ \t]*:[ \t]*)({starts})(?=[ \t]*(?:#|\r?$))"
    body = re.sub(line.encode(), rb"\1not-\2", body, flags=_LINES)
    version = rf"^([ \t]*user-agent[ \t]*:[ \t]*{re.escape(token)})/[^\s#]*"
    return re.sub(version.encode(), rb"\1", body, flags=_LINES)


def delay_of(rules: RobotParser, token: str) -> float:
    """Return the seconds between two requests that ``Crawl-delay`` and ``Request-rate`` ask for."""
    protego: Any = getattr(rules, "rp", None)
    rate = protego.request_rate(token) if hasattr(protego, "request_rate") else None
    per_request = rate.seconds / rate.requests if rate and rate.requests else 0.0
    return max(rules.crawl_delay(token) or 0.0, per_request)
