"""Stores, and crawlers without an engine, that are let go of."""

from contextlib import ExitStack

import pytest
from scrapy.extension import ExtensionManager
from scrapy.utils.test import get_crawler
from worlds.press import Press

from newsscraper.crawl.run import Run
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

SETTINGS = {
    "EXTENSIONS": {Run: 0},
    "FIRST_RUN_PAGES": 3,
    "RELATED_MAX_AGE_DAYS": 30,
    "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https", "data", "file", "ftp", "s3")),
}
"""Nothing is downloaded."""


@pytest.fixture
def press(open_store):
    """Return a function that makes a `Press` with a new store."""
    with ExitStack() as stack:

        def made(*given, **options):
            new = Press(open_store, *given, **options)
            stack.callback(new.store.close)
            return new

        yield made


@pytest.fixture
def crawler_of():
    """Return a function that makes a crawler with spider and extensions, but no engine."""
    runs = []

    def made(spider=MediaIndonesiaSpider, settings=None, **arguments):
        crawler = get_crawler(spider, SETTINGS | (settings or {}))
        crawler.spider = spider.from_crawler(crawler, **arguments)
        crawler.extensions = ExtensionManager.from_crawler(crawler)
        runs.append(crawler.get_extension(Run))
        return crawler

    yield made
    for run in filter(None, runs):
        run.store.close()
