"""All compared anew: how far that has come beside what runs go by, and the step that swaps them."""

from typing import Final, NamedTuple

from sqlalchemy import Connection, insert, inspect, select, text, update

from newsscraper.store.comparison_tables import ANEW, CURRENT, beside, changed_marks, progress
from newsscraper.store.upgrades import VERSION

_NOTHING: Final = 0
"""Seq before the first."""


class Repeated(NamedTuple):
    """What a revision repeats."""

    seq: int
    duplicate_of: str | None
    similarity: float | None


def begin(transaction: Connection, days: int, similarity: float) -> int:
    """Return the seq up to which all was done by these settings; 0 when it begins now.

    That is compared, or since the tables were swapped, marked.
    """
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
    """Note that all up to *seq* is done."""
    transaction.execute(update(progress).values(reached=seq))


def note(transaction: Connection, marks: Repeated) -> None:
    """Keep what a revision repeats now, until its document says so."""
    transaction.execute(insert(changed_marks), marks._asdict())


def is_swapped(transaction: Connection) -> bool:
    """Tell whether runs go by what was found: what is left is to write the marks."""
    return not inspect(transaction).has_table(ANEW.sketches.name)


def swap(transaction: Connection) -> None:
    """Put what was found in the place of what runs go by."""
    for old, new in zip(CURRENT, ANEW, strict=True):
        old.drop(transaction)
        transaction.execute(text(f"ALTER TABLE {new.name} RENAME TO {old.name}"))
    reach(transaction, _NOTHING)
