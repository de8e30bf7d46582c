"""Which articles repeat another, and which revisions feeds leave out for it."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, delete, func, insert, select

from newsscraper.duplicates.clusters import Member
from newsscraper.store.schema import articles, duplicates, matches, revisions, sketches

_NEWEST: Final = and_(
    revisions.c.key == articles.c.key, revisions.c.revision == articles.c.revision
)
_REPEATING: Final = select(revisions.c.key).join(matches, matches.c.seq == revisions.c.seq)
_REPEATED: Final = select(matches.c.other)


class Match(NamedTuple):
    """An article whose text another one repeats."""

    key: str
    similarity: float
    """1 if it is the same."""


def put(transaction: Connection, seq: int, found: Iterable[Match]) -> None:
    """Note what a revision repeats."""
    if rows := [{"seq": seq, "other": key, "similarity": value} for key, value in found]:
        transaction.execute(insert(matches), rows)


def leave_out(transaction: Connection, seq: int) -> None:
    """Note that a revision is an exact duplicate, which feeds leave out."""
    transaction.execute(insert(duplicates), {"seq": seq})


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
    """Yield the keys of an article and of one that its newest revision repeats."""
    query = (
        select(articles.c.key, matches.c.other)
        .join(revisions, _NEWEST)
        .join(matches, matches.c.seq == revisions.c.seq)
        .order_by(matches.c.seq, matches.c.other)
    )
    return ((key, other) for key, other in transaction.execute(query))


def members(transaction: Connection) -> Iterator[Member]:
    """Yield the articles of all `pairs`."""
    query = (
        select(
            articles.c.key,
            articles.c.publisher,
            articles.c.date_published,
            func.json_extract(revisions.c.document, "$.syndicated_from.publisher"),
        )
        .join(revisions, _NEWEST)
        .where(articles.c.key.in_(_REPEATING.union(_REPEATED)))
    )
    return (Member(*row) for row in transaction.execute(query))


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
            articles.join(revisions, _NEWEST).outerjoin(most, most.c.seq == revisions.c.seq)
        )
        .group_by(articles.c.publisher)
        .order_by(articles.c.publisher)
    )
    return [Counts(*row) for row in transaction.execute(query)]
