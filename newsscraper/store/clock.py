"""The present, and how the store writes moments."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


class Clock:
    """Tells the present; tests have clocks that stand still."""

    def now(self) -> datetime:
        """Return the present, an aware datetime in UTC."""
        return datetime.now(UTC)

    def stamp(self) -> str:
        """Return the present as the store writes it."""
        return stamp_of(self.now())

    def today(self, timezone: str) -> date:
        """Return the day that it is in *timezone*, an IANA name."""
        return self.now().astimezone(ZoneInfo(timezone)).date()


def stamp_of(moment: datetime) -> str:
    """Return *moment*, which is in UTC, as the store writes it: ISO 8601, in seconds."""
    return moment.isoformat(timespec="seconds")
