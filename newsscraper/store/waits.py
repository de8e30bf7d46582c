"""When to try again what could not be had, and when to give it up: the same for all."""

from datetime import datetime, timedelta
from typing import Final

from newsscraper.failures import Reason
from newsscraper.store.clock import stamp_of

WAITS: Final = tuple(timedelta(hours=hours) for hours in (0, 1, 6, 24, 72))
"""Pauses after the first failure, the second …; after one more it is given up.

The first is none: the very next run tries again.
"""


def after_failure(tries: int, reason: str, moment: datetime) -> tuple[int, str | None]:
    """Return how many tries there were with one that failed at *moment* for *reason*.

    And when to try again, in UTC; None: it is given up. Where robots.txt could not be had nothing
    was asked for: that was no try, and the very next run tries again.
    """
    if reason == Reason.ROBOTS_ERROR and tries <= len(WAITS):
        return tries, stamp_of(moment)
    again = stamp_of(moment + WAITS[tries]) if tries < len(WAITS) else None
    return tries + 1, again


def next_look(tries: int, moment: datetime) -> str:
    """Return when to look again, in UTC, at what is not believed yet: it is never given up."""
    return stamp_of(moment + WAITS[min(tries, len(WAITS)) - 1])
