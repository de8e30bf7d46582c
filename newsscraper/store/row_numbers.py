"""The numbers that the database gives to rows."""

from typing import Any

from sqlalchemy import CursorResult


def number_of(added: CursorResult[Any]) -> int:
    """Return the number of the one row that an insert *added*."""
    key = added.inserted_primary_key
    assert key is not None, "the insert was of one row"
    return int(key[0])
