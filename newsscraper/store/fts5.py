"""The full-text index as SQLite has it: FTS5.

It keeps words and their places, and reads the texts in the view ``news_revisions``.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, column, func, select, table, text

from newsscraper.items import Article
from newsscraper.store.documents import storable
from newsscraper.store.found_text import HIT, WORDS, Matching
from newsscraper.store.statements import Prepared

_TABLE: Final = """
CREATE VIRTUAL TABLE IF NOT EXISTS news_text USING fts5(
    headline, body, content='news_revisions', content_rowid='seq',
    tokenize='unicode61 remove_diacritics 2'
)
"""
_TAKE_OUT: Final = text("""
INSERT INTO news_text (news_text, rowid, headline, body)
    SELECT 'delete', v.seq, v.headline, v.body FROM news_revisions v, text_index i
    WHERE v.key = :key AND v.revision = :revision AND (v.seq <= i.reached OR v.seq > i.until)
""")
_PUT_IN: Final[Prepared[()]] = Prepared(
    text("""
INSERT INTO news_text (rowid, headline, body)
    SELECT :seq, :headline, :body FROM text_index i WHERE :seq <= i.reached OR :seq > i.until
""")
)
_PUT_IN_SOME: Final = text("""
INSERT INTO news_text (rowid, headline, body)
    SELECT seq, headline, body FROM news WHERE seq > :after AND seq <= :last
""")

_TEXT: Final = table("news_text", column("rowid"), column("rank"))
_MATCHES: Final = text("news_text MATCH :query")


def create(connection: Connection) -> None:
    """Make the index."""
    connection.execute(text(_TABLE))


def take_out(transaction: Connection, key: str | None, revision: int) -> None:
    """Let a revision be found no more; its document is still as it was put in."""
    transaction.execute(_TAKE_OUT, {"key": key, "revision": revision})


def put_in(transaction: Connection, seq: int, article: Article) -> None:
    """Let a revision that was stored be found; the texts are those that the view has of it."""
    headline = article.headline and storable(article.headline)
    body = article.body and storable(article.body)
    _PUT_IN.execute(transaction, {"seq": seq, "headline": headline, "body": body})


def put_in_some(transaction: Connection, after: int, last: int) -> None:
    """Let the newest revisions be found whose seqs lie behind *after*, up to *last*."""
    transaction.execute(_PUT_IN_SOME, {"after": after, "last": last})


def matching(match: str) -> Matching:
    """Return how texts are found that match."""
    is_one: Any = _MATCHES.bindparams(query=match)
    return Matching(_TEXT.c.rowid, is_one, (_TEXT.c.rank,))


def excerpts(transaction: Connection, match: str, some: Sequence[int]) -> dict[int, str]:
    """Return a piece of headline or body of *some* that match, by seq."""
    piece: Any = func.snippet(text("news_text"), -1, *HIT, "…", WORDS)
    query = select(_TEXT.c.rowid, piece).where(_MATCHES, _TEXT.c.rowid.in_(some))
    return {row[0]: row[1] for row in transaction.execute(query, {"query": match})}
