"""Walks down the index pages: what each road has shown, and which walks came to their end."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import sqlite

from newsscraper.store.schema import listings, walks

_SHOW = sqlite.insert(listings)
_SHOW = _SHOW.on_conflict_do_update(
    index_elements=["road", "key"], set_={"walk": _SHOW.excluded.walk}
)


def begin(transaction: Connection, publisher: str, road: str, run: int, *, from_top: bool) -> int:
    """Enter a walk down *road* and return its number.

    *from_top*: it leaves out nothing that is newer than where it ends.
    """
    row = {"publisher": publisher, "road": road, "run": run, "from_top": from_top}
    added = transaction.execute(insert(walks), row)
    return int(added.inserted_primary_key[0])  # type: ignore[index]


def is_first(transaction: Connection, publisher: str, road: str) -> bool:
    """Tell whether no walk down *road* from the top was ever completed."""
    done = select(walks.c.id).where(
        walks.c.publisher == publisher, walks.c.road == road, walks.c.from_top, walks.c.is_complete
    )
    return transaction.scalar(done.limit(1)) is None


def show(transaction: Connection, road: str, walk: int, keys: Iterable[str]) -> None:
    """Note that an index page of *road* lists the articles *keys*."""
    if rows := [{"road": road, "key": key, "walk": walk} for key in keys]:
        transaction.execute(_SHOW, rows)


def complete(transaction: Connection, road: str, walk: int, *, from_top: bool) -> None:
    """Note that *walk* came to its end: all that *road* lists down to there is in the ledger.

    What a walk from the top has shown is known ground from now on, where later ones may stop.
    """
    transaction.execute(update(walks).where(walks.c.id == walk).values(is_complete=True))
    if from_top:
        shown = (listings.c.road == road) & (listings.c.walk == walk)
        transaction.execute(update(listings).where(shown).values(is_known=True))
