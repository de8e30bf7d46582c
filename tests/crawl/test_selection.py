"""What the feeds of a run are to get, by what it is asked for."""

import pytest
from scrapy.settings import Settings
from worlds.press import INDEX, TODAY, address, key

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.selection import selection_of
from newsscraper.feeds.wanted import Selection
from newsscraper.roads.index import Index
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

NAME = "mediaindonesia"
ROADS = [Index(INDEX)]


def selected(settings=None, **asked):
    arguments = Arguments(TODAY, **asked)
    return selection_of(MediaIndonesiaSpider, arguments, ROADS, Settings(settings))


@pytest.mark.parametrize(
    ("asked", "selection"),
    [
        ({}, Selection(NAME, is_incremental=True)),
        ({"recheck": 24, "max_pages": 2}, Selection(NAME, is_incremental=True)),
        ({"since": TODAY}, Selection(NAME, is_incremental=False, since=TODAY)),
        ({"until": TODAY}, Selection(NAME, is_incremental=False, until=TODAY)),
        (
            {"sections": ("ekonomi",)},
            Selection(NAME, is_incremental=True, sections=("ekonomi",), fronts=(INDEX,)),
        ),
        (
            {"urls": (address(2), address(1))},
            Selection(NAME, is_incremental=False, keys=(key(2), key(1))),
        ),
    ],
)
def test_feeds_get_what_is_asked_for(asked, selection):
    assert selected(**asked) == selection


@pytest.mark.parametrize(("given", "is_wanted"), [({}, False), ({"FEED_DUPLICATES": "1"}, True)])
def test_the_settings_say_whether_duplicates_are_fed(given, is_wanted):
    assert selected(given).with_duplicates is is_wanted
