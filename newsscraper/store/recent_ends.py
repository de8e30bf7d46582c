"""What ended in the runs of a day: a fault that passes may meet a few articles of each."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, update

from newsscraper.failures import Reason
from newsscraper.store.clock import stamp_of
from newsscraper.store.revisions import IS_NEWEST
from newsscraper.store.schema import articles, ledger, revisions
from newsscraper.store.statements import text_in
from newsscraper.store.states import HERE, State

_WITH_ARTICLES = ledger.outerjoin(articles, articles.c.key == ledger.c.key)
_IS_ELSEWHERE = and_(ledger.c.state == State.DUPLICATE, articles.c.key.is_(None))
_CHUNK = 200


class RecentEnds(NamedTuple):
    """How many articles ended in a run and those after it, and how."""

    run: int
    """The first of these runs."""
    gone: int = 0
    elsewhere: int = 0
    """Their addresses lead to others."""
    of: int = 0


def last_ends(transaction: Connection, publisher: str, run: int, enough: int) -> RecentEnds:
    """Return what ended in the last runs from *run* on, no more of them than have *enough*.

    What was doubted before, and is believed, does not count.
    """
    query = (
        select(
            ledger.c.run,
            func.count().filter(ledger.c.state == State.GONE),
            func.count().filter(_IS_ELSEWHERE),
            func.count(),
        )
        .select_from(_WITH_ARTICLES)
        .where(_is_recent(publisher, run))
        .group_by(ledger.c.run)
        .order_by(ledger.c.run.desc())
    )
    found = RecentEnds(run)
    for number, *counts in transaction.execute(query):
        found = RecentEnds(number, *map(sum, zip(found[1:], counts, strict=True)))
        if found.of >= enough:
            break
    return found


def texts_since(transaction: Connection, publisher: str, run: int) -> Iterator[str]:
    """Yield the texts of what *run* and those after it stored, and nobody doubts."""
    newest = select(text_in(revisions.c.document, "body")).join(articles, IS_NEWEST)
    query = newest.join(ledger, ledger.c.key == articles.c.key).where(_is_recent(publisher, run))
    return iter(transaction.scalars(query, execution_options={"yield_per": _CHUNK}))


def reopen_since(transaction: Connection, publisher: str, run: int, moment: datetime) -> None:
    """Doubt, at *moment*, in UTC, what *run* and those after it found gone, or led elsewhere."""
    led = (
        select(ledger.c.key)
        .select_from(_WITH_ARTICLES)
        .where(_is_recent(publisher, run), or_(ledger.c.state == State.GONE, _IS_ELSEWHERE))
    )
    reason = case((ledger.c.state == State.GONE, ledger.c.reason), else_=Reason.ELSEWHERE)
    now = stamp_of(moment)
    values = {"state": State.FAILED, "reason": reason, "tries": 1, "next_try": now}
    this = update(ledger).where(ledger.c.key.in_(led))
    transaction.execute(this.values(values | {"suspected": now}))


def _is_recent(publisher: str, run: int) -> ColumnElement[bool]:
    old = ledger.c
    is_ended = old.state.in_((*HERE, State.GONE))
    return and_(old.publisher == publisher, old.run >= run, is_ended, old.suspected.is_(None))
