"""Limits how many pages the first walks down a road read."""

from collections.abc import Collection


class PageLimit:
    """The pages that one walk may still read.

    Where earlier walks could not read all of their first pages, what has come since the first of
    them is not counted: else the new pages would use up the limit, and nobody would read what that
    one owes.
    """

    def __init__(self, most: int | None, *, begins_at_earlier: bool) -> None:
        self.left = most
        """None is no limit."""
        self.counts = not begins_at_earlier
        """Whether what an earlier walk has shown was met, if there was one."""

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

    @property
    def is_reached(self) -> bool:
        """Whether no more pages may be read."""
        return self.left == 0
