"""The full-text index as PostgreSQL has it: vectors of our own words.

Its own parsers know no Indonesian, and take ``detik.com`` for one word.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, cast, column, func, select, table, text
from sqlalchemy.types import UserDefinedType

from newsscraper.items import Article
from newsscraper.store.folded_words import folded_in
from newsscraper.store.found_text import Matching
from newsscraper.store.schema import articles, revisions
from newsscraper.store.statements import Prepared, text_in
from newsscraper.store.text_piece import best_piece

_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS news_text (seq bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX IF NOT EXISTS news_text_by_word ON news_text USING gin (words)",
)
_TAKE_OUT: Final = text("""
DELETE FROM news_text USING revisions r
    WHERE r.key = :key AND r.revision = :revision AND news_text.seq = r.seq
""")
_PUT_IN: Final[Prepared[()]] = Prepared(
    text("""
INSERT INTO news_text (seq, words)
    SELECT :seq, CAST(:words AS tsvector) FROM text_index i
    WHERE :seq <= i.reached OR :seq > i.until
    ON CONFLICT (seq) DO UPDATE SET words = excluded.words
""")
)
_PUT_IN_ONE: Final = text("""
INSERT INTO news_text (seq, words) VALUES (:seq, CAST(:words AS tsvector))
    ON CONFLICT (seq) DO UPDATE SET words = excluded.words
""")

_NEWS: Final = table("news_text", column("seq"), column("words"))
_TEXTS: Final = (
    revisions.c.seq,
    text_in(revisions.c.document, "headline"),
    text_in(revisions.c.document, "body"),
)
_BYTES: Final = 500_000
"""Of a text: PostgreSQL keeps vectors of a megabyte."""


class _Query(UserDefinedType[str]):
    """Words that are searched for."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "tsquery"


def create(connection: Connection) -> None:
    """Make the index."""
    for statement in _TABLES:
        connection.execute(text(statement))


def take_out(transaction: Connection, key: str | None, revision: int) -> None:
    """Let a revision be found no more."""
    transaction.execute(_TAKE_OUT, {"key": key, "revision": revision})


def put_in(transaction: Connection, seq: int, article: Article) -> None:
    """Let a revision that was stored be found."""
    words = vector(article.headline, article.body)
    _PUT_IN.execute(transaction, {"seq": seq, "words": words})


def put_in_some(transaction: Connection, after: int, last: int) -> None:
    """Let the newest revisions be found whose seqs lie behind *after*, up to *last*."""
    is_newest = (articles.c.key == revisions.c.key) & (articles.c.revision == revisions.c.revision)
    query = select(*_TEXTS).join(articles, is_newest)
    rows = transaction.execute(query.where(revisions.c.seq > after, revisions.c.seq <= last))
    if found := [{"seq": seq, "words": vector(*texts)} for seq, *texts in rows]:
        transaction.execute(_PUT_IN_ONE, found)


def vector(headline: str | None, body: str | None) -> str:
    """Return the words of an article as PostgreSQL reads them, with their places.

    Between headline and body there is a gap, over which no phrase reaches.
    """
    places: dict[str, array[int]] = defaultdict(lambda: array("l"))
    place = 0
    for part in (headline, body):
        for word in folded_in(_cut(part or "")):
            place += 1
            places[word].append(place)
        place += 1
    return " ".join(f"'{word}':{','.join(map(str, found))}" for word, found in places.items())


def _cut(part: str) -> str:
    if len(part) * 4 <= _BYTES:
        return part
    return part.encode("utf-8", "replace")[:_BYTES].decode("utf-8", "ignore")


def matching(match: str) -> Matching:
    """Return how texts are found that match."""
    phrases = ["<->".join(f"'{word}'" for word in phrase) for phrase in _phrases(match)]
    wanted: Any = cast("&".join(phrases), _Query())
    is_one: ColumnElement[bool] = _NEWS.c.words.op("@@")(wanted)
    rank: ColumnElement[float] = func.ts_rank(_NEWS.c.words, wanted)
    shortest_first = func.length(_NEWS.c.words), _NEWS.c.seq
    return Matching(_NEWS.c.seq, is_one, (rank.desc(), *shortest_first))


def _phrases(match: str) -> Iterator[list[str]]:
    """Yield the words of each phrase of *match*, in which each stands in quotation marks."""
    for phrase in match.split('"')[1::2]:
        if words := folded_in(phrase):
            yield words


def excerpts(transaction: Connection, match: str, some: Sequence[int]) -> dict[int, str]:
    """Return a piece of headline or body of *some* that match, by seq."""
    phrases = list(_phrases(match))
    rows = transaction.execute(select(*_TEXTS).where(revisions.c.seq.in_(some)))
    return {seq: best_piece(phrases, list(filter(None, reversed(texts)))) for seq, *texts in rows}
