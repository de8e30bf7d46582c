"""A spider brings its run, whatever extensions the settings name."""

import pytest
from scrapy.crawler import Crawler

from newsscraper.crawl.run import Run
from newsscraper.crawl.spider_with_run import SpiderWithRun
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider


@pytest.mark.parametrize("extensions", [{}, {"scrapy.extensions.closespider.CloseSpider": -5}])
def test_the_spider_of_a_publisher_brings_its_run(extensions):
    assert issubclass(MediaIndonesiaSpider, SpiderWithRun)
    crawler = Crawler(MediaIndonesiaSpider, {"EXTENSIONS": extensions, "ADDONS": {}})
    MediaIndonesiaSpider.from_crawler(crawler)
    assert crawler.settings.getdict("EXTENSIONS")[Run] == -1, "before all others"


def test_the_spider_leaves_a_run_where_the_settings_put_it():
    crawler = Crawler(MediaIndonesiaSpider, {"EXTENSIONS": {"newsscraper.crawl.run.Run": 7}})
    MediaIndonesiaSpider.from_crawler(crawler)
    assert crawler.settings.getdict("EXTENSIONS") == {"newsscraper.crawl.run.Run": 7}
