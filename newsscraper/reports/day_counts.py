"""Articles of each day beside what is usual for such a day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from newsscraper.reports.publisher_status import WEEKS, Volume
from newsscraper.reports.timeline import Timeline


class DayCounts:
    """How many articles were published on each day."""

    def __init__(self, counts: Mapping[date, int]) -> None:
        """Take *counts*, which reach back some weeks before the days that are looked at.

        A day without articles is not among them. A day before the first article says nothing, nor
        does the day of the first itself.
        """
        self.counts = counts
        self._first = min(counts, default=date.max)

    def of(self, day: date) -> Volume:
        """Return the articles of *day*, and those of the same weekday before it."""
        past = (day - timedelta(weeks=week) for week in range(1, WEEKS + 1))
        known = (self.counts.get(each, 0) for each in past if each > self._first)
        return Volume(self.counts.get(day, 0), tuple(known))

    def columns(self, timeline: Timeline) -> list[tuple[int, int | None]]:
        """Return, for each column, the articles and the usual; None if one of its days has none."""
        found: list[tuple[int, int | None]] = [(0, 0)] * len(timeline)
        for day in timeline.days:
            number, volume = timeline.column_of(day), self.of(day)
            count, usual = found[number]
            is_known = usual is not None and volume.usual is not None
            found[number] = (
                count + volume.count,
                (usual or 0) + (volume.usual or 0) if is_known else None,
            )
        return found


def sum_of(several: Iterable[DayCounts]) -> DayCounts:
    """Return the counts of several publishers together."""
    total: Counter[date] = Counter()
    for each in several:
        total.update(each.counts)
    return DayCounts(total)
