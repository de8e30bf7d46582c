"""How much the pages and days of a road usually list, the last 20 of each; and its pagers."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median, median_low
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from newsscraper.roads.listing import ENOUGH, Size, Usual
from newsscraper.store.schema import list_sizes, pagers
from newsscraper.store.sqlite import upsert

_KEPT: Final = 20


def add_page(transaction: Connection, road: str, size: Size) -> None:
    """Note the size of a page behind which *road* goes on."""
    _add(transaction, road, size, None)


def add_day(transaction: Connection, road: str, size: Size) -> None:
    """Note the size of a day of a dated *road*: of all its pages together."""
    _add(transaction, road, size, size.pages)


def add_end(transaction: Connection, road: str, *, links_too_far: bool) -> None:
    """Note whether the last page of a day of *road* linked to one behind it."""
    changed = pagers.c.too_far if links_too_far else pagers.c.true
    row = {"road": road, "true": 0, "too_far": 0, changed.name: 1}
    transaction.execute(upsert(pagers, ["road"], (), **{changed.name: changed + 1}), row)


def _add(transaction: Connection, road: str, size: Size, pages: int | None) -> None:
    row = {"road": road, "cards": size.cards, "links": size.links, "strays": size.strays}
    transaction.execute(insert(list_sizes), row | {"pages": pages})
    same = (list_sizes.c.road == road) & (
        list_sizes.c.pages.is_(None) if pages is None else list_sizes.c.pages.is_not(None)
    )
    newest = select(list_sizes.c.id).where(same).order_by(list_sizes.c.id.desc()).limit(_KEPT)
    transaction.execute(delete(list_sizes).where(same, list_sizes.c.id.not_in(newest)))


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
    query = select(pagers.c.road).where(pagers.c.road == road, pagers.c.too_far > pagers.c.true)
    links_too_far = transaction.scalar(query) is not None
    known = Usual(
        strays=strays, day=_usual_day(rows), links_too_far=links_too_far, is_any=bool(rows)
    )
    if not pages:
        return known
    cards, links = (median(row[column] for row in pages) for column in (0, 1))
    return replace(known, pages=len(pages), cards=cards, links=links)


def _usual_day(rows: Sequence[Any]) -> Size | None:
    """Return the median of the days among *rows*; None if they are too few."""
    days = [(row.cards, row.links, row.pages) for row in rows if row.pages is not None]
    if len(days) < ENOUGH:
        return None
    cards, links, pages = (median_low(column) for column in zip(*days, strict=True))
    return Size(cards, links, pages)
