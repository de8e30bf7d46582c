"""Puts articles together whose pages lie in different archives, when all of these are read."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final

from newsscraper.archives.further_pages import FurtherPages
from newsscraper.archives.gathering import Gathering
from newsscraper.archives.one_archive import opened, reader_of

_OPENED: Final = 16
"""Archives that are kept at hand."""


def join_across(gathering: Gathering, rules: str, count: Callable[[int], None]) -> dict[str, str]:
    """Join all that no archive has alone; return why some archives cannot be read again.

    *rules* are those of its tasks. *count* is told how many articles were looked at. What is done
    is kept in *gathering*: after a kill it goes on there.
    """
    pages: FurtherPages | None = None
    faults: dict[str, str] = {}
    for number, first in enumerate(gathering.pages.to_be_joined()):
        pages = pages or _pages_of(gathering, rules)  # only now: to load it takes long
        try:
            pages.join(first)
        except OSError as error:
            faults[str(error.filename or first.archive)] = error.strerror or str(error)
        count(number)
    return faults


def _pages_of(gathering: Gathering, rules: str) -> FurtherPages:
    reader = reader_of(rules)
    return FurtherPages(gathering, reader, lru_cache(_OPENED)(partial(opened, reader=reader)))
