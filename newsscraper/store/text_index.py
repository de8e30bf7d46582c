"""The full-text index: headline and body of the newest revision of each article.

It is SQLite's FTS5, which keeps words and their places, and reads the texts in the view
``news_revisions``. Case and diacritics make no difference. Words stay as they are: ``banjir`` does
not find ``kebanjiran``.
"""

from typing import Final

from sqlalchemy import Connection, select, text

from newsscraper.store.schema import text_index

_TABLE: Final = """
CREATE VIRTUAL TABLE IF NOT EXISTS news_text USING fts5(
    headline, body, content='news_revisions', content_rowid='seq',
    tokenize='unicode61 remove_diacritics 2'
)
"""
_BEGIN: Final = text("""
INSERT INTO text_index (reached, until)
    SELECT 0, (SELECT coalesce(max(seq), 0) FROM revisions)
    WHERE NOT EXISTS (SELECT 1 FROM text_index)
""")
_IS_IN: Final = "(v.seq <= i.reached OR v.seq > i.until)"
"""Condition for revisions whose turn has come: older ones are put in step by step."""

_TAKE_OUT: Final = text(f"""
INSERT INTO news_text (news_text, rowid, headline, body)
    SELECT 'delete', v.seq, v.headline, v.body FROM news_revisions v, text_index i
    WHERE v.key = :key AND v.revision = :revision AND {_IS_IN}
""")
_PUT_IN: Final = text(f"""
INSERT INTO news_text (rowid, headline, body)
    SELECT v.seq, v.headline, v.body FROM news_revisions v, text_index i
    WHERE v.key = :key AND v.revision = :revision AND {_IS_IN}
""")
_PUT_IN_SOME: Final = text("""
INSERT INTO news_text (rowid, headline, body)
    SELECT seq, headline, body FROM news WHERE seq > :after AND seq <= :last
""")
_REACH: Final = text("UPDATE text_index SET reached = :last")

_AT_ONCE: Final = 500
"""Revisions in one step: it takes some tenths of a second."""


def create_index(connection: Connection) -> None:
    """Make the index; what the store has already is put in by `put_in_more`."""
    connection.execute(text(_TABLE))
    connection.execute(_BEGIN)


def take_out(transaction: Connection, key: str | None, revision: int) -> None:
    """Let a revision be found no more; to be called before its document changes."""
    transaction.execute(_TAKE_OUT, {"key": key, "revision": revision})


def put_in(transaction: Connection, key: str | None, revision: int) -> None:
    """Let a revision that was stored, the newest of its article, be found."""
    transaction.execute(_PUT_IN, {"key": key, "revision": revision})


def left(transaction: Connection) -> tuple[int, int]:
    """Return how many revisions of an older store are in the index, and how many are to be."""
    reached, until = transaction.execute(select(text_index)).one()
    return reached, until


def put_in_more(transaction: Connection) -> tuple[int, int]:
    """Put some more revisions of an older store into the index; return the same."""
    reached, until = left(transaction)
    last = min(reached + _AT_ONCE, until)
    if reached < last:
        transaction.execute(_PUT_IN_SOME, {"after": reached, "last": last})
        transaction.execute(_REACH, {"last": last})
    return last, until
