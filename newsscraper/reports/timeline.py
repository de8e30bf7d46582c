"""The days of a report in columns, few enough to be looked at: days, weeks, months … or years."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

MOST_COLUMNS: Final = 93
"""Three months of days."""


def _day(day: date) -> date:
    return day


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def _quarter(day: date) -> date:
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def _year(day: date) -> date:
    return day.replace(month=1, day=1)


_UNITS: Final[dict[str, Callable[[date], date]]] = {
    "day": _day,
    "week": _week,
    "month": _month,
    "quarter": _quarter,
    "year": _year,
}
"""Name -> what gives the first day of the unit that a day is in."""


@dataclass(frozen=True)
class Timeline:
    """Days from *since* to *until*, both inclusive."""

    since: date
    until: date

    @cached_property
    def days(self) -> list[date]:
        """Every day."""
        return [self.since + timedelta(n) for n in range((self.until - self.since).days + 1)]

    @cached_property
    def unit(self) -> str:
        """What a column is: the smallest unit that gives few columns."""
        for unit, first_of in _UNITS.items():
            if len({first_of(day) for day in self.days}) <= MOST_COLUMNS:
                return unit
        return "year"

    @cached_property
    def _firsts(self) -> dict[date, int]:
        """First day of a column -> its number."""
        firsts = dict.fromkeys(map(_UNITS[self.unit], self.days))
        return {first: number for number, first in enumerate(firsts)}

    @cached_property
    def _columns(self) -> dict[date, int]:
        """Day -> the number of its column."""
        return {day: self._firsts[_UNITS[self.unit](day)] for day in self.days}

    @cached_property
    def labels(self) -> list[str]:
        """The names of the columns; that of a week is its Monday, of a quarter its first month."""
        length = {"month": 7, "quarter": 7, "year": 4}.get(self.unit, 10)
        return [first.isoformat()[:length] for first in self._firsts]

    @property
    def short_labels(self) -> list[str]:
        """The names of the columns for an axis: days without their year."""
        return [label[5:] for label in self.labels] if self.unit == "day" else self.labels

    def __len__(self) -> int:
        return len(self._firsts)

    def column_of(self, day: date) -> int:
        """Return the number of the column that *day*, one of the days, is in."""
        return self._columns[day]
