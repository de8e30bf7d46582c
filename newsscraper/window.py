"""The days that a run is after."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Window:
    """Inclusive days in the publisher's own zone; None is open."""

    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def contains(self, day: date) -> bool:
        """Tell whether *day* lies inside."""
        return not self.is_before(day) and (self.until is None or day <= self.until)

    def is_before(self, day: date) -> bool:
        """Tell whether *day* is older than the window."""
        return self.since is not None and day < self.since


def day_of(moment: str) -> date:
    """Return the day of an ISO 8601 string, in its own zone."""
    return date.fromisoformat(moment[:10])
