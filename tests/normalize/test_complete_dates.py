"""Complete dates are read by the words for months and zones that are known."""

from datetime import datetime, timedelta

import pytest

from newsscraper.normalize.complete_dates import read_complete
from newsscraper.normalize.date_words import MONTHS, OFFSETS


@pytest.mark.parametrize("number", range(1, 13))
def test_each_name_of_a_month_is_read(number):
    for name in MONTHS[number - 1]:
        assert read_complete(f"20 {name} 2026") == datetime(2026, number, 20), name


@pytest.mark.parametrize("zone", sorted(OFFSETS))
def test_each_name_of_a_zone_is_read(zone):
    read = read_complete(f"3 2 2026 08:15 {zone}")
    assert read.replace(tzinfo=None) == datetime(2026, 2, 3, 8, 15)
    assert read.utcoffset() == timedelta(seconds=OFFSETS[zone])


def test_a_day_that_is_not_in_the_calendar_is_refused():
    with pytest.raises(ValueError, match="day"):
        read_complete("31 Februari 2026")
