"""The full-text index: headline and body of the newest revision of each article.

Case and diacritics make no difference. Words stay as they are: ``banjir`` does not find
``kebanjiran``. Each kind of database has an index of its own: `fts5`, `tsvector`.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from sqlalchemy import Connection, select, text

from newsscraper.items import Article
from newsscraper.store import fts5, tsvector
from newsscraper.store.found_text import Matching
from newsscraper.store.schema import text_index

_BEGIN: Final = text("""
INSERT INTO text_index (reached, until)
    SELECT 0, (SELECT coalesce(max(seq), 0) FROM revisions)
    WHERE NOT EXISTS (SELECT 1 FROM text_index)
""")
_REACH: Final = text("UPDATE text_index SET reached = :last")

_AT_ONCE: Final = 500
"""Revisions in one step: it takes some tenths of a second."""


class FullText(Protocol):
    """What an index does."""

    def create(self, connection: Connection) -> None:
        """Make it."""

    def take_out(self, transaction: Connection, key: str | None, revision: int) -> None:
        """Let a revision be found no more; its document is still as it was put in."""

    def put_in(self, transaction: Connection, seq: int, article: Article) -> None:
        """Let the revision *seq* be found, which was stored as *article*."""

    def put_in_some(self, transaction: Connection, after: int, last: int) -> None:
        """Let the newest revisions be found whose seqs lie behind *after*, up to *last*."""

    def matching(self, match: str) -> Matching:
        """Return how texts are found that match."""

    def excerpts(self, transaction: Connection, match: str, some: Sequence[int]) -> dict[int, str]:
        """Return a piece of headline or body of *some* that match, by seq."""


_INDEXES: Final[Mapping[str, FullText]] = {"sqlite": fts5, "postgresql": tsvector}


def index_of(transaction: Connection) -> FullText:
    """Return the index as the database of a transaction has it."""
    return _INDEXES[transaction.dialect.name]


def create_index(connection: Connection) -> None:
    """Make the index; what the store has already is put in by `put_in_more`."""
    index_of(connection).create(connection)
    connection.execute(_BEGIN)


def take_out(transaction: Connection, key: str | None, revision: int) -> None:
    """Let a revision be found no more; to be called before its document changes."""
    index_of(transaction).take_out(transaction, key, revision)


def put_in(transaction: Connection, seq: int, article: Article) -> None:
    """Let the revision *seq* be found, stored as *article*, of which it is the newest."""
    index_of(transaction).put_in(transaction, seq, article)


def left(transaction: Connection) -> tuple[int, int]:
    """Return how many revisions of an older store are in the index, and how many are to be."""
    reached, until = transaction.execute(select(text_index)).one()
    return reached, until


def put_in_more(transaction: Connection) -> tuple[int, int]:
    """Put some more revisions of an older store into the index; return the same."""
    reached, until = left(transaction)
    last = min(reached + _AT_ONCE, until)
    if reached < last:
        index_of(transaction).put_in_some(transaction, reached, last)
        transaction.execute(_REACH, {"last": last})
    return last, until
