"""When to try again what could not be had, and when to give it up: the same for all."""

from datetime import datetime, timedelta
from typing import Final

from newsscraper.store.clock import stamp_of

WAITS: Final = tuple(timedelta(hours=hours) for hours in (0, 1, 6, 24, 72))
"""Pauses after the first failure, the second …; after one more it is given up.

The first is none: the very next run tries again.
"""


def next_try(tries: int, moment: datetime) -> str | None:
    """Return when to try again, in UTC, after so many failed *tries*; None: it is given up."""
    return stamp_of(moment + WAITS[tries - 1]) if tries <= len(WAITS) else None


def next_look(tries: int, moment: datetime) -> str:
    """Return when to look again, in UTC, at what is not believed yet: it is never given up."""
    return stamp_of(moment + WAITS[min(tries, len(WAITS)) - 1])
