"""How many repeat one another's value, in a memory that does not grow with them."""

from typing import Final

_PLACES: Final = 100
"""Values that are counted at a time."""


class Repeats:
    """Counts how many have a value that others have, too (the algorithm of Misra and Gries).

    When there is no place for a new one, each that is counted loses one. So rare ones make way, and
    what many have stays, in whatever order they come.
    """

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._repeats = 0

    def add(self, value: str) -> None:
        """Count one more that has *value*."""
        self._repeats += value in self._counts
        if value in self._counts or len(self._counts) < _PLACES:
            self._counts[value] = self._counts.get(value, 0) + 1
        else:
            self._counts = {each: n - 1 for each, n in self._counts.items() if n > 1}

    @property
    def count(self) -> int:
        """How many repeat an earlier one; all that have one and the same value, if they are more.

        It is exact up to 100 different values, else too low by 1 % of all or so.
        """
        return max([self._repeats, *(n for n in self._counts.values() if n > 1)])

    @property
    def values(self) -> list[str]:
        """The values that several have."""
        return [value for value, count in self._counts.items() if count > 1]
