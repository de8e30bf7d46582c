"""Coverage: what became of the URLs of each day, which are missing, and the ids that tell more.

The day of a URL is that of its article, if it is stored; else the one that a list printed beside
it; else it is unknown. Days are the publisher's own.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, or_, select, union_all

from newsscraper.store.revisions import distinct
from newsscraper.store.schema import (
    IS_GIVEN_UP,
    IS_LEFT_OUT,
    IS_OPEN,
    IS_UNREAD,
    articles,
    index_pages,
    ledger,
    walks,
)
from newsscraper.store.states import NOT_HAD, State

COLUMNS: Final = {
    "stored": State.STORED,
    "duplicate": State.DUPLICATE,
    "failed": State.FAILED,
    "refused": State.REFUSED,
    "gone": State.GONE,
    "given_up": State.GIVEN_UP,
    "to_fetch": State.LISTED,
    "not_article": State.NOT_ARTICLE,
    "out_of_window": State.OUT_OF_WINDOW,
}
"""Column -> state of the ledger. What was listed is the sum of them; each URL is in one."""

_CHUNK: Final = 5_000
"""Rows read at a time."""

_DAY: Final = func.substr(func.coalesce(articles.c.date_published, ledger.c.date), 1, 10)
_LEDGER: Final = ledger.outerjoin(articles, articles.c.key == ledger.c.key)


class Group(NamedTuple):
    """The URLs of one day that are in the same state."""

    day: date | None
    """None: unknown."""
    state: State
    urls: int
    revised: int
    """Those of them whose article has more than one revision."""


class FailureGroup(NamedTuple):
    """URLs that could not be had, or not yet, for one reason."""

    state: State
    reason: str | None
    """Of the last failure."""
    urls: int


class UnreadGroup(NamedTuple):
    """Index pages of one road and day that are still to be read."""

    road: str
    day: date | None
    """None: the road's pages are of no day."""
    since: str | None
    """First day of the window whose walk asked for them last."""
    until: str | None
    """Last day of that window."""
    pages: int


def publishers(transaction: Connection) -> Sequence[str]:
    """Return the publishers of which the ledger has URLs, or a page is unread, by name."""
    unread = transaction.scalars(select(index_pages.c.publisher).where(IS_UNREAD).distinct())
    return sorted({*distinct(transaction, ledger.c.publisher), *unread})


def groups(
    transaction: Connection, publisher: str, since: date | None, until: date | None
) -> list[Group]:
    """Return the publisher's URLs by day and state.

    *since* and *until* are inclusive, None is open; URLs of an unknown day are always among them.
    """
    revised = func.count().filter(articles.c.revision > 1)
    query = (
        select(_DAY, ledger.c.state, func.count(), revised)
        .select_from(_LEDGER)
        .where(ledger.c.publisher == publisher, *_within(_DAY, since, until))
        .group_by(_DAY, ledger.c.state)
    )
    rows = transaction.execute(query)
    return [Group(day and date.fromisoformat(day), *others) for day, *others in rows]


def failures(
    transaction: Connection, publisher: str, since: date | None, until: date | None
) -> list[FailureGroup]:
    """Return the publisher's URLs that could not be had by state and reason, the span as above."""
    columns = (ledger.c.state, ledger.c.reason)
    query = (
        select(*columns, func.count())
        .select_from(_LEDGER)
        .where(
            ledger.c.publisher == publisher,
            ledger.c.state.in_(NOT_HAD),
            *_within(_DAY, since, until),
        )
        .group_by(*columns)
        .order_by(ledger.c.state, ledger.c.reason.nulls_first())
    )
    return [FailureGroup(*row) for row in transaction.execute(query)]


def gaps(
    transaction: Connection, publisher: str, since: date | None, until: date | None
) -> Sequence[str]:
    """Return the publisher's URLs that are still missing, newest day first, the span as above.

    Missing is what is to be fetched, for the first time or once more, and what was given up.
    """
    columns = (ledger.c.url, _DAY.label("day"), ledger.c.key.label("name"))
    query = select(*columns).select_from(_LEDGER)
    query = query.where(ledger.c.publisher == publisher, *_within(_DAY, since, until))
    missing = union_all(*(query.where(each) for each in (IS_OPEN, IS_GIVEN_UP))).subquery()
    in_order = (missing.c.day.desc().nulls_last(), missing.c.name.desc())
    return transaction.scalars(select(missing.c.url).order_by(*in_order)).all()


def unread(
    transaction: Connection, publisher: str, since: date | None, until: date | None
) -> list[UnreadGroup]:
    """Return the publisher's index pages that are still to be read, by road and day.

    The span is as above: pages of no known day are always among them.
    """
    page, walk = index_pages.c, walks.c
    group = (page.road, page.day, walk.since, walk.until)
    query = (
        select(*group, func.count())
        .select_from(index_pages.outerjoin(walks, walk.id == page.walk))
        .where(page.publisher == publisher, IS_UNREAD, *_within(page.day, since, until))
        .group_by(*group)
        .order_by(*(each.nulls_first() for each in (page.day, page.road, walk.since, walk.until)))
    )
    rows = transaction.execute(query)
    return [
        UnreadGroup(road, day and date.fromisoformat(day), *others) for road, day, *others in rows
    ]


def given_up_pages(
    transaction: Connection, publisher: str, since: date | None, until: date | None
) -> int:
    """Return how many of the publisher's index pages were tried often enough, the span as above."""
    query = select(func.count()).where(
        index_pages.c.publisher == publisher,
        IS_GIVEN_UP,
        *_within(index_pages.c.day, since, until),
    )
    return transaction.scalar(query) or 0


def numbered(transaction: Connection, publisher: str) -> Iterator[tuple[int, datetime]]:
    """Yield the publisher's articles whose key is a bare number, and whose date is known.

    Each as its number and its publication, a naive datetime in the publisher's zone. These are the
    stored ones, and those that a window left out: they show where its first and last day end.
    """
    stored = select(articles.c.key, articles.c.date_published).where(
        articles.c.publisher == publisher
    )
    left_out = select(ledger.c.key, ledger.c.date).where(
        ledger.c.publisher == publisher, IS_LEFT_OUT, ledger.c.date.is_not(None)
    )
    start = len(publisher) + 1
    for query in (stored.order_by(articles.c.date_published), left_out):
        for key, moment in transaction.execute(query, execution_options={"yield_per": _CHUNK}):
            if (number := key[start:]).isdecimal():
                yield int(number), datetime.fromisoformat(moment[:19])


def _within(
    day: ColumnElement[str] | ColumnElement[str | None], since: date | None, until: date | None
) -> Iterator[ColumnElement[bool]]:
    if since:
        yield or_(day.is_(None), day >= since.isoformat())
    if until:
        yield or_(day.is_(None), day <= until.isoformat())
