"""An estimate of how many articles a day had, from ids that a publisher counts up."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from math import ceil
from statistics import StatisticsError, correlation
from typing import Final, NamedTuple, Self

_HOUR: Final = 3600
"""Seconds."""

_DAY: Final = 24 * _HOUR
"""Seconds."""

_FEWEST: Final = 10
"""Fewer articles do not show whether ids rise with time."""

_RISING: Final = 0.8
"""Rank correlation of ids and times from which on ids are taken to be counted up."""

_SAMPLE: Final = 5_000
"""Articles enough to judge that."""

_MOST_IDS_A_DAY: Final = 20_000
"""No newsroom has more: ids that are further apart are times or the like, and nothing counted."""

_LEAP: Final = 10
"""An id at either end that is so many times further off than it should be belongs to no counter."""


class Quality(StrEnum):
    """How good an estimate is, best first."""

    EXACT = ""
    ROUGH = "~"
    """No article is known for more than a day around its beginning or end."""
    AT_LEAST = ">="
    """The first or the last known article lies in it."""


class Estimate(NamedTuple):
    """How many ids were given out in a day, or in some. Not each of them became an article."""

    ids: int
    quality: Quality = Quality.EXACT
    """It is written before the number."""

    def __str__(self) -> str:
        return f"{self.quality}{self.ids}"


class _Mark(NamedTuple):
    """Where the sequence stood at a midnight."""

    id: int
    """The last one given out before it."""
    quality: Quality


class IdSequence:
    """The ids and the times of a publisher's known articles, each sorted by itself.

    The first id goes with the first time, the second with the second, and so on. So a story that
    appears late, or one with a wrong date, moves each day's bounds by one id at most, and missing
    stories move nothing. Between two of these pairs ids are taken to be given out evenly.
    """

    def __init__(self, ids: Iterable[int], times: Iterable[int]) -> None:
        """Take ids and times, of which the order is of no matter here.

        Times are seconds of the publisher's own clock, as `seconds` counts them.
        """
        self._ids: array[int] = array("q", sorted(ids))
        self._times: array[int] = array("q", sorted(times))
        self._trim()

    @classmethod
    def of(cls, articles: Iterable[tuple[int, datetime]]) -> Self | None:
        """Return the sequence that *articles* show, each with its id and its publication.

        The datetimes are naive, in the publisher's zone. None when the ids do not rise with time,
        are not given out one by one, or are too few to tell.
        """
        ids: array[int] = array("q")
        times: array[int] = array("q")
        for number, moment in articles:
            ids.append(number)
            times.append(seconds(moment))
        if len(ids) < _FEWEST or not _rise(ids, times):
            return None
        sequence = cls(ids, times)
        return sequence if sequence._ids_a_day() <= _MOST_IDS_A_DAY else None

    def count(self, day: date) -> Estimate | None:
        """Return how many ids *day* had.

        None when it lies before the day of the first known article, or behind that of the last.
        """
        start, end = self._mark(day.toordinal()), self._mark(day.toordinal() + 1)
        if start.id == end.id and Quality.AT_LEAST in (start.quality, end.quality):
            return None
        return Estimate(end.id - start.id, _worst(start.quality, end.quality))

    def _mark(self, day: int) -> _Mark:
        """Return where the sequence stood when *day*, an ordinal, began."""
        midnight = day * _DAY
        rank = bisect_left(self._times, midnight)
        if rank == 0:
            return _Mark(self._ids[0] - 1, Quality.AT_LEAST)
        if rank == len(self._ids):
            return _Mark(self._ids[-1], Quality.AT_LEAST)
        before, after = self._times[rank - 1], self._times[rank]
        share = (midnight - before) / (after - before)
        unseen = self._ids[rank] - self._ids[rank - 1] - 1
        quality = Quality.ROUGH if after - before > _DAY else Quality.EXACT
        passed = min(int((unseen + 1) * share), unseen)
        return _Mark(self._ids[rank - 1] + passed, quality)

    def _trim(self) -> None:
        """Leave out ids that are far off at either end; elsewhere they do no harm."""
        limit = _LEAP * self._ids_a_day()
        while len(self._ids) > _FEWEST and self._step(len(self._ids) - 2) > limit:
            del self._ids[-1], self._times[-1]
        while len(self._ids) > _FEWEST and self._step(0) > limit:
            del self._ids[0], self._times[0]

    def _step(self, rank: int) -> float:
        """Return the ids a day from *rank* to the next; times below a day count as one."""
        return self._ids_from(rank, rank + 1, _DAY)

    def _ids_a_day(self) -> float:
        """Return the ids a day in the middle half of the sequence, which no stray one reaches."""
        count = len(self._ids)
        return self._ids_from(count // 4, count * 3 // 4, _HOUR)

    def _ids_from(self, low: int, high: int, shortest: int) -> float:
        """Return the ids a day between two ranks that are *shortest* seconds apart, or more."""
        time = max(self._times[high] - self._times[low], shortest)
        return (self._ids[high] - self._ids[low]) * _DAY / time


def total(estimates: Iterable[Estimate | None]) -> Estimate | None:
    """Return the sum of the *estimates* of some days; at least so much, if one is not known."""
    given = list(estimates)
    known = [estimate for estimate in given if estimate]
    if not known:
        return None
    qualities = [estimate.quality if estimate else Quality.AT_LEAST for estimate in given]
    return Estimate(sum(estimate.ids for estimate in known), _worst(*qualities))


def _worst(*qualities: Quality) -> Quality:
    return max(qualities, key=list(Quality).index)


def seconds(moment: datetime) -> int:
    """Return the seconds from the beginning of the calendar to *moment*, whatever its zone."""
    in_the_day = moment.hour * _HOUR + moment.minute * 60 + moment.second
    return moment.toordinal() * _DAY + in_the_day


def _rise(ids: Sequence[int], times: Sequence[int]) -> bool:
    """Tell whether *ids* rise with *times*, by the rank correlation of a sample."""
    step = ceil(len(ids) / _SAMPLE)
    try:
        return correlation(_ranks(ids[::step]), _ranks(times[::step])) >= _RISING
    except StatisticsError:  # all at the same time
        return False


def _ranks(values: Sequence[int]) -> list[int]:
    """Return the rank of each value, twice over; equal ones share the mean of theirs."""
    in_order = sorted(values)
    return [bisect_left(in_order, value) + bisect_right(in_order, value) for value in values]
