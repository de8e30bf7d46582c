"""How two dates disagree, and which days a wrong one may stand for."""

from datetime import date

import pytest

from newsscraper.normalize.disagreement import disagreement, twins


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ("2026-10-09", "2026-10-09", None),
        ("2026-10-09", "2026-10-10", None),
        ("2026-12-31", "2027-01-01", None),
        ("2026-01-02", "2026-01-01", None),
        ("2026-10-09", "2026-09-10", "swapped"),
        ("2026-01-12", "2026-12-01", "swapped"),
        ("2026-02-01", "2026-01-02", "swapped"),
        ("2026-10-09", "2025-10-09", "year"),
        ("2026-10-09", "2016-10-09", "year"),
        ("2026-10-09", "2025-10-10", "year"),
        ("2024-02-29", "2025-02-28", "year"),
        ("2026-10-19", "2026-09-19", "month"),
        ("2026-10-09", "2026-10-12", "other"),
        ("2026-10-09", "2025-09-10", "other"),
        ("2026-10-19", "2025-09-19", "other"),
    ],
)
def test_two_dates_disagree_in_one_way_whichever_comes_first(one, other, way):
    assert disagreement(day(one), day(other)) == way
    if way not in ("year", "other"):
        assert disagreement(day(other), day(one)) == way


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("2026-10-09", ["2026-09-10", "2025-10-09", "2027-10-09"]),
        ("2026-10-19", ["2025-10-19", "2027-10-19"]),
        ("2024-02-29", []),
        ("2026-05-05", ["2026-05-05", "2025-05-05", "2027-05-05"]),
    ],
)
def test_a_day_may_stand_for_itself_with_day_and_month_swapped_or_in_a_year_beside(text, others):
    assert list(twins(day(text))) == [day(other) for other in others]


@pytest.mark.parametrize("year", [1, 9999])
def test_no_calendar_has_a_year_before_the_first_or_after_the_last(year):
    assert all(found.year in (1, 2, 9998, 9999) for found in twins(date(year, 3, 4)))
