"""The ledger: what became of every URL that a list showed.

States: ``listed`` (to be fetched), ``stored``, ``duplicate`` (it led to another article, or had
the very text of one when it was stored), ``out_of_window``, ``gone`` (404, 410), ``refused``,
``failed`` (both are tried again), and ``given_up`` (tried often enough).
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, bindparam, case, exists, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from newsscraper.clock import now
from newsscraper.failures import Verdict
from newsscraper.items import Article
from newsscraper.store import HERE
from newsscraper.store.schema import IS_OPEN, articles, ledger, listings

WAITS: Final = tuple(timedelta(hours=hours) for hours in (0, 1, 6, 24, 72))
"""Pauses after the first failure, the second …; after one more the article is given up.

The first is none: the very next run tries again.
"""


class Entry(NamedTuple):
    """What is known of an article when a list shows it."""

    key: str
    state: str
    hops: int
    date: str | None
    next_try: str | None
    run: int | None
    walk: int | None
    """The last walk of this road that showed it."""
    is_known: bool | None
    """Whether a complete walk of this road from the top has shown it."""

    @property
    def is_settled(self) -> bool:
        """Tell whether no run owes the article: it is here, or it will be fetched anyway."""
        return self.state != "out_of_window"


class Listed(NamedTuple):
    """An article as a list shows it."""

    key: str
    url: str
    hops: int
    date: str | None
    state: str = "listed"


_COLUMNS = [ledger.c[name] for name in ("key", "state", "hops", "date", "next_try", "run")]
_ON_ROAD = and_(listings.c.key == ledger.c.key, listings.c.road == bindparam("road"))
_LOOK_UP = (
    select(*_COLUMNS, listings.c.walk, listings.c.is_known)
    .select_from(ledger.outerjoin(listings, _ON_ROAD))
    .where(ledger.c.key.in_(bindparam("keys", expanding=True)))
)
_PUT = insert(ledger)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["key"],
    set_={name: _PUT.excluded[name] for name in ("state", "hops", "run")}
    | {"date": func.coalesce(ledger.c.date, _PUT.excluded.date)},
)
_STORE = insert(ledger)
_STORE = _STORE.on_conflict_do_update(
    index_elements=["key"],
    set_={name: _STORE.excluded[name] for name in ("state", "run", "tries", "reason")}
    | {"next_try": None}
    | {
        "hops": case(
            (ledger.c.hops < _STORE.excluded.hops, ledger.c.hops), else_=_STORE.excluded.hops
        )
    },
)


def look_up(transaction: Connection, keys: Iterable[str], road: str = "") -> dict[str, Entry]:
    """Return what is known of the articles *keys*, in one query."""
    rows = transaction.execute(_LOOK_UP, {"keys": list(keys), "road": road})
    return {row.key: Entry(**row._mapping) for row in rows}


def dates_of(transaction: Connection, keys: Iterable[str]) -> list[str]:
    """Return when the articles *keys* appeared, as far as that is known."""
    date = func.coalesce(articles.c.date_published, ledger.c.date)
    query = select(date).outerjoin(articles, articles.c.key == ledger.c.key)
    known = query.where(ledger.c.key.in_(list(keys)), date.is_not(None))
    return list(transaction.scalars(known))


def put(transaction: Connection, publisher: str, run: int, rows: Sequence[Listed]) -> None:
    """Enter articles that a list showed, or change the state and hops of those entered before."""
    if rows:
        common = {"publisher": publisher, "run": run}
        transaction.execute(
            _PUT,
            [
                {"key": key, "url": url, "hops": hops, "date": date, "state": state} | common
                for key, url, hops, date, state in rows
            ],
        )


def store(
    transaction: Connection, run: int, article: Article, hops: int, original: str | None = None
) -> None:
    """Note that *article* is stored; with *original*, that it is an exact duplicate of that."""
    row = {"key": article.key, "publisher": article.publisher, "url": article.url}
    state = {"state": "duplicate" if original else "stored", "reason": original}
    transaction.execute(_STORE, row | state | {"hops": hops, "run": run, "tries": 0})


def redirect(transaction: Connection, key: str, other: str) -> None:
    """Note that the address of article *key* leads to the article *other*."""
    _settle(transaction, key, state="duplicate", reason=other)


def repeat(transaction: Connection, key: str, original: str | None) -> None:
    """Note that a stored article is an exact duplicate of *original*, or none if that is None."""
    this = (ledger.c.key == key) & ledger.c.state.in_(HERE)
    values = {"state": "duplicate" if original else "stored", "reason": original}
    transaction.execute(update(ledger).where(this).values(values))


def leave(transaction: Connection, key: str, date: str | None, state: str) -> None:
    """Note that an article lies out of the run's window, by its own *date*; it is now *state*."""
    _settle(transaction, key, state=state, date=date)


def _settle(transaction: Connection, key: str, **values: str | None) -> None:
    """End the tries for an article; what is stored, as an exact duplicate too, stays so."""
    is_here = (ledger.c.state == "stored") | exists().where(articles.c.key == ledger.c.key)
    this = (ledger.c.key == key) & ~is_here
    transaction.execute(update(ledger).where(this).values(tries=0, next_try=None, **values))


def fail(transaction: Connection, key: str, verdict: Verdict, run: int) -> str | None:
    """Note a failed try; return the article's state now, None if no list showed it.

    A page that is gone is not tried again, and what is in the store stays there.
    """
    this = ledger.c.key == key
    row = transaction.execute(select(ledger.c.state, ledger.c.tries).where(this)).first()
    if row is None or row.state in HERE:
        return row and row.state
    tries = row.tries + 1
    state, next_try = _after(tries, verdict.outcome)
    values = {"state": state, "tries": tries, "next_try": next_try, "run": run}
    values |= {"reason": verdict.reason, "status": verdict.status}
    transaction.execute(update(ledger).where(this).values(values))
    return state


def _after(tries: int, outcome: str) -> tuple[str, str | None]:
    """Return the state after so many failed *tries*, and the time of the next, if there is one."""
    if outcome == "gone":
        return outcome, None
    if tries > len(WAITS):
        return "given_up", None
    moment = datetime.now(UTC) + WAITS[tries - 1]
    return outcome, moment.isoformat(timespec="seconds")


def due(
    transaction: Connection, publisher: str, run: int, after: str, limit: int = 200
) -> list[Listed]:
    """Return the next articles, after key *after*, that runs before *run* left open and are due."""
    query = (
        select(ledger.c.key, ledger.c.url, ledger.c.hops, ledger.c.date, ledger.c.state)
        .where(
            ledger.c.publisher == publisher,
            IS_OPEN,
            or_(ledger.c.next_try.is_(None), ledger.c.next_try <= now()),
            ledger.c.run != run,
            ledger.c.key > after,
        )
        .order_by(ledger.c.key)
        .limit(limit)
    )
    return [Listed(*row) for row in transaction.execute(query)]
