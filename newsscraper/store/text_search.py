"""Finds articles by the words of their headline and body, the best first."""

import re
from array import array
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, column, func, select, table
from sqlalchemy import text as sql

from newsscraper.store.revisions import days
from newsscraper.store.schema import articles, revisions
from newsscraper.window import Window

_PIECE: Final = re.compile(r'["“”]([^"“”]*)["“”]?|([^\s"“”]+)')
"""A phrase in quotation marks, whose last may be missing, or a word."""

_MOST: Final = 64
"""Words of a query; FTS5 does not take any number."""

_TEXT: Final = table("news_text", column("rowid"), column("rank"))
_MATCHES: Final = sql("news_text MATCH :query")

HIT: Final = ("\x02", "\x03")
"""Marks before and after what was found, in a snippet: they are in no text of a page."""
_WORDS: Final = 20
"""Of a snippet."""


class Excerpt(NamedTuple):
    """A piece of an article that was found."""

    seq: int
    """Of its newest revision."""
    text: str
    """A piece of its headline or body, with the marks of `HIT` around the words."""


class NoWords(ValueError):
    """A query without any word; the text is for a person."""


def match_of(query: str) -> str:
    """Return *query* as FTS5 wants it: all of its words must occur, and ``"…"`` is a phrase.

    There are no operators: ``rob-naik`` is two words side by side, and ``AND`` is a word. Raises
    NoWords when there is none to search for, or more than 64.
    """
    pieces = [phrase or word for phrase, word in _PIECE.findall(query)]
    words = [each for each in pieces if any(letter.isalnum() for letter in each)]
    if not words:
        raise NoWords("there is no word to search for; give one or more, such as banjir rob")
    if len(words) > _MOST:
        raise NoWords(f"{len(words)} words are too many to search for; give {_MOST} at most")
    return " ".join(f'"{each}"' for each in words)


def count(transaction: Connection, match: str, publisher: str | None, window: Window) -> int:
    """Return how many articles match; *match* is of `match_of`, the days are inclusive."""
    query = _narrowed(select(func.count()), publisher, window)
    return transaction.scalar(query, {"query": match}) or 0


def search(
    transaction: Connection, match: str, publisher: str | None, window: Window, limit: int
) -> list[Excerpt]:
    """Return the *limit* best of the articles that match, with a piece of each."""
    snippet: ColumnElement[str] = func.snippet(sql("news_text"), -1, *HIT, "…", _WORDS)
    query = _narrowed(select(_TEXT.c.rowid, snippet), publisher, window)
    query = query.order_by(_TEXT.c.rank).limit(limit)
    return [Excerpt(*row) for row in transaction.execute(query, {"query": match})]


def seqs(
    transaction: Connection, match: str, publisher: str | None, window: Window
) -> Sequence[int]:
    """Return the seqs of all that match, the best first."""
    query = _narrowed(select(_TEXT.c.rowid), publisher, window).order_by(_TEXT.c.rank)
    return array("q", transaction.scalars(query, {"query": match}))


def _narrowed(
    query: Select[*tuple[Any, ...]], publisher: str | None, window: Window
) -> Select[*tuple[Any, ...]]:
    """Return *query* for the articles of a publisher and of some days."""
    query = query.select_from(_TEXT).where(_MATCHES)
    if publisher is None and not window:
        return query
    query = query.join(revisions, revisions.c.seq == _TEXT.c.rowid)
    query = query.join(articles, articles.c.key == revisions.c.key)
    if publisher is not None:
        query = query.where(articles.c.publisher == publisher)
    return query.where(*days(window.since, window.until))
