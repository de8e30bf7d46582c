"""How a crawl ended whose run is not there: see also `test_run`."""

from scrapy import Spider
from scrapy.utils.test import get_crawler

from newsscraper.crawl.last_outcome import outcome_of
from newsscraper.crawl.outcome import NOT_STARTED


def test_a_crawl_without_extensions_did_not_start():
    assert outcome_of(get_crawler(Spider)) is NOT_STARTED
