"""From a page as it was recorded to its article, by the rules of a crawl."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import Settings
from scrapy.statscollectors import DummyStatsCollector

from newsscraper.archives.captures import Capture, Skip
from newsscraper.article.draft import Draft
from newsscraper.article.extraction import missing_fields, read_article
from newsscraper.article.rights import reservation_of
from newsscraper.downloader.whole import DecompressionMiddleware, is_cut_off
from newsscraper.failures import OpenReason, Reason, Refusal, http_reason, missing_reason
from newsscraper.items import Article
from newsscraper.publisher.facts import Publisher


class LeftOut(Exception):
    """Raised for a page of which no article is taken."""

    def __init__(self, reason: Reason | OpenReason) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Owner(NamedTuple):
    """Whose page an address is."""

    publisher: type[Publisher]
    key: str | None
    """Key of the article; None for an answer that says itself which one it is."""
    is_further: bool = False
    """Whether the address is of a further page of the article, or of all of it on one."""

    @property
    def is_answer(self) -> bool:
        """Whether it is an answer in the place of a page, which a crawl asks for first."""
        return self.key is None


class PageReader:
    """Reads the articles of known publishers."""

    def __init__(self, publishers: Sequence[type[Publisher]], settings: Settings) -> None:
        self.settings = settings
        self._publishers = publishers
        self._at_host = lru_cache(maxsize=4096)(self._publishers_at)
        """Whose the pages of a host are: most of what others record is of nobody known."""
        self._owner_at = lru_cache(maxsize=1)(self._find_owner)
        """Whose page one is: that is asked before it is unpacked, and once more when it is read."""
        crawler = Crawler(Spider, settings)
        crawler.stats = DummyStatsCollector(crawler)
        self._unpacking = DecompressionMiddleware.from_crawler(crawler)

    def owner_of(self, url: str) -> Owner | Skip:
        """Return whose page *url* is, or why it is none to be read."""
        return self._owner_at(url)

    def _find_owner(self, url: str) -> Owner | Skip:
        publishers = self._at_host(_host_of(url))
        for publisher in publishers:
            spelling = publisher.article_urls.canonical(url) or ""
            if address := publisher.article_urls.match(url):
                return Owner(publisher, address.key, spelling != address.url)
            if publisher.json_answer and "/wp-json/" in spelling:
                return Owner(publisher, None)
        return Skip.NO_ARTICLE if publishers else Skip.FOREIGN

    def _publishers_at(self, host: str) -> list[type[Publisher]]:
        front = f"https://{host}/"
        return [each for each in self._publishers if each.article_urls.canonical(front)]

    def read(
        self, capture: Capture, publisher: type[Publisher], begun: Draft | None = None
    ) -> Article:
        """Return the article of a page.

        Raises NoArticle as `read_article` does, PartOfArticle for a part; LeftOut when the answer
        was no page, its rights are reserved, or it lacks what an article must have.
        """
        article = read_article(self._response(capture), publisher, begun)
        if reserved := reservation_of(article.rights, self.settings):
            raise LeftOut(reserved)
        if missing := missing_fields(article):
            raise LeftOut(missing_reason(missing[0]))
        return article

    def _response(self, capture: Capture) -> Response:
        if capture.status != 200:
            raise LeftOut(http_reason(capture.status))
        kind = responsetypes.from_args(headers=capture.headers, url=capture.url, body=capture.body)
        response = kind(capture.url, 200, capture.headers, capture.body)
        if "Content-Encoding" in response.headers:
            response = self._unpacked(response)
        if is_cut_off(response):
            raise LeftOut(Reason.CUT_OFF)
        return response

    def _unpacked(self, response: Response) -> Response:
        try:
            unpacked = self._unpacking.process_response(Request(response.url), response)
        except Refusal as refusal:
            raise LeftOut(refusal.verdict.reason) from None
        assert isinstance(unpacked, Response)
        return unpacked


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
