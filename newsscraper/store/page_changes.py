"""What has changed on publishers' pages, until it is well again or accepted."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from newsscraper.items import EXTRACTION
from newsscraper.store.drift_tables import IS_STILL_OPEN, page_changes
from newsscraper.store.profile_rows import Kept


def known(transaction: Connection, kept: Kept) -> Sequence[Row[Any]]:
    """Return all changes that today's extraction has shown, also those that are over."""
    mine = (
        (page_changes.c.publisher == kept.publisher)
        & (page_changes.c.selection == kept.selection)
        & (page_changes.c.extraction == EXTRACTION)
    )
    return transaction.execute(select(page_changes).where(mine).order_by(page_changes.c.id)).all()


def put(transaction: Connection, kept: Kept, number: int | None, row: dict[str, Any]) -> None:
    """Add a change, or let that with a *number* be another."""
    if number is None:
        own = {**kept._asdict(), "extraction": EXTRACTION, "is_told": False}
        transaction.execute(insert(page_changes), own | row)
    else:
        transaction.execute(update(page_changes).where(page_changes.c.id == number).values(row))


def forget_before(transaction: Connection, kept: Kept, run: int) -> None:
    """Forget what was over before *run*: no profile that is compared is so old."""
    old = (
        (page_changes.c.publisher == kept.publisher)
        & (page_changes.c.selection == kept.selection)
        & (page_changes.c.extraction == EXTRACTION)
        & (page_changes.c.last < run)
    )
    transaction.execute(delete(page_changes).where(old))


def open_changes(transaction: Connection, publisher: str) -> Sequence[Row[Any]]:
    """Return what has changed on the pages of a publisher, oldest first.

    What an older extraction has shown says nothing of what is read today.
    """
    mine = (page_changes.c.publisher == publisher) & IS_STILL_OPEN
    query = select(page_changes).where(mine, page_changes.c.extraction == EXTRACTION)
    return transaction.execute(query.order_by(page_changes.c.id)).all()


def tell(transaction: Connection, publisher: str) -> None:
    """Note that a run has ended with code 9 for all that has changed."""
    mine = (page_changes.c.publisher == publisher) & IS_STILL_OPEN
    transaction.execute(update(page_changes).where(mine).values(is_told=True))


def accept(transaction: Connection, publisher: str) -> int:
    """Take the pages of a publisher as they are now for usual; return how many changes that ends.

    The past begins anew for the answers that have changed, with the first run that showed it.
    """
    mine = (page_changes.c.publisher == publisher) & IS_STILL_OPEN
    return transaction.execute(update(page_changes).where(mine).values(stage="accepted")).rowcount
