"""Walks down the pages of roads: what each road has shown, and which walks came to their end."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, or_, select, update
from sqlalchemy.dialects import sqlite

from newsscraper.arguments import Window
from newsscraper.store.schema import listings, runs, walks

_SHOW = sqlite.insert(listings)
_SHOW = _SHOW.on_conflict_do_update(
    index_elements=["road", "key"], set_={"walk": _SHOW.excluded.walk}
)


class Unfinished(NamedTuple):
    """A walk that was cut off."""

    number: int
    checkpoint: str
    """The page where it is to go on."""
    is_from_top: bool
    """Whether newer articles may have come since that belong to its window."""


def begin(
    transaction: Connection,
    publisher: str,
    road: str,
    run: int,
    window: Window,
    *,
    is_from_top: bool,
) -> int:
    """Enter a walk down *road* and return its number.

    Without a *window*, later walks may stop at what it has shown, once it is complete.
    """
    row = {"publisher": publisher, "road": road, "run": run, "is_from_top": is_from_top}
    row |= {"makes_known": not window, "since": _day(window.since), "until": _day(window.until)}
    added = transaction.execute(insert(walks), row)
    return int(added.inserted_primary_key[0])  # type: ignore[index]


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def was_begun(transaction: Connection, publisher: str, road: str) -> bool:
    """Tell whether there was a walk down *road* that makes known ground, complete or not."""
    return transaction.scalar(_making_known(publisher, road).limit(1)) is not None


def has_known(transaction: Connection, publisher: str, road: str) -> bool:
    """Tell whether there is known ground on *road*."""
    complete = _making_known(publisher, road).where(walks.c.is_complete)
    return transaction.scalar(complete.limit(1)) is not None


def last_complete(transaction: Connection, publisher: str, road: str) -> str | None:
    """Return when the last complete walk down *road* that made known ground began, in UTC."""
    query = _making_known(publisher, road).where(walks.c.is_complete)
    query = query.join(runs, runs.c.id == walks.c.run).order_by(walks.c.id.desc()).limit(1)
    return transaction.scalar(query.with_only_columns(runs.c.started))


def _making_known(publisher: str, road: str) -> Select[int]:
    return select(walks.c.id).where(_is_on(publisher, road), walks.c.makes_known)


def _is_on(publisher: str, road: str) -> ColumnElement[bool]:
    return and_(walks.c.publisher == publisher, walks.c.road == road)


def unfinished(
    transaction: Connection, publisher: str, road: str, window: Window
) -> list[Unfinished]:
    """Return the walks for *window* that were cut off since the last complete one, newest first."""
    same = and_(
        _is_on(publisher, road),
        walks.c.since.is_(_day(window.since)),
        walks.c.until.is_(_day(window.until)),
    )
    if not window:
        same = and_(same, walks.c.makes_known)
    last = select(func.coalesce(func.max(walks.c.id), 0)).where(same, walks.c.is_complete)
    query = (
        select(walks.c.id, walks.c.checkpoint, walks.c.is_from_top)
        .where(same, walks.c.id > last.scalar_subquery(), ~walks.c.is_complete)
        .where(walks.c.checkpoint.is_not(None), walks.c.continued_by.is_(None))
        .order_by(walks.c.id.desc())
    )
    return [Unfinished(*row) for row in transaction.execute(query)]


def grounds(transaction: Connection, unfinished: Iterable[int]) -> dict[int, int]:
    """Return the walks whose ground belongs to the *unfinished* ones: those that they took over."""
    owner = func.coalesce(walks.c.continued_by, walks.c.id).label("owner")
    query = select(walks.c.id, owner).where(owner.in_(list(unfinished)))
    return {row.id: row.owner for row in transaction.execute(query)}


def take_over(transaction: Connection, walk: int, other: int) -> None:
    """Note that *walk* goes on where *other* was cut off."""
    theirs = or_(walks.c.id == other, walks.c.continued_by == other)
    transaction.execute(update(walks).where(theirs).values(continued_by=walk))


def end_empty(transaction: Connection, walk: int) -> None:
    """Note that *walk* ended at a page without any article, above known ground."""
    transaction.execute(update(walks).where(walks.c.id == walk).values(ended_empty=True))


def ended_empty_before(transaction: Connection, publisher: str, road: str, walk: int) -> bool:
    """Tell whether the last walk before *walk* that makes known ground ended so, too."""
    query = select(walks.c.ended_empty).where(_is_on(publisher, road), walks.c.makes_known)
    last = query.where(walks.c.id < walk).order_by(walks.c.id.desc()).limit(1)
    return bool(transaction.scalar(last))


def show(transaction: Connection, road: str, walk: int, keys: Iterable[str]) -> None:
    """Note that a page of *road* lists the articles *keys*."""
    if rows := [{"road": road, "key": key, "walk": walk} for key in keys]:
        transaction.execute(_SHOW, rows)


def reach(transaction: Connection, walk: int, page: str | None) -> None:
    """Note that all that *page*, and those before it, list is in the ledger; None is no page."""
    transaction.execute(update(walks).where(walks.c.id == walk).values(checkpoint=page))


def complete(transaction: Connection, road: str, walk: int, *, makes_known: bool) -> None:
    """Note that *walk* came to its end: all that *road* lists down to there is in the ledger.

    If it *makes_known*, what it has shown, and what those have that it went on with, is known
    ground from now on, where later ones may stop.
    """
    mine = or_(walks.c.id == walk, walks.c.continued_by == walk)
    values = {"is_complete": True, "makes_known": makes_known}
    transaction.execute(update(walks).where(mine).values(values))
    if makes_known:
        shown = listings.c.walk.in_(select(walks.c.id).where(mine))
        known = update(listings).where(listings.c.road == road, shown)
        transaction.execute(known.values(is_known=True))
