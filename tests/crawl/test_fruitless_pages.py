"""Pages in a row that bring a walk nothing."""

from datetime import date

from newsscraper.crawl.fruitless_pages import MOST, FruitlessPages
from newsscraper.window import Window

SINCE = Window(date(2026, 1, 10), None)


def links(day, *names):
    moment = day and f"2026-01-{day:02}T10:00:00+07:00"
    return {name: {"url": name, "headline": None, "date_published": moment} for name in names}


def test_too_many_pages_that_repeat_are_fruitless_until_a_day_is_over():
    pages = FruitlessPages(SINCE)
    for number in range(1, MOST + 1):
        pages.count(links(11, "a"), {})
        assert (pages.repeated, pages.repeat) == (number, number == MOST)
    pages.end_day()
    assert not pages.repeat


def test_too_many_pages_that_are_old_are_fruitless_unless_each_is_a_list_of_its_own():
    pages = FruitlessPages(SINCE)
    for number in range(1, MOST + 1):
        pages.count(links(9, "a"), links(9, "a"))
        assert (pages.old, pages.are_old) == (number, number == MOST)
    pages.begin_list()
    assert not pages.are_old


def test_a_page_without_dates_waits_to_be_judged_by_its_articles():
    pages = FruitlessPages(SINCE)
    pages.count(links(None, "a", "b"), links(None, "b"))
    assert (pages.undated, pages.old) == (("b",), 0)
    pages.judge(["2026-01-09T10:00:00+07:00"])
    assert pages.old == 1
    pages.judge(())
    assert pages.old == 0


def test_an_empty_page_repeats_nothing():
    pages = FruitlessPages(SINCE)
    pages.count({}, {})
    assert (pages.repeated, pages.old, pages.undated) == (0, 0, ())
