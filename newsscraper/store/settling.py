"""Settling: what a run saw is final only when the whole of the run, or a later look, bears it out.

Until the end of its run an article that is gone, or leads to another one, stays open: its column
``pending`` says what it is to become. After a kill it is asked for again.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, null, select, update

from newsscraper.failures import Reason, Verdict, http_reason
from newsscraper.store.clock import stamp_of
from newsscraper.store.documents import storable
from newsscraper.store.revisions import IS_NEWEST
from newsscraper.store.schema import IS_OPEN, articles, ledger, revisions
from newsscraper.store.statements import text_in
from newsscraper.store.states import HERE, InCommon, State
from newsscraper.store.waits import next_look

_DELAY: Final = timedelta(hours=24)
"""What was suspected this long is believed when it is seen once more."""

_GONE: Final = (http_reason(404), http_reason(410))

_PENDING: Final = {
    InCommon.GONE: (State.FAILED, State.GONE),
    InCommon.ELSEWHERE: (State.DUPLICATE, State.OUT_OF_WINDOW),
    InCommon.SAME_TEXT: (),
    InCommon.MIXED: (State.FAILED, State.GONE, State.DUPLICATE, State.OUT_OF_WINDOW),
}
"""What most articles have in common -> what they were to become."""

_Values = dict[str, Any]


class Settled(NamedTuple):
    """Articles that a run settled, or left open."""

    state: State
    """What they are, or would have become."""
    is_final: bool
    status: int | None
    """HTTP status of the last answer, if it was no page."""
    urls: int


class _Seen(NamedTuple):
    """What was known of an open article before it was looked at."""

    tries: int
    reason: str | None
    suspected: str | None


# --- One article ----------------------------------------------------------------------------------


def see_gone(
    transaction: Connection, key: str, run: int, verdict: Verdict, moment: datetime
) -> State:
    """Note that an open article answered with 404 or 410, as *verdict* says, at *moment*, in UTC.

    Return its state now. After the first time it is asked for once more; after the second the
    whole run decides, unless it was suspected long enough.
    """
    seen = _seen(transaction, key)
    was_gone = seen.reason in _GONE
    values: _Values = {"reason": verdict.reason, "status": verdict.status, "run": run}
    if was_gone and _is_ripe(seen, moment):
        return _end(transaction, key, values | {"state": State.GONE})
    pending = State.GONE if was_gone else State.FAILED
    values |= {"state": State.FAILED, "pending": pending}
    _keep_open(transaction, key, values | _next(seen, moment, is_same=was_gone))
    return State.FAILED


def see_elsewhere(
    transaction: Connection,
    key: str,
    run: int,
    other: str,
    moment: datetime,
    state: State = State.DUPLICATE,
) -> State:
    """Note that the address of an open article led to the article *other*; return its state now.

    It is to become *state*, when the run is believed.
    """
    seen = _seen(transaction, key)
    was_elsewhere = seen.reason == Reason.ELSEWHERE
    values = {"reason": other, "status": None, "run": run}
    if was_elsewhere and _is_ripe(seen, moment):
        return _end(transaction, key, values | {"state": state})
    values |= {"state": State.LISTED, "pending": state}
    _keep_open(transaction, key, values | _next(seen, moment, is_same=was_elsewhere))
    return State.LISTED


def see_same_text(transaction: Connection, key: str, run: int, moment: datetime) -> State | None:
    """Note that an article came just as the store has it, at *moment*, in UTC.

    Return None if nobody suspects its text. Else its state now: it is stored when it was suspected
    long enough.
    """
    seen = _seen(transaction, key)
    if seen.suspected is None:
        return None
    if _is_ripe(seen, moment):
        return State.STORED
    values = {"state": State.FAILED, "reason": Reason.SAME_TEXT, "status": None, "run": run}
    _keep_open(transaction, key, values | _next(seen, moment, is_same=True))
    return State.FAILED


def long_ago(moment: datetime) -> str:
    """Return the time before *moment*, in UTC; what was suspected then counts when seen again."""
    return stamp_of(moment - _DELAY)


def _seen(transaction: Connection, key: str) -> _Seen:
    query = select(ledger.c.tries, ledger.c.reason, ledger.c.suspected).where(ledger.c.key == key)
    row = transaction.execute(query).first()
    return _Seen(*row) if row else _Seen(0, None, None)


def _is_ripe(seen: _Seen, moment: datetime) -> bool:
    return seen.suspected is not None and seen.suspected <= long_ago(moment)


def _next(seen: _Seen, moment: datetime, *, is_same: bool) -> _Values:
    """Return when to look again; the time of a suspicion of something else begins anew."""
    tries = seen.tries + 1
    since = stamp_of(moment) if seen.suspected and not is_same else seen.suspected
    return {"tries": tries, "next_try": next_look(tries, moment), "suspected": since}


def _end(transaction: Connection, key: str, values: _Values) -> State:
    final = {"tries": 0, "next_try": None, "pending": None}
    transaction.execute(update(ledger).where(ledger.c.key == key).values(values | final))
    return State(values["state"])


def _keep_open(transaction: Connection, key: str, values: _Values) -> None:
    row = {"pending": None} | values
    transaction.execute(update(ledger).where(ledger.c.key == key).values(row))


# --- A whole run ----------------------------------------------------------------------------------


def settle(
    transaction: Connection,
    publisher: str,
    run: int,
    moment: datetime,
    in_common: InCommon | None = None,
) -> list[Settled]:
    """End what was pending in *run*, at *moment*, in UTC; return how much of each kind there was.

    What most articles have *in_common* is not believed: these stay open, and are suspected.
    """
    old = ledger.c
    this = and_(old.publisher == publisher, IS_OPEN, old.run == run, old.pending.is_not(None))
    is_doubted = old.pending.in_(_PENDING[in_common] if in_common else ())
    is_final = and_(old.suspected.is_(None), ~is_doubted, old.pending != State.FAILED)
    settled = _count(transaction, this, is_final)
    since = case((is_doubted, func.coalesce(old.suspected, stamp_of(moment))), else_=old.suspected)
    values = _ended(is_final) | {"suspected": since}
    transaction.execute(update(ledger).where(this).values(values))
    return settled


def _ended(is_final: ColumnElement[bool]) -> _Values:
    """Return what the columns of a pending article are when it is no longer pending."""
    old = ledger.c
    leads = and_(old.pending.in_(_PENDING[InCommon.ELSEWHERE]), ~is_final)
    return {
        "state": case((is_final, old.pending), else_=State.FAILED),
        "reason": case((leads, Reason.ELSEWHERE), else_=old.reason),
        "tries": case((is_final, 0), else_=old.tries),
        "next_try": case((is_final, null()), else_=old.next_try),
        "pending": None,
    }


def _count(
    transaction: Connection, this: ColumnElement[bool], is_final: ColumnElement[bool]
) -> list[Settled]:
    columns = (ledger.c.pending, is_final.label("is_final"), ledger.c.status)
    rows = transaction.execute(select(*columns, func.count()).where(this).group_by(*columns))
    return [Settled(State(state), bool(final), *others) for state, final, *others in rows]


def reopen(
    transaction: Connection, publisher: str, after: int, texts: Collection[str], moment: datetime
) -> None:
    """Open again the articles, stored after seq *after*, that have one of these *texts* now."""
    newest = select(revisions.c.key).join(articles, IS_NEWEST)
    alike = newest.where(
        revisions.c.publisher == publisher,
        revisions.c.seq > after,
        text_in(revisions.c.document, "body").in_(map(storable, texts)),
    )
    now = stamp_of(moment)
    values = {"state": State.FAILED, "reason": Reason.SAME_TEXT, "tries": 1, "next_try": now}
    values |= {"suspected": func.coalesce(ledger.c.suspected, now)}
    this = and_(ledger.c.key.in_(alike), ledger.c.state.in_(HERE))
    transaction.execute(update(ledger).where(this).values(values))
