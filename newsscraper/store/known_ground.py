"""Known ground: the articles that complete walks from the top have shown, on whatever road."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from newsscraper.store.schema import articles, ledger, listings, walks

_MAKES_KNOWN: Final = (walks.c.is_complete, walks.c.makes_known)


def newest_shown(
    transaction: Connection,
    publisher: str,
    of: Collection[str],
    ours: Collection[int],
    unchanged: Collection[str],
    limit: int,
) -> list[bool]:
    """Return of the newest articles of known ground, newest first, whether the walks *ours* did.

    It is that *of* some roads: what windows have shown on others need not join it. What the
    *unchanged* roads had is shown, too. Only stored articles count: of others the time is not sure.
    """
    roads = select(walks.c.road).where(walks.c.publisher == publisher).distinct()
    known = transaction.scalars(roads.where(walks.c.road.in_(list(of)), *_MAKES_KNOWN)).all()
    if not known:  # all articles would be looked at
        return []
    is_listed = and_(listings.c.road.in_(roads), listings.c.key == articles.c.key)
    is_ours = or_(listings.c.walk.in_(list(ours)), listings.c.road.in_(list(unchanged)))
    is_known = exists().where(is_listed, *_known(known))
    query = select(exists().where(is_listed, is_ours)).where(articles.c.publisher == publisher)
    newest_first = (articles.c.date_published.desc(), articles.c.key.desc())
    newest = query.where(is_known).order_by(*newest_first).limit(limit)
    return [bool(shown) for shown in transaction.scalars(newest)]


def oldest_if_met(
    transaction: Connection, road: str, walk: int, page: Collection[str]
) -> str | None:
    """Return when the oldest of known ground appeared if *walk*, or this *page*, shows all of it.

    As the lists print it; None also where they print no date, or nothing is known.
    """
    known = select(listings.c.key).where(listings.c.road == road, listings.c.is_known)
    missed = known.where(listings.c.walk != walk, listings.c.key.not_in(list(page)))
    if transaction.scalar(missed.limit(1)) is not None:
        return None
    dates = select(ledger.c.date).where(ledger.c.key.in_(known))
    moments = list(transaction.scalars(dates))
    return None if None in moments else min(moments, default=None)


def _known(roads: Collection[str]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return listings.c.is_known, listings.c.road.in_(list(roads))
