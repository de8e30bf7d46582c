"""Newest first: a walk goes on to older articles when the newer ones are stored."""

from collections import deque

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware

from newsscraper.crawl.requests import road_of


class NewestFirst(BaseSpiderMiddleware):
    """Holds back pages of lists while any article is on its way, also through the pipelines.

    Priorities alone would let the next page be asked for while the last article is being stored.
    The very first page waits for nothing.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._held: deque[Request] = deque()
        self._has_begun = False
        crawler.signals.connect(self.on_idle, signals.spider_idle)

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        """Return *request*, or None when it has to wait."""
        if road_of(request) is None or not self._has_begun:
            self._has_begun = True
            return request
        self._held.append(request)
        return None

    def on_idle(self) -> None:
        """Let one page go on: those of several roads take turns."""
        if self._held:
            self.crawler.engine.crawl(self._held.popleft())
            raise DontCloseSpider
