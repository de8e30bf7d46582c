"""Finds articles by the words of their headline and body, the best first."""

import re
from array import array
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, Select, select

from newsscraper.store.found_text import HIT, Matching
from newsscraper.store.revisions import days
from newsscraper.store.schema import articles, revisions
from newsscraper.store.text_index import index_of
from newsscraper.window import Window

__all__ = ["HIT", "NoWords", "excerpts", "match_of", "seqs"]

_PIECE: Final = re.compile(r'["“”]([^"“”]*)["“”]?|([^\s"“”]+)')
"""A phrase in quotation marks, whose last may be missing, or a word."""

_MOST: Final = 64
"""Words of a query; FTS5 does not take any number."""


class NoWords(ValueError):
    """A query without any word; the text is for a person."""


def match_of(query: str) -> str:
    """Return *query* as FTS5 wants it: all of its words must occur, and ``"…"`` is a phrase.

    There are no operators: ``rob-naik`` is two words side by side, and ``AND`` is a word. Raises
    NoWords when there is none to search for, or more than 64.
    """
    # FTS5 ends at a zero character, and SQLite takes no lone surrogate: neither is of a word.
    text = query.encode("utf-8", "replace").decode().replace("\0", " ")
    pieces = [phrase or word for phrase, word in _PIECE.findall(text)]
    words = [each for each in pieces if any(letter.isalnum() for letter in each)]
    if not words:
        raise NoWords("there is no word to search for; give one or more, such as banjir rob")
    if len(words) > _MOST:
        raise NoWords(f"{len(words)} words are too many to search for; give {_MOST} at most")
    return " ".join(f'"{each}"' for each in words)


def seqs(
    transaction: Connection, match: str, publisher: str | None, window: Window
) -> Sequence[int]:
    """Return the seqs of all articles that match, the best first.

    *match* is of `match_of`, the days are inclusive.
    """
    matching = index_of(transaction).matching(match)
    query = _narrowed(matching, publisher, window).order_by(*matching.order)
    return array("q", transaction.scalars(query))


def excerpts(transaction: Connection, match: str, some: Sequence[int]) -> dict[int, str]:
    """Return a piece of headline or body of *some* articles that match, by seq.

    What was found stands between the marks of `HIT`.
    """
    return index_of(transaction).excerpts(transaction, match, some)


def _narrowed(matching: Matching, publisher: str | None, window: Window) -> Select[int]:
    """Select what matches of the articles of a publisher and of some days."""
    query: Select[int] = select(matching.seq).where(matching.is_one)
    if publisher is None and not window:
        return query
    query = query.join(revisions, revisions.c.seq == matching.seq)
    query = query.join(articles, articles.c.key == revisions.c.key)
    if publisher is not None:
        query = query.where(articles.c.publisher == publisher)
    return query.where(*days(window.since, window.until))
