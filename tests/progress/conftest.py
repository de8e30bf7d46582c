"""Runs that have begun, and download nothing."""

import asyncio

import pytest
from scrapy.core.engine import ExecutionEngine
from scrapy.extension import ExtensionManager
from scrapy.utils.test import get_crawler

from newsscraper.crawl.run import Run
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

SETTINGS = {
    "EXTENSIONS": {Run: 0},
    "FIRST_RUN_PAGES": 3,
    "RELATED_MAX_AGE_DAYS": 30,
    "DOWNLOAD_DELAY": 1,
    "DOWNLOADER_MIDDLEWARES": {"newsscraper.downloader.pace.Pace": 800},
    "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https", "data", "file", "ftp", "s3")),
    "REPLAY": "fixtures",
}


@pytest.fixture
def begun():
    """Return a function that returns the crawler of a run that has begun."""
    runs = []

    def made(settings=None, **arguments):
        crawler = get_crawler(MediaIndonesiaSpider, SETTINGS | (settings or {}))
        crawler.spider = MediaIndonesiaSpider.from_crawler(crawler, **arguments)
        crawler.extensions = ExtensionManager.from_crawler(crawler)
        crawler.engine = ExecutionEngine(crawler, lambda _: None)
        runs.append(crawler.get_extension(Run))
        asyncio.run(runs[-1].begin())
        return crawler

    yield made
    for run in runs:
        run.store.close()
