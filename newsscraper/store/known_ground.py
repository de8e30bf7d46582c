"""Known ground: the articles that complete walks from the top have shown, on whatever road."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from newsscraper.store.schema import articles, listings, walks


def newest_of(transaction: Connection, publisher: str, keys: Collection[str]) -> str | None:
    """Return when the newest of the articles *keys* appeared that are known ground."""
    is_there = and_(_is_on_road_of(publisher), listings.c.key.in_(list(keys)))
    return _newest(transaction, is_there)


def newest_on(transaction: Connection, road: str) -> str | None:
    """Return when the newest article appeared that is known ground of *road*."""
    return _newest(transaction, listings.c.road == road)


def _newest(transaction: Connection, is_there: ColumnElement[bool]) -> str | None:
    query = select(func.max(articles.c.date_published)).join(
        listings, listings.c.key == articles.c.key
    )
    moment: str | None = transaction.scalar(query.where(is_there, listings.c.is_known))
    return moment


def newer_than(transaction: Connection, publisher: str, moment: str, ours: Collection[int]) -> int:
    """Return how many articles of known ground appeared after *moment* that walks did not show.

    The walks are *ours*. Only stored articles count: of others the time is not sure.
    """
    on_road = and_(_is_on_road_of(publisher), listings.c.key == articles.c.key)
    query = select(func.count()).where(
        articles.c.publisher == publisher,
        articles.c.date_published > moment,
        exists().where(on_road, listings.c.is_known),
        ~exists().where(on_road, listings.c.walk.in_(list(ours))),
    )
    return transaction.scalar(query) or 0


def _is_on_road_of(publisher: str) -> ColumnElement[bool]:
    """Return the condition that leads to the rows of listings by their primary key."""
    roads = select(walks.c.road).where(walks.c.publisher == publisher).distinct()
    return listings.c.road.in_(roads)
