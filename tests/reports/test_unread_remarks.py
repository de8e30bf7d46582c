"""What is said of unread index pages: how many, of which days, and what reads them."""

from datetime import date, timedelta

import pytest

from newsscraper.publisher.facts import Publisher
from newsscraper.reports.unread_remarks import remarks
from newsscraper.spiders.kompas import KompasSpider
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store.coverage import UnreadGroup

DAY = date(2026, 1, 20)
INDEX = "https://mediaindonesia.com/indeks"
ROAD = KompasSpider.roads[0].url


def of(ago, pages=1, since=None):
    """Pages of the day so many days before `DAY`; None: of no day."""
    day = None if ago is None else DAY - timedelta(days=ago)
    return UnreadGroup(ROAD, day, since, None, pages)


def said(publisher, *unread, given_up=0):
    return list(remarks(publisher.name, publisher, unread, given_up))


def test_nothing_is_said_of_nothing():
    assert said(KompasSpider) == []


@pytest.mark.parametrize(
    ("unread", "line"),
    [
        ([of(0)], "1 index page is unread (2026-01-20): scrapy crawl kompas -a since=2026-01-20"),
        (
            [of(9), of(3, 4), of(2), of(1), of(0)],
            "8 index pages are unread (2026-01-11, 2026-01-17 to 2026-01-20): "
            "scrapy crawl kompas -a since=2026-01-11",
        ),
    ],
)
def test_days_are_named_and_one_window_holds_them(unread, line):
    assert said(KompasSpider, *unread) == [f"{line} -a until=2026-01-20"]


def test_pages_without_a_day_are_read_by_the_window_that_asked_for_them():
    assert said(KompasSpider, of(None), of(None, 2, "2025-01-01"), of(0)) == [
        "1 index page is unread: scrapy crawl kompas",
        "2 index pages are unread: scrapy crawl kompas -a since=2025-01-01",
        "1 index page is unread (2026-01-20): "
        "scrapy crawl kompas -a since=2026-01-20 -a until=2026-01-20",
    ]


def test_fronts_that_only_a_run_for_sections_reads_are_named():
    fronts = [f"https://mediaindonesia.com/{slug}" for slug in ("ekonomi", "opini")]
    pages = [UnreadGroup(road, None, None, None, 1) for road in (INDEX, *fronts, fronts[0])]
    assert said(MediaIndonesiaSpider, *pages) == [
        "1 index page is unread: scrapy crawl mediaindonesia",
        "3 index pages are unread: scrapy crawl mediaindonesia -a sections=ekonomi,opini",
    ]


def test_those_that_are_given_up_are_told():
    assert said(KompasSpider, given_up=1) == [
        "1 index page was tried often enough, and was given up"
    ]
    assert said(KompasSpider, given_up=2) == [
        "2 index pages were tried often enough, and were given up"
    ]


def test_a_publisher_that_was_removed_has_no_sections():
    unread = [UnreadGroup("https://koran.example/", None, None, None, 1)]
    assert list(remarks("koran", Publisher, unread, 0)) == [
        "1 index page is unread: scrapy crawl koran"
    ]
