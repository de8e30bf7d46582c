"""What runs counted of a publisher's pages: a row for a run, or for several small ones."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, insert, select, update

from newsscraper.items import EXTRACTION
from newsscraper.store.drift_tables import profiles


class Kept(NamedTuple):
    """Whose past it is: profiles of other runs are not compared with it."""

    publisher: str
    selection: str
    """The sections that its runs asked for; empty: all."""


_NEWEST: Final = select(profiles).order_by(profiles.c.id.desc())


def newest(transaction: Connection, kept: Kept, limit: int) -> Sequence[Row[Any]]:
    """Return the newest rows that today's extraction has counted, oldest first."""
    mine = (
        (profiles.c.publisher == kept.publisher)
        & (profiles.c.selection == kept.selection)
        & (profiles.c.extraction == EXTRACTION)
    )
    return transaction.execute(_NEWEST.where(mine).limit(limit)).all()[::-1]


def add(transaction: Connection, kept: Kept, row: dict[str, Any]) -> None:
    """Add a row."""
    transaction.execute(insert(profiles), {**kept._asdict(), "extraction": EXTRACTION, **row})


def replace(transaction: Connection, number: int, row: dict[str, Any]) -> None:
    """Let row *number* be another: a small run is added to the one before it."""
    transaction.execute(update(profiles).where(profiles.c.id == number).values(row))
