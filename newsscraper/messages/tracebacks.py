"""Counts exceptions that nobody expected."""

import logging

from scrapy.crawler import Crawler


class Tracebacks(logging.Handler):
    """Counts the errors of one crawl that are logged with a traceback.

    Scrapy catches them in callbacks, pipelines, exporters and storages alike, counts only some
    and ends as "finished".
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(logging.ERROR)
        self.crawler = crawler
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count *record*, unless it is known to be of another crawl in this process."""
        spider = getattr(record, "spider", self.crawler.spider)
        has_traceback = record.exc_info is not None and record.exc_info[0] is not None
        if has_traceback and spider is self.crawler.spider:
            self.count += 1
