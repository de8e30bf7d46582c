"""The ledger: what became of every URL that a list showed."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, and_, bindparam, case, func, null, or_, select, update

from newsscraper.failures import Fate, Reason, Verdict
from newsscraper.items import Article
from newsscraper.store.clock import stamp_of
from newsscraper.store.revisions import chunked
from newsscraper.store.schema import IS_OPEN, articles, ledger, listings
from newsscraper.store.settling import see_elsewhere, see_gone
from newsscraper.store.statements import Prepared, incoming, named, upsert
from newsscraper.store.states import HERE, State
from newsscraper.store.waits import after_failure


class Entry(NamedTuple):
    """What is known of an article when a list shows it."""

    key: str
    state: State
    hops: int
    date: str | None
    next_try: str | None
    run: int | None
    status: int | None
    """HTTP status of the last answer, if there was one."""
    reason: str | None
    """Of the last failure; of a duplicate, the key of the other article."""
    walk: int | None
    """The last walk of this road that showed it."""
    is_known: bool
    """Whether a complete walk of this road from the top has shown it."""

    @property
    def is_owed_by_nobody(self) -> bool:
        """Tell whether no run owes the article: it is here, or it will be fetched anyway."""
        return self.state != State.OUT_OF_WINDOW


class Listed(NamedTuple):
    """An article as a list shows it."""

    key: str
    url: str
    hops: int
    date: str | None
    state: State = State.LISTED


_ON_ROAD = and_(listings.c.key == ledger.c.key, listings.c.road == bindparam("road"))
_OF_LEDGER = [ledger.c[name] for name in Entry._fields[:-2]]
_LOOK_UP = select(*_OF_LEDGER, listings.c.walk, listings.c.is_known).select_from(
    ledger.outerjoin(listings, _ON_ROAD)
)
_LISTED: Final = ("key", "publisher", "url", "state", "hops", "date", "run")
_DATE = func.coalesce(ledger.c.date, incoming(ledger.c.date))
_PUT: Final[Prepared[()]] = Prepared(
    upsert(ledger, ["key"], ["state", "hops", "run"], pending=null(), date=_DATE).values(
        named(*_LISTED) | {"tries": 0}
    )
)
_COME_NEARER: Final[Prepared[()]] = Prepared(
    update(ledger).where(ledger.c.key == bindparam("wanted")).values(hops=bindparam("nearer"))
)
_NEW_HOPS = incoming(ledger.c.hops)
_STORED: Final = ("key", "publisher", "url", "state", "hops", "run", "reason")
_NOTHING: Final = ("date", "status", "next_try", "pending", "suspected")
_STORE: Final[Prepared[()]] = Prepared(
    upsert(
        ledger,
        ["key"],
        ["state", "run", "tries", "reason", "next_try", "pending", "suspected"],
        hops=case((ledger.c.hops < _NEW_HOPS, ledger.c.hops), else_=_NEW_HOPS),
    ).values(
        # No parameters: sqlite3 looks long for a way to store None.
        named(*_STORED) | dict.fromkeys(_NOTHING, null()) | {"tries": 0}
    )
)


def look_up(transaction: Connection, keys: Iterable[str], road: str = "") -> dict[str, Entry]:
    """Return what is known of the articles *keys*, in one query for each list of usual length."""
    wanted = ({f"key_{at}": key for at, key in enumerate(part)} for part in chunked(list(keys)))
    found = (_looking_up(len(each)).rows(transaction, each | {"road": road}) for each in wanted)
    return {row[0]: Entry._make((*row[:-1], bool(row[-1]))) for rows in found for row in rows}


@lru_cache(maxsize=100)
def _looking_up(count: int) -> Prepared[*tuple[Any, ...]]:
    """Return the query for *count* articles."""
    keys = named(*(f"key_{number}" for number in range(count)))
    return Prepared(_LOOK_UP.where(ledger.c.key.in_(keys.values())))


def strayed(transaction: Connection, keys: Collection[str]) -> set[str]:
    """Return those of *keys* that led to an article which another of them is, or led to, too.

    One address that leads to an article stands for it; several cannot.
    """
    found: dict[str, str] = {}
    query = select(ledger.c.key, ledger.c.reason).outerjoin(
        articles, articles.c.key == ledger.c.key
    )
    led = query.where(ledger.c.state == State.DUPLICATE, articles.c.key.is_(None))
    for some in chunked(list(keys)):
        rows = transaction.execute(led.where(ledger.c.key.in_(some)))
        found.update((key, other) for key, other in rows)
    places, asked = Counter(found.values()), set(keys)
    return {key for key, other in found.items() if other in asked or places[other] > 1}


def dates_of(transaction: Connection, keys: Iterable[str]) -> list[str]:
    """Return when the articles *keys* appeared, as far as that is known."""
    date = func.coalesce(articles.c.date_published, ledger.c.date)
    query = select(date).outerjoin(articles, articles.c.key == ledger.c.key)
    return list(transaction.scalars(query.where(ledger.c.key.in_(list(keys)), date.is_not(None))))


def put(transaction: Connection, publisher: str, run: int, rows: Sequence[Listed]) -> None:
    """Enter articles that a list showed, or change the state and hops of those entered before."""
    common = {"publisher": publisher, "run": run}
    values = [row._asdict() | common | {"state": str(row.state)} for row in rows]
    _PUT.execute_all(transaction, values)


def come_nearer(transaction: Connection, rows: Iterable[Listed]) -> None:
    """Note a shorter way to articles that were entered before: nobody tries them because of it."""
    _COME_NEARER.execute_all(transaction, [{"wanted": row.key, "nearer": row.hops} for row in rows])


def store(
    transaction: Connection, run: int, article: Article, hops: int, original: str | None = None
) -> None:
    """Note that *article* is stored; with *original*, that it is an exact duplicate of that."""
    row = {"key": article.key, "publisher": article.publisher, "url": article.url}
    state = {"state": (State.DUPLICATE if original else State.STORED).value, "reason": original}
    _STORE.execute(transaction, row | state | {"hops": hops, "run": run})


def redirect(
    transaction: Connection,
    key: str,
    other: str,
    run: int,
    moment: datetime,
    state: State = State.DUPLICATE,
) -> State | None:
    """Note that the address of article *key* led to the article *other* at *moment*, in UTC.

    Return the state of *key* now, None if no list showed it. At the end of the run it is *state*.
    """
    was = state_of(transaction, key)
    if was is None or was in HERE:
        return was
    return see_elsewhere(transaction, key, run, other, moment, state)


def repeat(transaction: Connection, key: str, original: str | None) -> None:
    """Note that a stored article is an exact duplicate of *original*, or none if that is None."""
    this = (ledger.c.key == key) & ledger.c.state.in_(HERE)
    values = {"state": State.DUPLICATE if original else State.STORED, "reason": original}
    transaction.execute(update(ledger).where(this).values(values))


def leave(transaction: Connection, key: str, date: str | None, state: State) -> None:
    """Note that an article lies out of the run's window, by its own *date*; it is now *state*.

    What is in the store stays there.
    """
    this = (ledger.c.key == key) & ledger.c.state.not_in(HERE)
    values = {"state": state, "date": date, "tries": 0, "next_try": None, "status": 200}
    transaction.execute(update(ledger).where(this).values(values))


def state_of(transaction: Connection, key: str) -> State | None:
    """Return the state of an article, None if no list showed it."""
    state = transaction.scalar(select(ledger.c.state).where(ledger.c.key == key))
    return State(state) if state else None


def fail(
    transaction: Connection, key: str, verdict: Verdict, run: int, moment: datetime
) -> State | None:
    """Note a try that failed at *moment*, in UTC.

    Return the article's state now, None if no list showed it. A page that is gone is asked for
    once more, then the end of the run settles it; one that shows no article is not tried again.
    What is in the store stays there.
    """
    this = ledger.c.key == key
    row = transaction.execute(select(ledger.c.state, ledger.c.tries).where(this)).first()
    if row is None or row.state in HERE:
        return State(row.state) if row else None
    if verdict.fate == Fate.GONE:
        return see_gone(transaction, key, run, verdict, moment)
    tries, again = after_failure(row.tries, verdict.reason, moment)
    state = _state_after(verdict, again)
    if state == State.NOT_ARTICLE:
        again = None
    values = {"state": state, "tries": tries, "next_try": again, "run": run, "pending": None}
    values |= {"reason": verdict.reason, "status": verdict.status}
    transaction.execute(update(ledger).where(this).values(values))
    return state


def _state_after(verdict: Verdict, again: str | None) -> State:
    """Return the state after a try that failed, and is to be made *again* at a time, or at none.

    A host whose robots.txt could not be had has not refused anything yet.
    """
    if verdict.fate == Fate.NOT_ARTICLE:
        return State.NOT_ARTICLE
    if again is None:
        return State.GIVEN_UP
    return State.FAILED if verdict.reason == Reason.ROBOTS_ERROR else State(verdict.fate)


def due(
    transaction: Connection,
    publisher: str,
    run: int,
    after: str,
    moment: datetime,
    limit: int = 200,
) -> list[Listed]:
    """Return the next articles, after key *after*, that runs before *run* left open.

    They are those to be tried at *moment*, in UTC, or before.
    """
    query = (
        select(ledger.c.key, ledger.c.url, ledger.c.hops, ledger.c.date, ledger.c.state)
        .where(
            ledger.c.publisher == publisher,
            IS_OPEN,
            or_(ledger.c.next_try.is_(None), ledger.c.next_try <= stamp_of(moment)),
            ledger.c.run != run,
            ledger.c.key > after,
        )
        .order_by(ledger.c.key)
        .limit(limit)
    )
    return [Listed(*row) for row in transaction.execute(query)]
