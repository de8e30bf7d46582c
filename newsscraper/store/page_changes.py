"""What has changed on publishers' pages, until it is well again or accepted."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, select, update

from newsscraper.items import EXTRACTION
from newsscraper.store.drift_tables import IS_STILL_OPEN, page_changes
from newsscraper.store.profile_rows import Kept
from newsscraper.store.states import Stage


def known(transaction: Connection, kept: Kept) -> Sequence[Row[Any]]:
    """Return all changes that today's extraction has shown, also those that are over."""
    mine = kept.rows_of(page_changes)
    return transaction.execute(select(page_changes).where(mine).order_by(page_changes.c.id)).all()


def put(transaction: Connection, kept: Kept, number: int | None, row: dict[str, Any]) -> None:
    """Add a change, or let that with a *number* be another."""
    if number is None:
        transaction.execute(insert(page_changes), kept.columns() | {"is_told": False} | row)
    else:
        transaction.execute(update(page_changes).where(page_changes.c.id == number).values(row))


def forget_before(transaction: Connection, kept: Kept, run: int) -> None:
    """Forget what was over before *run*: no profile that is compared is so old."""
    mine = kept.rows_of(page_changes)
    transaction.execute(delete(page_changes).where(mine, page_changes.c.last < run))


def open_changes(transaction: Connection, publisher: str) -> Sequence[Row[Any]]:
    """Return what has changed on the pages of a publisher, oldest first."""
    query = select(page_changes).where(_is_open(publisher))
    return transaction.execute(query.order_by(page_changes.c.id)).all()


def tell(transaction: Connection, publisher: str) -> None:
    """Note that a run has ended with code 9 for all that has changed."""
    transaction.execute(update(page_changes).where(_is_open(publisher)).values(is_told=True))


def accept(transaction: Connection, publisher: str) -> int:
    """Take the pages of a publisher as they are now for usual; return how many changes that ends.

    The past begins anew for the answers that have changed, with the first run that showed it.
    """
    accepted = update(page_changes).where(_is_open(publisher)).values(stage=Stage.ACCEPTED)
    return transaction.execute(accepted).rowcount


def _is_open(publisher: str) -> ColumnElement[bool]:
    """Return the condition for what has changed, as today's extraction shows it.

    What an older one has shown says nothing of what is read today.
    """
    columns = page_changes.c
    return and_(columns.publisher == publisher, columns.extraction == EXTRACTION, IS_STILL_OPEN)
