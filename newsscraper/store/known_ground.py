"""Known ground: the articles that complete walks from the top have shown, on whatever road."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from newsscraper.store.schema import articles, listings, walks

_MAKES_KNOWN: Final = (walks.c.is_complete, walks.c.makes_known)


def newest_shown(
    transaction: Connection,
    publisher: str,
    ours: Collection[int],
    unchanged: Collection[str],
    limit: int,
) -> list[bool]:
    """Return of the newest articles of known ground, newest first, whether the walks *ours* did.

    What the *unchanged* roads had is shown, too. Only stored articles count: of others the time is
    not sure.
    """
    roads = select(walks.c.road).where(walks.c.publisher == publisher).distinct()
    known = transaction.scalars(roads.where(*_MAKES_KNOWN)).all()
    if not known:  # all articles would be looked at
        return []
    is_listed = and_(listings.c.road.in_(roads), listings.c.key == articles.c.key)
    is_ours = or_(listings.c.walk.in_(list(ours)), listings.c.road.in_(list(unchanged)))
    query = (
        select(exists().where(is_listed, is_ours))
        .where(articles.c.publisher == publisher, exists().where(is_listed, *_known(known)))
        .order_by(articles.c.date_published.desc())
        .limit(limit)
    )
    return [bool(shown) for shown in transaction.scalars(query)]


def _known(roads: Collection[str]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return listings.c.is_known, listings.c.road.in_(list(roads))
