"""All compared anew: how far that has come beside what runs go by, and the step that swaps them."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Row, Select, insert, inspect, select, text, update

from newsscraper.store import ledger as ledger_rows
from newsscraper.store import revisions as stored
from newsscraper.store.comparison_tables import (
    ANEW,
    CURRENT,
    beside,
    changed_marks,
    duplicates,
    matches,
    progress,
)
from newsscraper.store.revisions import IS_NEWEST
from newsscraper.store.schema import articles, ledger, revisions
from newsscraper.store.states import HERE, State
from newsscraper.store.upgrades import VERSION

_NOTHING: Final = 0
"""Seq before the first."""
_AT_ONCE: Final = 1_000
"""Rows read at a time."""


class Repeated(NamedTuple):
    """What a revision repeats."""

    seq: int
    duplicate_of: str | None
    similarity: float | None


def begin(transaction: Connection, days: int, similarity: float) -> int:
    """Return the seq up to which all was compared by these settings; 0 when it begins now."""
    settings = {"days": days, "similarity": similarity, "version": VERSION}
    if inspect(transaction).has_table(progress.name):
        row = transaction.execute(select(progress)).mappings().one()
        if settings == {name: row[name] for name in settings}:
            return int(row["reached"])
    beside.drop_all(transaction)
    beside.create_all(transaction)
    transaction.execute(insert(progress), settings | {"reached": _NOTHING})
    return _NOTHING


def reach(transaction: Connection, seq: int) -> None:
    """Note that all up to *seq* is compared."""
    transaction.execute(update(progress).values(reached=seq))


def note(transaction: Connection, marks: Repeated) -> None:
    """Keep what a revision repeats now, until all is swapped."""
    transaction.execute(insert(changed_marks), marks._asdict())


def swap(transaction: Connection) -> int:
    """Put what was found in the place of what runs go by; return how many marks changed."""
    for old, new in zip(CURRENT, ANEW, strict=True):
        old.drop(transaction)
        transaction.execute(text(f"ALTER TABLE {new.name} RENAME TO {old.name}"))
    count = sum(_mark(transaction, marks) for marks in noted_marks(transaction))
    for key, original in misjudged(transaction):
        ledger_rows.repeat(transaction, key, original)
    for table in (progress, changed_marks):
        table.drop(transaction)
    return count


def noted_marks(transaction: Connection) -> Iterator[Repeated]:
    """Yield what was noted, in the order of seq."""
    for row in in_steps(transaction, select(changed_marks), changed_marks.c.seq):
        yield Repeated(row.seq, row.duplicate_of, row.similarity)


def _mark(transaction: Connection, marks: Repeated) -> int:
    """Write the marks of a revision into its document."""
    for _, article in stored.queued(transaction, [marks.seq]):
        article.duplicate_of, article.similarity = marks.duplicate_of, marks.similarity
        stored.replace(transaction, marks.seq, article)
    return 1


def misjudged(transaction: Connection) -> Iterator[tuple[str, str | None]]:
    """Yield the articles whose state is not what was found, and what each repeats word by word."""
    is_wrong = (ledger.c.state != State.DUPLICATE) | ledger.c.reason.is_distinct_from(
        matches.c.other
    )
    wrong = _left_out().join(ledger, ledger.c.key == articles.c.key)
    wrong = wrong.where(ledger.c.state.in_(HERE), is_wrong)
    for row in in_steps(transaction, wrong, duplicates.c.seq):
        yield row.key, row.other
    is_none = ~_left_out().where(articles.c.key == ledger.c.key).correlate(ledger).exists()
    called = select(ledger.c.key).where(ledger.c.state == State.DUPLICATE, is_none)
    called = called.join(articles, articles.c.key == ledger.c.key)
    for row in in_steps(transaction, called, ledger.c.key):
        yield row.key, None


def _left_out() -> Select[str, str]:
    """Select the articles whose newest revision feeds leave out, and what it repeats."""
    newest = select(articles.c.key, matches.c.other).join(revisions, IS_NEWEST)
    newest = newest.join(duplicates, duplicates.c.seq == revisions.c.seq)
    return newest.join(matches, matches.c.seq == revisions.c.seq)


def in_steps(
    transaction: Connection, query: Select[*tuple[Any, ...]], by: Column[Any]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Yield the rows of *query* in the order of *by*; all at once may be much."""
    query = query.add_columns(by.label("step")).order_by(by).limit(_AT_ONCE)
    rows = transaction.execute(query).all()
    while rows:
        yield from rows
        rows = transaction.execute(query.where(by > rows[-1].step)).all()
