"""Walks down the pages of roads: what each road has shown, and which walks came to their end."""

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, or_, select, update

from newsscraper.store.row_numbers import number_of
from newsscraper.store.schema import articles, listings, runs, walks
from newsscraper.store.statements import Prepared, named, upsert
from newsscraper.window import Window

_MANY: Final = 5
"""So many articles that a page lacks say that it is old: fewer may be deleted."""

_NEWER: Final = 3
"""So many newer articles say that older ones stand out of order; one or two may be deleted."""
_MET: Final = 40
"""Articles beside those of the page that are looked at for it."""

_SHOWN: Final = named("road", "key", "walk") | {"is_known": False}
_SHOW: Final[Prepared[()]] = Prepared(upsert(listings, ["road", "key"], ["walk"]).values(_SHOWN))


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
    return number_of(added)


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def was_begun(transaction: Connection, publisher: str, road: str) -> bool:
    """Tell whether there was a walk down *road* that makes known ground, complete or not."""
    return transaction.scalar(_making_known(publisher, road).limit(1)) is not None


def has_known(transaction: Connection, publisher: str, road: str) -> bool:
    """Tell whether there is known ground on *road*."""
    complete = _making_known(publisher, road).where(walks.c.is_complete)
    return transaction.scalar(complete.limit(1)) is not None


def first_to_show(transaction: Connection, publisher: str, road: str) -> int | None:
    """Return the first walk down *road*, not before an incremental one, that was last to show any.

    None if none has shown an article.
    """
    first = _making_known(publisher, road).with_only_columns(func.min(walks.c.id))
    # By the walks, in their order: of a road in an index SQLite would look at all articles.
    query = select(listings.c.walk).where(listings.c.road + "" == road)
    query = query.where(listings.c.walk >= first.scalar_subquery())
    found = transaction.scalar(query.order_by(listings.c.walk).limit(1))
    return None if found is None else int(found)


def first_known(transaction: Connection, publisher: str, road: str) -> int:
    """Return the first complete walk down *road* that made known ground."""
    query = _making_known(publisher, road).where(walks.c.is_complete)
    return transaction.scalar(query.with_only_columns(func.min(walks.c.id))) or 0


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
        walks.c.since.is_not_distinct_from(_day(window.since)),
        walks.c.until.is_not_distinct_from(_day(window.until)),
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
    owners = list(unfinished)
    owner = func.coalesce(walks.c.continued_by, walks.c.id).label("owner")
    is_theirs = or_(
        walks.c.continued_by.in_(owners),
        and_(walks.c.id.in_(owners), walks.c.continued_by.is_(None)),
    )
    query = select(walks.c.id, owner).where(is_theirs)
    return {row.id: row.owner for row in transaction.execute(query)}


def take_over(transaction: Connection, walk: int, other: int) -> None:
    """Note that *walk* goes on where *other* was cut off."""
    theirs = or_(walks.c.id == other, walks.c.continued_by == other)
    transaction.execute(update(walks).where(theirs).values(continued_by=walk))


def end_at(transaction: Connection, walk: int, page: str | None, key: str | None) -> None:
    """Note that *walk* ended at *page*, which links to no other, above what it was to reach.

    None is a page at which it might end. *key* is that of the last article there.
    """
    values = {"end_page": page, "end_key": key}
    transaction.execute(update(walks).where(walks.c.id == walk).values(values))


def ended_before(
    transaction: Connection, publisher: str, road: str, walk: int, page: str, key: str | None
) -> bool:
    """Tell whether a walk before *walk* ended at the same *page*, or at the same article, too."""
    query = select(walks.c.id).where(_is_on(publisher, road), walks.c.id < walk)
    is_same = walks.c.end_page == page
    if key is not None:
        is_same = or_(is_same, walks.c.end_key == key)
    return transaction.scalar(query.where(is_same).limit(1)) is not None


def alike(transaction: Connection, publisher: str, road: str, window: Window) -> list[int]:
    """Return the walks down *road* for *window* or a part of it; without one, those without."""
    query = select(walks.c.id).where(_is_on(publisher, road))
    if not window:
        query = query.where(walks.c.since.is_(None), walks.c.until.is_(None))
    if window.since:
        query = query.where(walks.c.since >= _day(window.since))
    if window.until:
        query = query.where(walks.c.until <= _day(window.until))
    return list(transaction.scalars(query))


def lacks_newest(transaction: Connection, road: str, walk: int, page: Collection[str]) -> bool:
    """Tell whether known ground has many articles newer than a *page* that *walk* did not meet."""
    return has_newer(transaction, road, walk, page, page, _MANY)


def has_newer(
    transaction: Connection,
    road: str,
    walk: int,
    keys: Collection[str],
    page: Collection[str],
    several: int = _NEWER,
) -> bool:
    """Tell whether known ground has *several* articles newer than *keys* that *walk* did not meet.

    Those on this *page* were met. Only stored articles count: of others the time is not sure.
    """
    moment = _newest(transaction, keys)
    if moment is None:
        return False
    newer = (
        select(articles.c.key, listings.c.walk, listings.c.is_known)
        .join(listings, and_(listings.c.key == articles.c.key, listings.c.road == road))
        .where(articles.c.publisher == _publisher_of(keys), articles.c.date_published > moment)
        .order_by(articles.c.date_published, articles.c.key)
        .limit(several + len(page) + _MET)
    )
    rows = transaction.execute(newer)
    missed = [row for row in rows if row.is_known and row.walk != walk and row.key not in page]
    return len(missed) >= several


def _newest(transaction: Connection, keys: Collection[str]) -> str | None:
    query = select(func.max(articles.c.date_published)).where(articles.c.key.in_(list(keys)))
    moment: str | None = transaction.scalar(query)
    return moment


def _publisher_of(keys: Collection[str]) -> str:
    return next(iter(keys)).partition(":")[0]


def show(transaction: Connection, road: str, walk: int, keys: Iterable[str]) -> None:
    """Note that a page of *road* lists the articles *keys*."""
    _SHOW.execute_all(transaction, [{"road": road, "key": key, "walk": walk} for key in keys])


def show_as(transaction: Connection, road: str, walk: int, others: Collection[int]) -> None:
    """Note that *walk* has shown what the walks *others*, in its place, have shown."""
    keys = select(listings.c.key).where(listings.c.walk.in_(list(others)))
    show(transaction, road, walk, list(transaction.scalars(keys)))


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
