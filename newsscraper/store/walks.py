"""Walks down the index pages: what each road has shown, and which walks came to their end."""

from collections.abc import Iterable

from sqlalchemy import Connection, Select, insert, select, update
from sqlalchemy.dialects import sqlite

from newsscraper.store.schema import listings, walks

_SHOW = sqlite.insert(listings)
_SHOW = _SHOW.on_conflict_do_update(
    index_elements=["road", "key"], set_={"walk": _SHOW.excluded.walk}
)


def begin(
    transaction: Connection, publisher: str, road: str, run: int, *, makes_known: bool
) -> int:
    """Enter a walk down *road* and return its number.

    *makes_known*: later walks may stop at what it has shown, once it is complete.
    """
    row = {"publisher": publisher, "road": road, "run": run, "makes_known": makes_known}
    added = transaction.execute(insert(walks), row)
    return int(added.inserted_primary_key[0])  # type: ignore[index]


def was_begun(transaction: Connection, publisher: str, road: str) -> bool:
    """Tell whether there was a walk down *road* that makes known ground, complete or not."""
    return transaction.scalar(_making_known(publisher, road).limit(1)) is not None


def has_known(transaction: Connection, publisher: str, road: str) -> bool:
    """Tell whether there is known ground on *road*."""
    complete = _making_known(publisher, road).where(walks.c.is_complete)
    return transaction.scalar(complete.limit(1)) is not None


def _making_known(publisher: str, road: str) -> Select[int]:
    return select(walks.c.id).where(
        walks.c.publisher == publisher, walks.c.road == road, walks.c.makes_known
    )


def end_empty(transaction: Connection, walk: int) -> None:
    """Note that *walk* ended at a page without any article, above known ground."""
    transaction.execute(update(walks).where(walks.c.id == walk).values(ended_empty=True))


def ended_empty_before(transaction: Connection, publisher: str, road: str, walk: int) -> bool:
    """Tell whether the last walk before *walk* that makes known ground ended so, too."""
    query = select(walks.c.ended_empty).where(
        walks.c.publisher == publisher, walks.c.road == road, walks.c.makes_known
    )
    last = query.where(walks.c.id < walk).order_by(walks.c.id.desc()).limit(1)
    return bool(transaction.scalar(last))


def show(transaction: Connection, road: str, walk: int, keys: Iterable[str]) -> None:
    """Note that an index page of *road* lists the articles *keys*."""
    if rows := [{"road": road, "key": key, "walk": walk} for key in keys]:
        transaction.execute(_SHOW, rows)


def complete(transaction: Connection, road: str, walk: int, *, makes_known: bool) -> None:
    """Note that *walk* came to its end: all that *road* lists down to there is in the ledger.

    If it *makes_known*, what it has shown is known ground from now on, where later ones may stop.
    """
    values = {"is_complete": True, "makes_known": makes_known}
    transaction.execute(update(walks).where(walks.c.id == walk).values(values))
    if makes_known:
        shown = (listings.c.road == road) & (listings.c.walk == walk)
        transaction.execute(update(listings).where(shown).values(is_known=True))
