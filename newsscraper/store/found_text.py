"""What a full-text index says of the texts that it finds, whatever database it lies in."""

from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement

HIT: Final = ("\x02", "\x03")
"""Marks before and after what was found, in a piece of text: no text of a page has them."""

WORDS: Final = 20
"""Of a piece."""


class Matching(NamedTuple):
    """How texts are found that match."""

    seq: ColumnElement[int]
    """Of the revision whose text it is."""
    is_one: ColumnElement[bool]
    """Condition for those that match."""
    order: tuple[ColumnElement[Any], ...]
    """By which the best come first."""
