"""Pages of roads: what became of each, when to try it again, and what to send for it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select, update

from newsscraper.failures import Verdict
from newsscraper.roads.validators import Validators
from newsscraper.store.clock import stamp_of
from newsscraper.store.schema import IS_UNREAD, index_pages, walks
from newsscraper.store.statements import upsert
from newsscraper.store.states import PageState
from newsscraper.store.waits import after_failure

_FATE: Final = ("day", "state", "reason", "status", "tries", "next_try", "walk")
_SENT: Final = ("etag", "last_modified")
_PUT: Final = upsert(index_pages, ["road", "url"], [*_FATE, *_SENT])
_READ: Final = upsert(index_pages, ["road", "url"], [*_FATE, *_SENT, "links"])


class IndexPage(NamedTuple):
    """A page of a road, as a walk meets it."""

    publisher: str
    road: str
    url: str
    walk: int
    day: date | None = None
    """Of the articles that it lists, if that is known."""


class UnreadPage(NamedTuple):
    """A page that is still to be read."""

    road: str
    url: str
    day: date | None
    reason: str
    next_try: str
    """UTC."""
    walk: int
    """The last that asked for it."""


def read(transaction: Connection, page: IndexPage, validators: Validators, links: int = 0) -> None:
    """Note that *page* was read and lists so many articles; none: a day ends before it."""
    state = PageState.READ if links else PageState.EMPTY
    row = _row(page, state=state, links=links, **validators._asdict())
    transaction.execute(_READ, row)


def note_links(transaction: Connection, road: str, url: str, links: int) -> None:
    """Note that a page lists so many articles now, while an earlier walk owes what it had."""
    values = {"links": links, "etag": None, "last_modified": None}
    transaction.execute(update(index_pages).where(*_is(road, url)).values(values))


def owner_of(transaction: Connection, road: str, url: str) -> int | None:
    """Return the walk that owes a page which is still to be read; None if it is not."""
    owed = select(index_pages.c.walk).where(*_is(road, url), IS_UNREAD)
    return transaction.scalar(owed)


def fail(transaction: Connection, page: IndexPage, verdict: Verdict, moment: datetime) -> PageState:
    """Note that *page* could not be read at *moment*, in UTC; return its state now.

    A try before its time is not counted: a walk asks for what lies on its way in any case.
    """
    query = select(index_pages.c.tries, index_pages.c.next_try)
    before = transaction.execute(query.where(*_is(page.road, page.url))).first()
    tries = before.tries if before else 0
    again: str | None = before.next_try if before else None
    if again is None or again <= stamp_of(moment):
        tries, again = after_failure(tries, verdict.reason, moment)
    state = PageState.UNREAD if again else PageState.GIVEN_UP
    values = {"reason": str(verdict.reason), "status": verdict.status, "tries": tries}
    transaction.execute(_PUT, _row(page, state=state, next_try=again, **values))
    return state


def _row(page: IndexPage, **others: object) -> dict[str, object]:
    names = ("reason", "status", "next_try", *_SENT)
    row: dict[str, object] = {**dict.fromkeys(names), **page._asdict(), "tries": 0, "links": 0}
    return row | {"day": page.day.isoformat() if page.day else None} | others


def _is(road: str, url: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return index_pages.c.road == road, index_pages.c.url == url


def state_of(transaction: Connection, road: str, url: str) -> PageState | None:
    """Return what became of a page; None: it was never asked for."""
    state = transaction.scalar(select(index_pages.c.state).where(*_is(road, url)))
    return PageState(state) if state else None


def links_of(transaction: Connection, road: str, url: str) -> int:
    """Return how many articles a page listed when it was last read."""
    return transaction.scalar(select(index_pages.c.links).where(*_is(road, url))) or 0


def forget_links(transaction: Connection, road: str) -> None:
    """Forget how many articles the pages of *road* listed: it has changed for good.

    That they listed any is still known.
    """
    this = update(index_pages).where(index_pages.c.road == road, index_pages.c.links > 1)
    transaction.execute(this.values(links=1))


def read_urls(transaction: Connection, road: str) -> Sequence[str]:
    """Return the pages of *road* that listed articles when they were last read."""
    has_any = index_pages.c.links > 0
    query = select(index_pages.c.url).where(index_pages.c.road == road, has_any)
    return transaction.scalars(query).all()


def was_read(transaction: Connection, road: str) -> bool:
    """Tell whether a page of *road* listed an article when it was last read."""
    read = select(index_pages.c.url).where(index_pages.c.road == road, index_pages.c.links > 0)
    return transaction.scalar(read.limit(1)) is not None


def was_empty(transaction: Connection, publisher: str) -> bool:
    """Tell whether a page of a day of *publisher* was there, and listed nothing when last read."""
    is_empty = (index_pages.c.state == PageState.EMPTY) & index_pages.c.day.is_not(None)
    found = select(index_pages.c.url).where(index_pages.c.publisher == publisher, is_empty)
    return transaction.scalar(found.limit(1)) is not None


def count_of_unfinished(transaction: Connection, road: str) -> int:
    """Return how many pages of *road* its incremental walks that are not complete asked for.

    Those that list nothing do not count. None when not one listed an article, or none is unread.
    """
    query = (
        select(index_pages.c.links, index_pages.c.state)
        .join(walks, walks.c.id == index_pages.c.walk)
        .where(index_pages.c.road == road, walks.c.makes_known, ~walks.c.is_complete)
        .where(index_pages.c.state != PageState.EMPTY)
    )
    rows = transaction.execute(query).all()
    has_hole = any(row.state == PageState.UNREAD for row in rows)
    return len(rows) if has_hole and any(row.links for row in rows) else 0


def oldest_owed(transaction: Connection, road: str) -> date | None:
    """Return the first day whose pages the incremental walks down *road* still owe.

    None if they owe no page, or pages are not those of days.
    """
    day = transaction.scalar(
        select(func.min(index_pages.c.day))
        .join(walks, walks.c.id == index_pages.c.walk)
        .where(index_pages.c.road == road, IS_UNREAD, walks.c.makes_known, ~walks.c.is_complete)
    )
    return date.fromisoformat(day) if day else None


def settle(transaction: Connection, road: str, pages: Collection[str]) -> None:
    """Note that *pages* are owed no more: a later walk met what they list."""
    this = (index_pages.c.road == road) & IS_UNREAD & index_pages.c.url.in_(pages)
    values = {"state": PageState.READ, "tries": 0, "next_try": None, "reason": None}
    transaction.execute(update(index_pages).where(this).values(values))


def unread_of(transaction: Connection, road: str, walks: Collection[int]) -> dict[str, int]:
    """Return the pages of *road* still to be read that *walks* last asked for: URL -> walk."""
    this = (index_pages.c.road == road) & IS_UNREAD & index_pages.c.walk.in_(walks)
    rows = transaction.execute(select(index_pages.c.url, index_pages.c.walk).where(this))
    return {row.url: row.walk for row in rows}


def unread(transaction: Connection, publisher: str) -> list[UnreadPage]:
    """Return the pages of *publisher* that are still to be read."""
    columns = index_pages.c
    query = select(
        columns.road, columns.url, columns.day, columns.reason, columns.next_try, columns.walk
    ).where(index_pages.c.publisher == publisher, IS_UNREAD)
    rows = transaction.execute(query.order_by(index_pages.c.road, index_pages.c.url))
    return [_unread_page(*row) for row in rows]


def _unread_page(
    road: str, url: str, day: str | None, reason: str, next_try: str, walk: int
) -> UnreadPage:
    return UnreadPage(road, url, date.fromisoformat(day) if day else None, reason, next_try, walk)


def validators_of(transaction: Connection, road: str, url: str) -> Validators:
    """Return what to send for the page at *url*.

    Nothing unless all that it listed is known ground: the walk that read it last was completed.
    """
    query = (
        select(index_pages.c.etag, index_pages.c.last_modified)
        .join(walks, walks.c.id == index_pages.c.walk)
        .where(*_is(road, url), walks.c.is_complete, walks.c.makes_known)
    )
    row = transaction.execute(query).first()
    return Validators(*row) if row else Validators()
