"""Which articles repeat another, and which revisions feeds leave out for it."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal,
    select,
    union,
)

from newsscraper.store.comparison_tables import (
    CURRENT,
    Compared,
    duplicates,
    matches,
    sketches,
)
from newsscraper.store.revisions import IS_NEWEST, chunked, count, distinct
from newsscraper.store.schema import articles, revisions
from newsscraper.store.sketches import LARGEST_SHINGLE
from newsscraper.store.statements import text_in

_holder, _its = revisions.alias("holder"), revisions.alias("its")


def _is_held(
    table: Table,
    key: ColumnElement[str],
    whole: ColumnElement[int],
    *known: ColumnElement[bool],
) -> ColumnElement[bool]:
    """Tell whether an article that was stored before *key* has the text whose hash is *whole*.

    *table* has the sketches; *known* are conditions for the revisions that count, of `_its`.
    """
    newest = select(func.max(_its.c.seq)).where(_its.c.key == _holder.c.key, *known)
    return (
        exists()
        .where(table.c.hash == whole, _holder.c.seq == table.c.seq)
        .where(_holder.c.seq == newest.scalar_subquery())
        .where(_first_seq(_holder.c.key) < _first_seq(key))
    )


def _first_seq(key: ColumnElement[str]) -> ScalarSelect[int]:
    first = revisions.alias()
    query = select(first.c.seq).where(first.c.key == key, first.c.revision == 1)
    return query.correlate_except(first).scalar_subquery()


IS_LEFT_OUT: Final = exists().where(
    duplicates.c.seq == revisions.c.seq, _is_held(sketches, revisions.c.key, duplicates.c.hash)
)
"""Condition for revisions that feeds leave out now."""


class Match(NamedTuple):
    """An article whose text another one repeats."""

    key: str
    similarity: float
    """1 if it is the same."""


def put(
    transaction: Connection, seq: int, found: Iterable[Match], tables: Compared = CURRENT
) -> None:
    """Note what a revision repeats."""
    if rows := [{"seq": seq, "other": key, "similarity": value} for key, value in found]:
        transaction.execute(insert(tables.matches), rows)


def leave_out(
    transaction: Connection, seq: int, key: str, whole: int, tables: Compared = CURRENT
) -> bool:
    """Let feeds leave out a revision, as long as an article from before has the same text.

    *whole* is the hash of its text. Tells whether one has it now; if not, nothing is left out.
    """
    is_held = _is_held(tables.sketches, literal(key), literal(whole), _its.c.seq <= seq)
    if not transaction.scalar(select(is_held)):
        return False
    transaction.execute(insert(tables.duplicates), {"seq": seq, "hash": whole})
    return True


def is_left_out(
    transaction: Connection, key: str, revision: int, tables: Compared = CURRENT
) -> bool:
    """Tell whether feeds leave out a revision of an article."""
    query = (
        select(tables.duplicates.c.seq)
        .join(revisions, revisions.c.seq == tables.duplicates.c.seq)
        .where(revisions.c.key == key, revisions.c.revision == revision)
    )
    return transaction.scalar(query) is not None


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
    """Select articles beside the one, by key, whose newest revision has the very same text."""
    several = select(sketches.c.hash).where(sketches.c.hash > LARGEST_SHINGLE)
    several = several.group_by(sketches.c.hash).having(func.count() > 1)
    newest = select(articles.c.key, sketches.c.hash).join(revisions, IS_NEWEST)
    newest = newest.join(sketches, sketches.c.seq == revisions.c.seq)
    whole = newest.where(sketches.c.hash.in_(several)).cte("whole")
    first = select(whole.c.hash, func.min(whole.c.key).label("key")).group_by(whole.c.hash)
    other = first.cte("first")
    is_same = and_(other.c.hash == whole.c.hash, other.c.key < whole.c.key)
    return select(whole.c.key, other.c.key.label("other")).join(other, is_same)


class Appearance(NamedTuple):
    """Where and when an article appeared."""

    key: str
    publisher: str
    date_published: str
    credit: str | None
    """Where it says that it ran first: name of a house or an agency."""


def members(transaction: Connection, keys: Collection[str]) -> Iterator[Appearance]:
    """Yield the articles *keys*."""
    query = (
        select(
            articles.c.key,
            articles.c.publisher,
            articles.c.date_published,
            text_in(revisions.c.document, "syndicated_from.publisher"),
        )
        .join(revisions, IS_NEWEST)
        .where(articles.c.key.in_(bindparam("keys", expanding=True)))
    )
    for chunk in chunked(list(keys)):
        for row in transaction.execute(query, {"keys": chunk}):
            yield Appearance(*row)


class DuplicateCounts(NamedTuple):
    """How many articles of a publisher there are, and how many of them repeat another."""

    publisher: str
    articles: int
    exact: int
    near: int


def counts(transaction: Connection) -> list[DuplicateCounts]:
    """Return the numbers of each publisher, by name."""
    best = select(matches.c.seq, func.max(matches.c.similarity).label("best"))
    most = best.group_by(matches.c.seq).subquery()
    query = (
        select(
            articles.c.publisher,
            func.count().filter(most.c.best == 1),
            func.count().filter(most.c.best < 1),
        )
        .select_from(most)
        .join(revisions, revisions.c.seq == most.c.seq)
        .join(articles, IS_NEWEST)
        .group_by(articles.c.publisher)
    )
    repeating = {name: tuple(found) for name, *found in transaction.execute(query)}
    publishers = distinct(transaction, articles.c.publisher)
    return [
        DuplicateCounts(name, count(transaction, name), *repeating.get(name, (0, 0)))
        for name in publishers
    ]
