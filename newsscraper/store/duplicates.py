"""Which articles repeat another, and which revisions feeds leave out for it."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, insert, select, union

from newsscraper.duplicates.clusters import Member
from newsscraper.store.articles import IS_NEWEST, chunked
from newsscraper.store.schema import articles, duplicates, matches, revisions, sketches
from newsscraper.store.sketches import LARGEST_SHINGLE


class Match(NamedTuple):
    """An article whose text another one repeats."""

    key: str
    similarity: float
    """1 if it is the same."""


def put(transaction: Connection, seq: int, found: Iterable[Match]) -> None:
    """Note what a revision repeats."""
    if rows := [{"seq": seq, "other": key, "similarity": value} for key, value in found]:
        transaction.execute(insert(matches), rows)


def leave_out(transaction: Connection, seq: int, original: int) -> bool:
    """Let feeds leave out a revision, as long as the article of *original* has the same text.

    Tells whether it had when *seq* was stored; if not, nothing is left out.
    """
    key = select(revisions.c.key).where(revisions.c.seq == original).scalar_subquery()
    newest = select(func.max(revisions.c.seq)).where(revisions.c.key == key, revisions.c.seq < seq)
    if transaction.scalar(newest) != original:
        return False
    transaction.execute(insert(duplicates), {"seq": seq, "original": original})
    return True


def is_left_out(transaction: Connection, key: str, revision: int) -> bool:
    """Tell whether feeds leave out a revision of an article."""
    query = (
        select(duplicates.c.seq)
        .join(revisions, revisions.c.seq == duplicates.c.seq)
        .where(revisions.c.key == key, revisions.c.revision == revision)
    )
    return transaction.scalar(query) is not None


def clear(transaction: Connection) -> None:
    """Forget all sketches and all that was found by them."""
    for table in (sketches, matches, duplicates):
        transaction.execute(delete(table))


def pairs(transaction: Connection) -> Iterator[tuple[str, str]]:
    """Yield the keys of an article and of one that its newest revision repeats.

    Those whose newest texts are the same are among them, whichever came first.
    """
    repeating = (
        select(articles.c.key, matches.c.other)
        .join(revisions, IS_NEWEST)
        .join(matches, matches.c.seq == revisions.c.seq)
    )
    query = union(repeating, _same_texts())
    return ((key, other) for key, other in transaction.execute(query))


def _same_texts() -> Select[str, str]:
    """Select pairs of articles whose newest revisions have the very same text."""
    newest = select(articles.c.key, sketches.c.hash).join(revisions, IS_NEWEST)
    newest = newest.join(sketches, sketches.c.seq == revisions.c.seq)
    whole = newest.where(sketches.c.hash > LARGEST_SHINGLE).cte("whole")
    other = whole.alias("other")
    is_same = and_(other.c.hash == whole.c.hash, other.c.key < whole.c.key)
    return select(whole.c.key, other.c.key.label("other")).join(other, is_same)


def members(transaction: Connection, keys: Collection[str]) -> Iterator[Member]:
    """Yield the articles *keys*."""
    query = (
        select(
            articles.c.key,
            articles.c.publisher,
            articles.c.date_published,
            func.json_extract(revisions.c.document, "$.syndicated_from.publisher"),
        )
        .join(revisions, IS_NEWEST)
        .where(articles.c.key.in_(bindparam("keys", expanding=True)))
    )
    for chunk in chunked(list(keys)):
        for row in transaction.execute(query, {"keys": chunk}):
            yield Member(*row)


class Counts(NamedTuple):
    """How many articles of a publisher there are, and how many of them repeat another."""

    publisher: str
    articles: int
    exact: int
    near: int


def counts(transaction: Connection) -> list[Counts]:
    """Return the numbers of each publisher, by name."""
    best = select(matches.c.seq, func.max(matches.c.similarity).label("best"))
    most = best.group_by(matches.c.seq).subquery()
    query = (
        select(
            articles.c.publisher,
            func.count(),
            func.count().filter(most.c.best == 1),
            func.count().filter(most.c.best < 1),
        )
        .select_from(
            articles.join(revisions, IS_NEWEST).outerjoin(most, most.c.seq == revisions.c.seq)
        )
        .group_by(articles.c.publisher)
        .order_by(articles.c.publisher)
    )
    return [Counts(*row) for row in transaction.execute(query)]
