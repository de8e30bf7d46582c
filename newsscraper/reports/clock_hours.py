"""Articles by weekday and hour of publication."""

from dataclasses import dataclass, field
from datetime import datetime
from operator import add
from typing import Final

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass
class ClockHours:
    """How many articles were published in each hour of the week, in the publisher's zone."""

    counts: list[list[int]] = field(default_factory=lambda: [[0] * 24 for _ in WEEKDAYS])
    """Weekday, from Monday -> hour -> articles."""
    untimed: int = 0
    """Articles of which only the day is known."""

    def merge(self, other: "ClockHours") -> None:
        """Count what *other* has counted."""
        self.untimed += other.untimed
        for day, counts in zip(self.counts, other.counts, strict=True):
            day[:] = map(add, day, counts)

    def add(self, published: datetime, precision: str | None) -> None:
        """Count an article."""
        if precision == "day":
            self.untimed += 1
        else:
            self.counts[published.weekday()][published.hour] += 1
