"""Dates of the calendar and dates by their distance from now, each read by its own module."""

from datetime import datetime, timedelta, timezone

import pytest

from newsscraper.normalize.calendar_dates import read_calendar, timed
from newsscraper.normalize.relative_dates import is_distance, name_day, read_ago

NOON = datetime(2026, 1, 20, 12, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("Selasa, 20 Januari 2026", datetime(2026, 1, 20), "day"),
        ("20-01-2026 pukul 08.15", datetime(2026, 1, 20, 8, 15), "minute"),
        ("Jan 20, 2026 8:15:30 pm", datetime(2026, 1, 20, 20, 15, 30), "second"),
        ("20 Jan 2026 24:00", datetime(2026, 1, 21), "minute"),
    ],
)
def test_a_complete_date_is_read_with_its_precision(text, moment, precision):
    assert read_calendar(text) == (moment, precision)


@pytest.mark.parametrize(
    "text", ["", "Januari 2026", "20 Januari", "18-20 Januari 2026", "kemarin"]
)
def test_what_names_no_single_day_is_no_date(text):
    assert read_calendar(text) is None


def test_a_day_that_does_not_exist_raises():
    with pytest.raises(ValueError, match="day"):
        read_calendar("31 Februari 2026")


def test_a_moment_without_seconds_is_exact_to_the_minute():
    assert timed(NOON)[1] == "minute"
    assert timed(NOON.replace(second=1))[1] == "second"


@pytest.mark.parametrize(
    ("text", "distance", "precision"),
    [
        ("5 menit lalu", timedelta(minutes=5), "minute"),
        ("Nasional sejam yang lalu", timedelta(hours=1), "minute"),
        ("baru saja", timedelta(), "minute"),
        ("2 pekan silam", timedelta(weeks=2), "day"),
    ],
)
def test_a_distance_is_taken_from_now(text, distance, precision):
    assert is_distance(text)
    assert read_ago(text, NOON) == (NOON - distance, precision)


def test_a_word_for_a_day_becomes_its_date():
    assert name_day("kemarin", NOON) == "2026-01-19"
    assert name_day("Hari ini, 08:15 WIB", NOON) == "2026-01-20, 08:15 WIB"
    assert name_day("lusa", NOON) == "lusa"
    assert not is_distance("lusa")
