"""What runs counted of a publisher's pages: a row for a run, or for several small ones."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, insert, select, update

from newsscraper.items import EXTRACTION
from newsscraper.store.drift_tables import profiles


class Kept(NamedTuple):
    """Whose past it is: profiles of other runs are not compared with it."""

    publisher: str
    selection: str
    """The sections that its runs asked for; empty: all."""

    def columns(self) -> dict[str, Any]:
        """Return the columns of a new row."""
        return {**self._asdict(), "extraction": EXTRACTION}

    def rows_of(self, table: Table) -> ColumnElement[bool]:
        """Return the condition for those of *table* that today's extraction has counted."""
        return and_(*(table.c[name] == value for name, value in self.columns().items()))


_NEWEST: Final = select(profiles).order_by(profiles.c.id.desc())


def newest(transaction: Connection, kept: Kept, limit: int) -> Sequence[Row[Any]]:
    """Return the newest rows that today's extraction has counted, oldest first."""
    query = _NEWEST.where(kept.rows_of(profiles)).limit(limit)
    return transaction.execute(query).all()[::-1]


def add(transaction: Connection, kept: Kept, row: dict[str, Any]) -> None:
    """Add a row."""
    transaction.execute(insert(profiles), kept.columns() | row)


def forget_before(transaction: Connection, kept: Kept, number: int) -> None:
    """Forget the rows before that with a *number*: nothing is compared with them any more."""
    old = kept.rows_of(profiles) & (profiles.c.id < number)
    transaction.execute(delete(profiles).where(old))


def replace(transaction: Connection, number: int, row: dict[str, Any]) -> None:
    """Let row *number* be another: a small run is added to the one before it."""
    transaction.execute(update(profiles).where(profiles.c.id == number).values(row))
