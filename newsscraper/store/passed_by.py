"""What a window passes by for the date that a list prints beside it, and what is known of that."""

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import ColumnElement, Connection, bindparam, exists, select

from newsscraper.store.ledger import Listed
from newsscraper.store.schema import articles, ledger, listings
from newsscraper.store.statements import Prepared
from newsscraper.store.states import State

_CHUNK: Final = 200
_NOT_FETCHED: Final = (State.OUT_OF_WINDOW, State.LISTED)
_DATE: Final = Prepared(select(ledger.c.date).where(ledger.c.key == bindparam("wanted")))


def date_of(transaction: Connection, key: str) -> str | None:
    """Return the date that a list printed beside the article *key*, if it printed one."""
    rows = _DATE.rows(transaction, {"wanted": key})
    return rows[0][0] if rows else None


def with_own_date(transaction: Connection, keys: Iterable[str]) -> set[str]:
    """Return those of *keys* that were fetched, or tried: no list needs to tell their date."""
    query = select(ledger.c.key).where(ledger.c.key.in_(list(keys)), ~_is_unseen())
    return set(transaction.scalars(query))


def walks_showing(transaction: Connection, key: str, walks: Collection[int]) -> dict[str, int]:
    """Return those of *walks* that showed the article *key*, by their roads."""
    query = select(listings.c.road, listings.c.walk).where(
        listings.c.key == key, listings.c.walk.in_(walks)
    )
    return {row.road: row.walk for row in transaction.execute(query)}


def unseen(transaction: Connection, walk: int, after: str) -> list[Listed]:
    """Return the next articles, after key *after*, that *walk* showed and that nobody fetched."""
    query = (
        select(ledger.c.key, ledger.c.url, ledger.c.hops, ledger.c.date, ledger.c.state)
        .join(listings, listings.c.key == ledger.c.key)
        .where(listings.c.walk == walk, ledger.c.key > after, _is_unseen())
        .order_by(ledger.c.key)
        .limit(_CHUNK)
    )
    return [Listed(*row) for row in transaction.execute(query)]


def _is_unseen() -> ColumnElement[bool]:
    """Return the condition for what no answer ever came for."""
    is_stored = exists().where(articles.c.key == ledger.c.key)
    is_open = ledger.c.state.in_(_NOT_FETCHED)
    return is_open & ledger.c.status.is_(None) & ~is_stored
