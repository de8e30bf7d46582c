"""What the publisher says site-wide of text and data mining: `/.well-known/tdmrep.json`."""

import asyncio
from datetime import timedelta
from typing import Final, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from newsscraper.downloader.tdm_file import TdmRule, read_rules
from newsscraper.publisher.facts import Publisher
from newsscraper.store import kept_files
from newsscraper.store.article_store import Store

LOCATION: Final = "/.well-known/tdmrep.json"

MAX_AGE: Final = timedelta(days=1)
"""For so long a file is kept, as robots.txt is."""

_HEADERS: Final = ("tdm-reservation", "tdm-policy")


class KeptFiles:
    """A store as the memory for the files."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def recall(self, url: str) -> bytes | None:
        """Return the file at *url*; None when it is not kept, or too old."""
        with self.store.reading() as transaction:
            return kept_files.recall(transaction, url, MAX_AGE, self.store.clock.now())

    def keep(self, url: str, body: bytes) -> None:
        """Keep the file at *url*; empty when there is none."""
        with self.store.writing() as transaction:
            kept_files.keep(transaction, url, body, self.store.clock.now())


class TdmReservations:
    """Gives article pages the headers that the publisher's ``tdmrep.json`` stands for.

    The file is fetched before the first article page of a host. A page's own headers have
    priority, and so have its meta tags.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.kept: KeptFiles | None = None
        """Where the files are kept from run to run; without it, for this process only."""
        self._rules: dict[str, list[TdmRule]] = {}
        self._lock = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawl."""
        return cls(crawler)

    def remember_in(self, store: Store) -> None:
        """Keep the files in *store*, which whoever begins a run hands over."""
        self.kept = KeptFiles(store)

    async def process_request(self, request: Request) -> None:
        """Fetch the rules of the host, before its first article page."""
        publisher = self.crawler.spider
        if not isinstance(publisher, Publisher) or not publisher.article_urls.key(request.url):
            return
        host = urlsplit(request.url).netloc
        async with self._lock:
            if host not in self._rules:
                self._rules[host] = read_rules(await self._file(urljoin(request.url, LOCATION)))

    def process_response(self, request: Request, response: Response) -> Response:
        """Add the headers, if the page has none of its own."""
        rules = self._rules.get(urlsplit(response.url).netloc, ())
        rule = next((rule for rule in rules if rule.is_for(response.url)), None)
        if rule and not any(name in response.headers for name in _HEADERS):
            said = zip(_HEADERS, (rule.reservation, rule.policy), strict=True)
            response.headers.update({name: value for name, value in said if value})
        return response

    async def _file(self, url: str) -> bytes:
        """Return the file at *url*, kept or fetched; empty when there is none."""
        known = self.kept.recall(url) if self.kept else None
        if known is not None:
            return known
        fetched = await self._fetch(url)
        if fetched is not None and self.kept:
            self.kept.keep(url, fetched)
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
