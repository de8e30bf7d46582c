"""A window of days, with ends that lie inside or are open."""

from datetime import date

import pytest

from newsscraper.window import Window, day_of

DAY = date(2026, 1, 20)


@pytest.mark.parametrize(
    ("window", "is_inside"),
    [
        (Window(), True),
        (Window(DAY, DAY), True),
        (Window(since=DAY), True),
        (Window(until=DAY), True),
        (Window(since=date(2026, 1, 21)), False),
        (Window(until=date(2026, 1, 19)), False),
    ],
)
def test_an_end_lies_inside_and_none_is_open(window, is_inside):
    assert window.contains(DAY) is is_inside


def test_a_window_with_no_end_at_all_is_none():
    assert not Window()
    assert Window(since=DAY)
    assert Window(until=DAY)


def test_only_days_older_than_its_first_are_before_a_window():
    assert Window(since=DAY).is_before(date(2026, 1, 19))
    assert not Window(since=DAY).is_before(DAY)
    assert not Window(until=DAY).is_before(date(1999, 1, 1))


def test_the_day_of_a_moment_is_that_of_its_own_zone():
    assert day_of("2026-01-20T00:30:00+07:00") == DAY
    assert day_of("2026-01-20") == DAY
