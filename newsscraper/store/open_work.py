"""What of a publisher is open at a moment: whose work it is, and how long it waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_, select

from newsscraper.failures import http_reason
from newsscraper.store.clock import stamp_of
from newsscraper.store.ledger import strayed
from newsscraper.store.revisions import chunked
from newsscraper.store.schema import IS_OPEN, IS_UNREAD, articles, index_pages, ledger, walks
from newsscraper.store.states import HERE, State
from newsscraper.window import Window

_NOT_THERE: Final = tuple(map(http_reason, (404, 410)))


@dataclass(frozen=True)
class Reach:
    """What a run is after, as far as it tells whose work something is."""

    publisher: str
    run: int
    window: Window = field(default_factory=Window)
    keys: tuple[str, ...] | None = None
    """The articles of a list; None: there is none."""
    roads: frozenset[str] = frozenset()
    """Those that the run has walked, by URL."""


@dataclass(frozen=True)
class OpenArticles:
    """Articles that are listed or failed; what was refused is not among them."""

    owed: int = 0
    """Due in the run's scope, or tried by it."""
    not_found: int = 0
    """Those that were not there when the run asked for the first time; they are not in `owed`."""
    waiting: int = 0
    """In its scope, and not yet due."""
    outside: int = 0
    """Of other days, or not on its list."""
    next_try: str | None = None
    """UTC; the earliest of those that wait."""

    def __add__(self, other: "OpenArticles") -> "OpenArticles":
        return OpenArticles(
            self.owed + other.owed,
            self.not_found + other.not_found,
            self.waiting + other.waiting,
            self.outside + other.outside,
            min(filter(None, (self.next_try, other.next_try)), default=None),
        )


@dataclass(frozen=True)
class PagesLeft:
    """Index pages that are still to be read."""

    count: int = 0
    days: tuple[date, ...] = ()
    """Those of their articles that are known, oldest first, each once."""


@dataclass(frozen=True)
class OpenWork:
    """All that is open of a publisher."""

    articles: OpenArticles = field(default_factory=OpenArticles)
    owed_pages: PagesLeft = field(default_factory=PagesLeft)
    """Asked for by the run, or due in its scope."""
    waiting_pages: PagesLeft = field(default_factory=PagesLeft)
    outside_pages: PagesLeft = field(default_factory=PagesLeft)
    next_try: str | None = None
    """UTC; the earliest of all that waits."""
    elsewhere: int = 0
    """Articles of the run's list that never came, as several addresses led to one article."""
    has_stored: bool = False
    """Whether the store has any article of the run's window or list."""

    @property
    def is_any(self) -> bool:
        """Tell whether anything is open."""
        left = self.articles
        pages = self.owed_pages.count + self.waiting_pages.count + self.outside_pages.count
        return bool(left.owed + left.not_found + left.waiting + left.outside + pages)


def open_work(transaction: Connection, reach: Reach, moment: datetime) -> OpenWork:
    """Return what is open at *moment*, in UTC, as a run with this *reach* sees it."""
    now = stamp_of(moment)
    left = _articles(transaction, reach, now)
    owed, waiting, outside = _pages(transaction, reach, now)
    times = (left.next_try, *(each.next_try for each in waiting))
    return OpenWork(
        left,
        _together(owed),
        _together(waiting),
        _together(outside),
        min(filter(None, times), default=None),
        len(strayed(transaction, reach.keys or ())),
        any(_stored(transaction, reach)),
    )


def all_open(transaction: Connection, publisher: str) -> set[tuple[str, ...]]:
    """Return what is open of *publisher*: articles by key, index pages by road and URL."""
    page = index_pages.c
    of_articles = select(ledger.c.key).where(
        ledger.c.publisher == publisher, IS_OPEN, ledger.c.state != State.REFUSED
    )
    of_pages = select(page.road, page.url).where(page.publisher == publisher, IS_UNREAD)
    return {tuple(row) for each in (of_articles, of_pages) for row in transaction.execute(each)}


# --- Articles -------------------------------------------------------------------------------------


def _articles(transaction: Connection, reach: Reach, now: str) -> OpenArticles:
    if reach.keys is None:
        return _counted(transaction, reach, now, _may_lie_in(reach.window))
    listed = OpenArticles()
    for keys in chunked(reach.keys):
        listed += _counted(transaction, reach, now, literal(True), ledger.c.key.in_(keys))
    everything = _counted(transaction, reach, now, literal(True))
    all_open = everything.owed + everything.not_found + everything.waiting
    mine = listed.owed + listed.not_found + listed.waiting
    return listed + OpenArticles(outside=all_open - mine)


def _counted(
    transaction: Connection,
    reach: Reach,
    now: str,
    is_mine: ColumnElement[bool],
    *conditions: ColumnElement[bool],
) -> OpenArticles:
    is_tried = func.coalesce(ledger.c.run, 0) == reach.run
    is_due = or_(ledger.c.next_try.is_(None), ledger.c.next_try <= now, is_tried)
    is_first = and_(is_tried, func.coalesce(ledger.c.reason, "").in_(_NOT_THERE))
    waits = and_(is_mine, ~is_due)
    query = select(
        func.count().filter(is_mine, is_due, ~is_first),
        func.count().filter(is_mine, is_first),
        func.count().filter(waits),
        func.count().filter(~is_mine),
        func.min(ledger.c.next_try).filter(waits),
    ).where(
        ledger.c.publisher == reach.publisher,
        IS_OPEN,
        ledger.c.state != State.REFUSED,
        *conditions,
    )
    return OpenArticles(*transaction.execute(query).one())


def _may_lie_in(window: Window) -> ColumnElement[bool]:
    """Return the condition for articles whose date lies in *window*, or is not known."""
    if not window:
        return literal(True)
    day = func.substr(ledger.c.date, 1, 10)
    bounds = [day >= str(window.since)] if window.since else []
    bounds += [day <= str(window.until)] if window.until else []
    return or_(ledger.c.date.is_(None), and_(*bounds))


def _stored(transaction: Connection, reach: Reach) -> Iterator[bool]:
    """Yield whether pieces of the run's list, or its window, hold any article that is stored."""
    for keys in chunked(reach.keys or ()):
        here = select(ledger.c.key).where(ledger.c.key.in_(keys), ledger.c.state.in_(HERE))
        yield transaction.execute(here.limit(1)).first() is not None
    if reach.window:
        query = select(articles.c.key).where(articles.c.publisher == reach.publisher)
        if since := reach.window.since:
            query = query.where(articles.c.date_published >= str(since))
        if until := reach.window.until:
            query = query.where(articles.c.date_published < str(until + timedelta(days=1)))
        yield transaction.execute(query.limit(1)).first() is not None


# --- Index pages ----------------------------------------------------------------------------------


class _OpenPage(NamedTuple):
    road: str
    day: str | None
    next_try: str | None
    run: int | None


_Shares = tuple[list[_OpenPage], list[_OpenPage], list[_OpenPage]]


def _pages(transaction: Connection, reach: Reach, now: str) -> _Shares:
    """Return the unread pages: those that the run owes, those that wait, those of others."""
    shares: _Shares = ([], [], [])
    columns = index_pages.c
    query = (
        select(columns.road, columns.day, columns.next_try, walks.c.run)
        .select_from(index_pages.outerjoin(walks, walks.c.id == columns.walk))
        .where(columns.publisher == reach.publisher, IS_UNREAD)
    )
    for row in transaction.execute(query):
        page = _OpenPage(*row)
        shares[_share(page, reach, now)].append(page)
    return shares


def _share(page: _OpenPage, reach: Reach, now: str) -> int:
    """Return the place of *page* among the shares."""
    if page.run == reach.run:
        return 0
    is_mine = page.road in reach.roads and bool(reach.window) and page.day is not None
    if not is_mine or not reach.window.contains(date.fromisoformat(str(page.day))):
        return 2
    return 0 if page.next_try is None or page.next_try <= now else 1


def _together(pages: Iterable[_OpenPage]) -> PagesLeft:
    found = list(pages)
    days = sorted({page.day for page in found if page.day})
    return PagesLeft(len(found), tuple(map(date.fromisoformat, days)))
