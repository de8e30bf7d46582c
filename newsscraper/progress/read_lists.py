"""How far the lists of a run were read, and how much of its window that is."""

from dataclasses import dataclass
from datetime import date

from newsscraper.progress.figures import Position
from newsscraper.window import Window


@dataclass
class _ReadRoad:
    """What one road has shown of the window."""

    day: date
    """The one that was reached."""
    work: int = 0
    """Index pages read, and articles listed, down to the day before it."""
    work_of_day: int = 0
    """The same of this day."""
    is_over: bool = False
    """Whether no further page is read."""


class ReadLists:
    """The index pages that a run has read.

    Roads go from the last day of a window to its first. A day that was left for the next is over:
    its articles are fetched before the next page is asked for.
    """

    def __init__(self, window: Window, today: date, roads: int, most_pages: int | None) -> None:
        last = min(window.until or today, today)
        self.last, self.first = last, window.since
        self.roads = roads
        """How many the run sets out for."""
        self.most_pages = most_pages
        self.pages = 0
        self._day: date | None = None
        self._roads: dict[str, _ReadRoad] = {}
        """URL of each that has led into the window -> what it has shown."""

    def read(self, road: str, day: date | None, listed: int) -> None:
        """Note a page of *road* that has come as far as *day*, and lists so many articles."""
        self.pages += 1
        if day is None:
            return
        self._day = day
        if day > self.last:
            return
        shown = self._roads.setdefault(road, _ReadRoad(day))
        if day < shown.day:
            shown.day = day
            shown.work, shown.work_of_day = shown.work + shown.work_of_day, 0
        shown.work_of_day += 1 + listed

    def end(self, road: str) -> None:
        """Note that no further page of *road* is read; one that showed nothing is no road."""
        if road in self._roads:
            self._roads[road].is_over = True
        else:
            self.roads = max(self.roads - 1, 1)

    @property
    def is_in_window(self) -> bool:
        """Whether any page has led into the window: an index without days begins with today."""
        return bool(self._roads)

    @property
    def days(self) -> int | None:
        """Days of the window; None if it has no first one."""
        return (self.last - self.first).days + 1 if self.first else None

    @property
    def position(self) -> Position:
        """How far the last page led."""
        day, days = self._day, self.days
        number = None
        if day and days and day <= self.last:
            number = min((self.last - day).days + 1, days)
        return Position(self.pages, self.most_pages, day, number, days)

    @property
    def share(self) -> float | None:
        """The share of the window's work that is done; None while no day of it is over.

        Each road is taken to have as much on the days to come as on those that are over, and a road
        that has shown nothing yet as much as the others.
        """
        if not self.days or not self._roads:
            return None
        works = [self._works(shown, self.days) for shown in self._roads.values()]
        done, expected = sum(each for each, _ in works), sum(each for _, each in works)
        expected *= max(self.roads / len(works), 1)
        return done / expected if done else None

    def _works(self, shown: _ReadRoad, days: int) -> tuple[float, float]:
        """Return the work that is done on a road, and all that it is expected to have."""
        if shown.is_over:
            work = shown.work + shown.work_of_day
            return work, work
        over = (self.last - shown.day).days
        if not over:
            return 0, shown.work_of_day * days
        return shown.work, max(shown.work * days / over, shown.work + shown.work_of_day)
