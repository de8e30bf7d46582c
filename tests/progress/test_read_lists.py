"""How far the lists were read, and how much of a window that is."""

from datetime import date, timedelta

import pytest

from newsscraper.progress.figures import Position
from newsscraper.progress.read_lists import ReadLists
from newsscraper.window import Window

FIRST, LAST = date(2026, 1, 1), date(2026, 1, 31)
JANUARY = Window(FIRST, LAST)
TODAY = date(2026, 3, 1)


def lists(window=JANUARY, today=TODAY, roads=1, most_pages=None):
    return ReadLists(window, today, roads, most_pages)


def read(lists, day, listed=9, pages=1, road="a"):
    """Read pages of a day of January."""
    for _ in range(pages):
        lists.read(road, date(2026, 1, 1) + timedelta(day - 1), listed)


def test_the_days_of_a_window_are_counted_from_its_last_on():
    january = lists(most_pages=50)
    assert january.position == Position(0, 50, None, None, 31)
    read(january, 17)
    assert january.position == Position(1, 50, date(2026, 1, 17), 15, 31)


def test_a_window_without_an_end_ends_today():
    assert lists(Window(FIRST), date(2026, 1, 10)).days == 10
    assert lists(JANUARY, date(2026, 1, 10)).days == 10


def test_a_window_without_a_first_day_has_no_end_that_is_known():
    endless = lists(Window(None, LAST))
    read(endless, 17)
    assert endless.position == Position(1, None, date(2026, 1, 17), None, None)
    assert endless.share is None


def test_an_incremental_run_tells_the_day_alone():
    run = lists(Window())
    read(run, 17)
    assert run.position == Position(1, None, date(2026, 1, 17), None, None)


def test_days_before_a_window_do_not_lead_out_of_it():
    january = lists()
    january.read("a", date(2025, 12, 30), 5)
    assert january.position.number == 31


def test_what_is_newer_than_a_window_is_no_day_of_it():
    january = lists()
    january.read("a", date(2026, 2, 3), 20)
    assert january.position == Position(1, None, date(2026, 2, 3), None, 31)
    assert not january.is_in_window
    read(january, 31)
    assert january.is_in_window
    january = lists()
    january.read("a", date(2026, 2, 1), 20)
    assert january.share is None


def test_pages_without_a_day_are_counted():
    january = lists()
    january.read("a", None, 20)
    assert january.position == Position(1, None, None, None, 31)
    assert january.share is None


def test_nothing_is_done_before_the_first_day_is_over():
    january = lists()
    read(january, 31, pages=3)
    assert january.share is None
    read(january, 30)
    assert january.share == pytest.approx(1 / 31)
    read(january, 29, pages=3)
    assert january.share == pytest.approx(2 / 31)


def test_a_road_that_is_over_is_done():
    january = lists()
    for day in range(31, 0, -1):
        read(january, day)
    assert january.share == pytest.approx(30 / 31)
    january.end("a")
    assert january.share == 1


def test_a_large_road_counts_for_more_than_a_small_one():
    january = lists(roads=2)
    for day in range(31, 21, -1):
        read(january, day, listed=9, road="small")
    read(january, 31, listed=99, pages=4, road="large")
    read(january, 30, listed=99, road="large")
    small, large = 90, 400
    assert january.share == pytest.approx((small + large) / (small / 9 * 31 + large * 31))


def test_a_road_that_has_shown_nothing_is_taken_to_be_like_the_others():
    january = lists(roads=2)
    read(january, 31)
    read(january, 30)
    assert january.share == pytest.approx(1 / 62)
    january.end("b")
    assert january.share == pytest.approx(1 / 31)


def test_a_day_that_is_larger_than_all_before_does_not_overtake_itself():
    january = lists(Window(date(2026, 1, 30), LAST))
    read(january, 31, listed=1)
    read(january, 30, listed=999)
    assert january.share == pytest.approx(2 / 1002)
