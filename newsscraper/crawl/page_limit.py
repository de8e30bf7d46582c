"""Limits how many pages the first walks down a road read."""

from collections.abc import Collection
from datetime import date


class PageLimit:
    """The pages that one walk may still read.

    Where earlier walks could not read all of their first pages, what has come since the first of
    them is not counted: else the new pages would use up the limit, and nobody would read what that
    one owes.
    """

    def __init__(
        self, most: int | None, begins_later: bool = False, from_day: date | None = None
    ) -> None:
        self.left = most
        """None is no limit."""
        self.from_day = from_day
        """The day whose pages are the first to count, if an earlier walk could read none."""
        self.counts = not begins_later
        """Whether what an earlier walk has shown was met, or its day, if there was one."""

    def count(self, keys: Collection[str], earlier: Collection[str]) -> None:
        """Count a page that lists *keys*; *earlier* are those that the first walk has shown.

        The page where these begin is counted only if it has nothing else.
        """
        if self.left is None:
            return
        if not self.counts:
            met = [key for key in keys if key in earlier]
            self.counts = bool(met)
            if len(met) < len(keys) or not met:
                return
        self.left -= 1

    def end(self) -> None:
        """Let no other page be read."""
        self.left = 0

    def come_to(self, day: date | None) -> None:
        """Count from now on if the next page, which is of this *day*, is the first to count."""
        if day and self.from_day and day <= self.from_day:
            self.counts = True

    @property
    def is_reached(self) -> bool:
        """Whether no more pages may be read."""
        return self.left == 0
