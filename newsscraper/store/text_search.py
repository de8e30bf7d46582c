"""Finds articles by the words of their headline and body, the best first."""

import re
from array import array
from collections.abc import Sequence
from typing import Final

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
"""Marks before and after what was found, in a piece of text: no text of a page has them."""
_WORDS: Final = 20
"""Of a piece."""


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
    query = _narrowed(publisher, window).order_by(_TEXT.c.rank)
    return array("q", transaction.scalars(query, {"query": match}))


def excerpts(transaction: Connection, match: str, some: Sequence[int]) -> dict[int, str]:
    """Return a piece of headline or body of *some* articles that match, by seq.

    What was found stands between the marks of `HIT`.
    """
    piece: ColumnElement[str] = func.snippet(sql("news_text"), -1, *HIT, "…", _WORDS)
    query = select(_TEXT.c.rowid, piece).where(_MATCHES, _TEXT.c.rowid.in_(some))
    return {row[0]: row[1] for row in transaction.execute(query, {"query": match})}


def _narrowed(publisher: str | None, window: Window) -> Select[int]:
    """Select what matches of the articles of a publisher and of some days."""
    query: Select[int] = select(_TEXT.c.rowid).where(_MATCHES)
    if publisher is None and not window:
        return query
    query = query.join(revisions, revisions.c.seq == _TEXT.c.rowid)
    query = query.join(articles, articles.c.key == revisions.c.key)
    if publisher is not None:
        query = query.where(articles.c.publisher == publisher)
    return query.where(*days(window.since, window.until))
