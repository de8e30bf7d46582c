"""What a spider was asked: read once where the command line did, and anew where it did not."""

import pytest

from newsscraper.crawl.arguments import read_arguments
from newsscraper.crawl.asked_publisher import AskedPublisher
from newsscraper.crawl.bad_argument import BadArgument
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store.clock import Clock

TODAY = Clock().today("Asia/Jakarta")


def understood(**given):
    return read_arguments(given, MediaIndonesiaSpider, TODAY)


def test_every_spider_is_a_publisher_that_is_asked_something():
    assert issubclass(MediaIndonesiaSpider, AskedPublisher)
    assert MediaIndonesiaSpider().arguments.is_incremental


def test_what_the_command_line_has_understood_is_not_read_again():
    arguments = understood(max_pages="3")
    assert MediaIndonesiaSpider(max_pages="3", arguments=arguments).arguments is arguments


def test_what_a_subclass_changes_is_read_anew():
    arguments = understood(max_pages="3")
    spider = MediaIndonesiaSpider(max_pages="3", since="2026-01-01", arguments=arguments)
    assert str(spider.arguments.since) == "2026-01-01"
    assert spider.arguments.max_pages == 3


def test_a_text_of_that_name_is_an_argument_that_nobody_knows():
    with pytest.raises(BadArgument, match="unknown argument 'arguments'"):
        MediaIndonesiaSpider(arguments="x")
