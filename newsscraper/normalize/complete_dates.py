"""Dates that are complete, read by dateutil, which would guess at others."""

from datetime import datetime
from typing import Final

from dateutil.parser import parser, parserinfo

from newsscraper.normalize.date_words import MONTHS, OFFSETS


class _Indonesian(parserinfo):
    MONTHS = MONTHS  # type: ignore[assignment]  # the stubs want 2 or 3 names


_PARSER: Final = parser(_Indonesian())


def read_complete(day_first: str) -> datetime:
    """Return the moment of a date whose day stands first. Raises ValueError when there is none."""
    # dayfirst is safe: the patterns have named the fields, an ISO string never comes here.
    return _PARSER.parse(day_first, datetime(2000, 1, 1), tzinfos=OFFSETS, dayfirst=True)
