"""How two dates of one article disagree: with day and month swapped, in the year, or else."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

_NEAR: Final = timedelta(days=1)
"""Dates that are no further apart do not disagree: zones and midnights."""


class Way(StrEnum):
    """How two dates disagree."""

    SWAPPED = "swapped"
    """What is the day in one is the month in the other."""
    YEAR = "year"
    """They differ in the year alone."""
    MONTH = "month"
    """They differ in the month alone."""
    OTHER = "other"


WRONG_DATES: Final = (Way.SWAPPED, Way.YEAR)
"""Ways that say that a date is printed wrongly, and for which `twins` has the right day."""


def disagreement(one: date, other: date) -> Way | None:
    """Return how two days disagree; None if they are a day apart at most."""
    if abs(one - other) <= _NEAR:
        return None
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return Way.SWAPPED
    if any(abs(year - one) <= _NEAR for year in _in_year(one.year, other)):
        return Way.YEAR
    if one.year == other.year and one.day == other.day:
        return Way.MONTH
    return Way.OTHER


def twins(day: date) -> Iterator[date]:
    """Yield the days that *day* may stand for: day and month swapped, or a year off."""
    with suppress(ValueError):
        yield date(day.year, day.day, day.month)
    for year in (day.year - 1, day.year + 1):
        yield from _in_year(year, day)


def _in_year(year: int, day: date) -> Iterator[date]:
    """Yield *day* in another *year*, if there it is one."""
    with suppress(ValueError):
        yield day.replace(year=year)
