"""All compared anew: how far that has come beside what runs go by, and the step that swaps them."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from sqlalchemy import Connection, Select, insert, inspect, select, text, update

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
"""Marks read at a time."""


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
    count = sum(_mark(transaction, marks) for marks in _marks(transaction))
    for key, original in misjudged(transaction):
        ledger_rows.repeat(transaction, key, original)
    for table in (progress, changed_marks):
        table.drop(transaction)
    return count


def _marks(transaction: Connection) -> Iterator[Repeated]:
    """Yield what was noted, in the order of seq; all at once may be much."""
    seq, noted = _NOTHING, changed_marks.c.seq
    query = select(changed_marks).order_by(noted).limit(_AT_ONCE)
    while rows := transaction.execute(query.where(noted > seq)).all():
        yield from (Repeated(*row) for row in rows)
        seq = rows[-1].seq


def _mark(transaction: Connection, marks: Repeated) -> int:
    """Write the marks of a revision into its document."""
    for _, article in stored.queued(transaction, [marks.seq]):
        article.duplicate_of, article.similarity = marks.duplicate_of, marks.similarity
        stored.replace(transaction, marks.seq, article)
    return 1


def misjudged(transaction: Connection) -> Iterator[tuple[str, str | None]]:
    """Yield the articles whose state is not what was found, and what each repeats word by word."""
    left_out = _left_out()
    is_wrong = (ledger.c.state != State.DUPLICATE) | ledger.c.reason.is_distinct_from(
        matches.c.other
    )
    wrong = left_out.join(ledger, ledger.c.key == articles.c.key)
    rows = transaction.execute(wrong.where(ledger.c.state.in_(HERE), is_wrong)).all()
    yield from ((row.key, row.other) for row in rows)
    called = select(ledger.c.key).join(articles, articles.c.key == ledger.c.key)
    called = called.where(ledger.c.state == State.DUPLICATE)
    is_none = ledger.c.key.not_in(left_out.with_only_columns(articles.c.key))
    yield from ((key, None) for key in transaction.scalars(called.where(is_none)).all())


def _left_out() -> Select[str, str]:
    """Select the articles whose newest revision feeds leave out, and what it repeats."""
    newest = select(articles.c.key, matches.c.other).join(revisions, IS_NEWEST)
    newest = newest.join(duplicates, duplicates.c.seq == revisions.c.seq)
    return newest.join(matches, matches.c.seq == revisions.c.seq)
