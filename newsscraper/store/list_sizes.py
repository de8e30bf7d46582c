"""How much the pages and days of a road usually list, the last 20 of each; and its pagers."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import median, median_low
from typing import Any, Final

from sqlalchemy import Connection, case, delete, func, insert, select

from newsscraper.roads.listing import ENOUGH, Size, Usual
from newsscraper.store.schema import articles, list_sizes, listings, pagers
from newsscraper.store.statements import upsert

_KEPT: Final = 20
_WEEK: Final = 7


def add_page(transaction: Connection, road: str, size: Size) -> None:
    """Note the size of a page behind which *road* goes on."""
    _add(transaction, road, size)


def add_day(transaction: Connection, road: str, day: date, size: Size) -> None:
    """Note the size of a *day* of a dated *road*: of all its pages together.

    One that is read again counts once: what is usual is not what was read most often.
    """
    again = (list_sizes.c.road == road) & (list_sizes.c.day == str(day))
    transaction.execute(delete(list_sizes).where(again))
    _add(transaction, road, size, pages=size.pages, day=str(day))


def add_end(transaction: Connection, road: str, *, links_too_far: bool) -> None:
    """Note whether the last page of a day of *road* linked to one behind it."""
    changed = pagers.c.too_far if links_too_far else pagers.c.true
    row = {"road": road, "true": 0, "too_far": 0, changed.name: 1}
    transaction.execute(upsert(pagers, ["road"], (), **{changed.name: changed + 1}), row)


def forget_ends(transaction: Connection, road: str) -> None:
    """Forget where the last pages of days of *road* linked: it has another pager now."""
    transaction.execute(delete(pagers).where(pagers.c.road == road))


def _add(
    transaction: Connection,
    road: str,
    size: Size,
    pages: int | None = None,
    day: str | None = None,
) -> None:
    row = {"road": road, "cards": size.cards, "links": size.links, "strays": size.strays}
    transaction.execute(insert(list_sizes), row | {"pages": pages, "day": day})
    same = (list_sizes.c.road == road) & (
        list_sizes.c.pages.is_(None) if pages is None else list_sizes.c.pages.is_not(None)
    )
    newest = select(list_sizes.c.id).where(same).order_by(list_sizes.c.id.desc()).limit(_KEPT)
    transaction.execute(delete(list_sizes).where(same, list_sizes.c.id.not_in(newest)))


def least_by_now(transaction: Connection, publisher: str, road: str, now: datetime) -> int:
    """Return the fewest articles that any of the last days of *road* had at this hour.

    *now* is in the publisher's zone. 0 where less than a week is known, as days of a week differ,
    or where most articles of a day appear later: of nights little can be said.
    """
    today, moment = now.date(), articles.c.date_published
    day, hour = func.substr(moment, 1, 10), func.substr(moment, 12, 8)
    query = (
        select(day, func.count(), func.sum(case((hour <= f"{now:%H:%M:%S}", 1), else_=0)))
        .join(listings, (listings.c.key == articles.c.key) & (listings.c.road == road))
        .where(articles.c.publisher == publisher, moment < str(today))
        .where(moment >= str(today - timedelta(days=_KEPT)))
        .group_by(day)
        .order_by(day)
    )
    rows = transaction.execute(query).all()
    days = rows[1:]  # of the first nobody may have asked for all
    if len(days) < _WEEK or rows[0][0] != str(today - timedelta(days=len(rows))):
        return 0
    counts, by_now = ([row[column] for row in days] for column in (1, 2))
    return min(by_now) if sum(by_now) * 2 >= sum(counts) else 0


def forget(transaction: Connection, road: str) -> None:
    """Forget what is usual for *road*: it has changed for good."""
    transaction.execute(delete(list_sizes).where(list_sizes.c.road == road))


def usual(transaction: Connection, road: str) -> Usual:
    """Return what is usual for the pages and days of *road*."""
    columns = list_sizes.c
    query = select(columns.cards, columns.links, columns.strays, columns.pages)
    rows = transaction.execute(query.where(columns.road == road)).all()
    strays = max((row.strays for row in rows), default=0)
    pages = [row for row in rows if row.pages is None]
    query = select(pagers.c.true - pagers.c.too_far).where(pagers.c.road == road)
    ends = transaction.scalar(query) or 0
    known = Usual(strays=strays, day=_usual_day(rows), pagers=ends, is_any=bool(rows))
    if not pages:
        return known
    cards, links = (median(row[column] for row in pages) for column in (0, 1))
    return known._replace(pages=len(pages), cards=cards, links=links)


def _usual_day(rows: Sequence[Any]) -> Size | None:
    """Return the median of the days among *rows*; None if they are too few."""
    days = [(row.cards, row.links, row.pages) for row in rows if row.pages is not None]
    if len(days) < ENOUGH:
        return None
    cards, links, pages = (median_low(column) for column in zip(*days, strict=True))
    return Size(cards, links, pages)
