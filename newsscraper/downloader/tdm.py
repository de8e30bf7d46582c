"""What the publisher says site-wide of text and data mining: `/.well-known/tdmrep.json`."""

import asyncio
import json
from datetime import timedelta
from typing import Any, Final, NamedTuple, Self
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

LOCATION: Final = "/.well-known/tdmrep.json"

MAX_AGE: Final = timedelta(days=1)
"""For so long a file is kept, as robots.txt is."""

MOST_RULES: Final = 1_000
"""More are not read."""

_HEADERS: Final = ("tdm-reservation", "tdm-policy")


class TdmRule(NamedTuple):
    """What holds for some paths."""

    paths: Protego
    """A robots.txt that forbids them: patterns mean the same in both."""
    reservation: str
    policy: str | None


class TdmReservations:
    """Gives article pages the headers that the publisher's ``tdmrep.json`` stands for.

    The file is fetched before the first article page of a host, and kept in the store for a day; a
    page's own headers have priority, and so have its meta tags (TDM Reservation Protocol, W3C
    community group).
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._rules: dict[str, list[TdmRule]] = {}
        self._lock = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Fetch the rules of the host, before its first article page."""
        urls = getattr(self.crawler.spider, "article_urls", None)
        if urls is None or not urls.key(request.url):
            return
        host = urlsplit(request.url).netloc
        async with self._lock:
            if host not in self._rules:
                self._rules[host] = read_rules(await self._file(urljoin(request.url, LOCATION)))

    def process_response(self, request: Request, response: Response) -> Response:
        """Add the headers, if the page has none of its own."""
        for rule in self._rules.get(urlsplit(response.url).netloc, ()):
            if not rule.paths.can_fetch(response.url, "*"):
                said = zip(_HEADERS, (rule.reservation, rule.policy), strict=True)
                if not any(name in response.headers for name in _HEADERS):
                    response.headers.update({name: value for name, value in said if value})
                break
        return response

    async def _file(self, url: str) -> bytes:
        """Return the file at *url*, kept or fetched; empty when there is none."""
        from newsscraper.store import kept_files  # takes long to load

        spider: Any = self.crawler.spider
        with spider.run.store.reading() as transaction:
            kept = kept_files.recall(transaction, url, MAX_AGE)
        if kept is not None:
            return kept
        fetched = await self._fetch(url)
        if fetched is not None:
            with spider.run.store.writing() as transaction:
                kept_files.keep(transaction, url, fetched)
        return fetched or b""

    async def _fetch(self, url: str) -> bytes | None:
        """Return what the publisher answers; None when it does not."""
        request = Request(url, NO_CALLBACK, meta={"dont_retry": True})
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception:  # robots.txt forbids it, no answer: the publisher says nothing
            return None
        if response.status == 200:
            return bytes(response.body)
        return b"" if response.status in (404, 410) else None


def read_rules(body: bytes) -> list[TdmRule]:
    """Return the rules of a ``tdmrep.json``, in order: the first that matches a path holds.

    What is not as the protocol says is left out.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return []
    data = [data] if isinstance(data, dict) else data
    found = map(_rule, data[:MOST_RULES]) if isinstance(data, list) else ()
    return [rule for rule in found if rule]


def _rule(entry: Any) -> TdmRule | None:
    if not isinstance(entry, dict) or not _is_line(entry.get("location")):
        return None
    said, policy = str(entry.get("tdm-reservation")).lower(), entry.get("tdm-policy")
    reservation = {"true": "1", "false": "0"}.get(said, said)
    if reservation not in ("0", "1"):
        return None
    paths = Protego.parse(f"User-agent: *\nDisallow: {entry['location']}")
    return TdmRule(paths, reservation, policy if _is_line(policy) else None)


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isprintable()
