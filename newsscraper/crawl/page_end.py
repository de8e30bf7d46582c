"""The end of an index page: it says what lies behind the page."""

from collections.abc import Collection, Iterable
from typing import Final

KNOWN_IN_A_ROW: Final = 2
"""This many known articles at the end of an index page say that all older ones are known, too.

A pinned one at its top says nothing, a single stale one at its end neither, and one that was
published late only adds a page. One more would cost 0.5 % more requests and find hardly more.
"""


def last(links: Iterable[str]) -> list[str]:
    """Return the keys at the end of a page that say what lies behind it."""
    return list(links)[-KNOWN_IN_A_ROW:]


def all_in(keys: Collection[str], known: Collection[str]) -> bool:
    """Tell whether there are any *keys*, and all are *known*."""
    return bool(keys) and all(key in known for key in keys)
