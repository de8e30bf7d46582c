"""What of a publisher is open: whose work it is, by the run that asks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from lab.clocks import StillClock
from lab.engines import raw
from sqlalchemy import event

from newsscraper.failures import Fate, Verdict, http_reason
from newsscraper.items import Article
from newsscraper.roads.validators import Validators
from newsscraper.store import index_pages, ledger, revisions, run_log, walk_log
from newsscraper.store.clock import stamp_of
from newsscraper.store.index_pages import IndexPage
from newsscraper.store.ledger import Listed
from newsscraper.store.open_work import (
    OpenArticles,
    OpenWork,
    PagesLeft,
    Reach,
    all_open,
    open_work,
)
from newsscraper.store.states import State
from newsscraper.window import Window

ME = "koran"
NOW = datetime(2026, 1, 20, 5, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
FIRST, SECOND, THIRD = (date(2026, 1, day) for day in (1, 2, 3))
ROAD, OTHER_ROAD = "https://koran.example/indeks", "https://koran.example/ekonomi"
OUTAGE = Verdict(Fate.FAILED, http_reason(500), 500)
NOT_THERE = Verdict(Fate.FAILED, http_reason(404), 404)
REFUSAL = Verdict(Fate.REFUSED, http_reason(403), 403)


class Ground:
    """A store with two runs: an earlier one and this one, each with a walk down `ROAD`."""

    def __init__(self, transaction):
        self.transaction = transaction
        self.earlier, self.walk_before = self.run()
        self.this, self.walk = self.run()

    def run(self):
        number = run_log.begin(self.transaction, ME, {}, NOW)
        walk = walk_log.begin(self.transaction, ME, ROAD, number, Window(), is_from_top=True)
        return number, walk

    def list(self, number, day=None, run=None, publisher=ME, state=State.LISTED):
        moment = f"{day}T10:00:00+07:00" if day else None
        row = Listed(f"{publisher}:{number}", f"https://{number}", 0, moment, state)
        ledger.put(self.transaction, publisher, run or self.earlier, [row])

    def fail(self, number, verdict=OUTAGE, run=None, tries=1, **listed):
        """Let an article fail so often; after the second time it waits for an hour."""
        self.list(number, run=run, **listed)
        for _ in range(tries):
            ledger.fail(self.transaction, f"{ME}:{number}", verdict, run or self.earlier, NOW)

    def miss(self, url, walk=None, road=ROAD, day=None, tries=1):
        """Let a page of a road fail so often."""
        page = IndexPage(ME, road, url, walk or self.walk_before, day)
        moment = NOW
        for _ in range(tries):
            index_pages.fail(self.transaction, page, OUTAGE, moment)

    def wait(self, url):
        """Let a page wait for an hour."""
        table = index_pages.index_pages
        later = table.update().where(table.c.url == url).values(next_try=stamp_of(LATER))
        self.transaction.execute(later)

    def open(self, window=Window(), **reach):
        return open_work(self.transaction, Reach(ME, self.this, window, **reach), NOW)


@pytest.fixture
def ground(open_store):
    store = open_store(StillClock(NOW))
    with store.writing() as transaction:
        yield Ground(transaction)
    store.close()


def test_of_a_publisher_without_a_ledger_nothing_is_open(ground):
    assert ground.open() == OpenWork()
    assert not ground.open().is_any


def test_what_is_settled_or_refused_is_not_open(ground):
    for number, state in enumerate(set(State) - {State.LISTED, State.FAILED}):
        ground.list(number, state=state)
    ground.fail(99, REFUSAL)
    ground.list(1, publisher="other")
    assert ground.open() == OpenWork()


def test_an_incremental_run_owes_all_that_is_due(ground):
    ground.list(1)
    ground.list(2, FIRST, run=ground.this)
    ground.fail(3)
    assert ground.open().articles == OpenArticles(owed=3)
    assert ground.open().is_any


def lead(ground, number, other):
    """Let the address of an article lead to another one, for good."""
    ground.list(number, state=State.DUPLICATE)
    this = f"UPDATE ledger SET reason = '{ME}:{other}' WHERE key = '{ME}:{number}'"
    raw(ground.transaction, this)


def test_articles_of_a_list_that_led_to_one_place_never_came(ground):
    keys = tuple(f"{ME}:{number}" for number in range(1_500))
    lead(ground, 1, 3_000)
    assert ground.open(keys=keys).elsewhere == 0, "one address stands for the article"
    lead(ground, 1_400, 3_000)
    assert (ground.open(keys=keys).elsewhere, ground.open().elsewhere) == (2, 0)
    lead(ground, 2, 5)
    assert ground.open(keys=keys).elsewhere == 3, "the list has that one itself"
    lead(ground, 3_001, 3_000)
    article = Article(f"{ME}:2", ME, "https://2", body="isi", content_hash="2")
    article.date_published = "2026-01-20T10:00:00+07:00"
    revisions.add(ground.transaction, article, ground.this)
    assert ground.open(keys=keys).elsewhere == 2, "its own text is here, if only as a repetition"


def test_what_failed_earlier_waits_for_its_next_try(ground):
    ground.fail(1, tries=2)
    ground.fail(2, tries=3)
    left = ground.open()
    assert left.articles == OpenArticles(waiting=2, next_try=stamp_of(LATER))
    assert left.next_try == stamp_of(LATER)


def test_what_this_run_tried_does_not_wait(ground):
    ground.fail(1, tries=2, run=ground.this)
    assert ground.open().articles == OpenArticles(owed=1)


def test_what_was_not_there_for_the_first_time_is_told_apart(ground):
    ground.fail(1, NOT_THERE, run=ground.this)
    ground.fail(2, NOT_THERE)
    assert ground.open().articles == OpenArticles(owed=1, not_found=1)


def test_a_window_owes_its_own_days_and_what_may_lie_in_them(ground):
    ground.list(1, FIRST)
    ground.list(2, SECOND)
    ground.list(3, THIRD)
    ground.list(4)
    assert ground.open(Window(SECOND, SECOND)).articles == OpenArticles(owed=2, outside=2)
    assert ground.open(Window(SECOND)).articles == OpenArticles(owed=3, outside=1)
    assert ground.open(Window(until=FIRST)).articles == OpenArticles(owed=2, outside=2)


def test_what_waits_outside_the_window_is_not_waited_for(ground):
    ground.fail(1, day=FIRST, tries=2)
    left = ground.open(Window(SECOND))
    assert left.articles == OpenArticles(outside=1)
    assert left.next_try is None


def test_a_list_owes_its_own_articles(ground):
    for number in range(450):
        ground.list(number)
    ground.fail(450, tries=2)
    keys = tuple(f"{ME}:{number}" for number in (*range(300), 450))
    assert ground.open(keys=keys).articles == OpenArticles(
        owed=300, waiting=1, outside=150, next_try=stamp_of(LATER)
    )


def store(ground, number, day):
    article = Article(
        f"{ME}:{number}", ME, "u", date_published=f"{day}T23:59:00+07:00", content_hash="x"
    )
    revisions.add(ground.transaction, article, ground.earlier)
    ledger.store(ground.transaction, ground.earlier, article, 0)


def test_it_is_told_whether_a_window_or_a_list_has_any_stored_article(ground):
    store(ground, 1, SECOND)
    ground.list(2)
    assert ground.open(Window(SECOND, SECOND)).has_stored
    assert not ground.open(Window(THIRD)).has_stored
    assert not ground.open(Window(until=FIRST)).has_stored
    assert ground.open(keys=(f"{ME}:1", f"{ME}:2")).has_stored
    assert not ground.open(keys=(f"{ME}:2",)).has_stored
    assert not ground.open().has_stored, "an incremental run is after what is new"


# --- Index pages ----------------------------------------------------------------------------------


def test_pages_that_were_read_are_not_open(ground):
    page = IndexPage(ME, ROAD, "a", ground.walk)
    index_pages.read(ground.transaction, page, Validators())
    assert ground.open() == OpenWork()


def test_a_run_owes_the_pages_that_it_asked_for_whatever_their_day(ground):
    ground.miss("a", ground.walk, day=SECOND)
    ground.miss("b", ground.walk, day=SECOND)
    ground.miss("c", ground.walk, day=FIRST)
    ground.miss("d", ground.walk)
    for window in (Window(), Window(SECOND)):
        left = ground.open(window, roads=frozenset({ROAD}))
        assert left.owed_pages == PagesLeft(4, (FIRST, SECOND))


def test_an_incremental_run_is_not_for_the_pages_of_other_runs(ground):
    ground.miss("a", day=FIRST)
    ground.miss("b")
    left = ground.open(roads=frozenset({ROAD}))
    assert (left.owed_pages, left.outside_pages) == (PagesLeft(), PagesLeft(2, (FIRST,)))
    assert left.is_any


def test_a_window_owes_the_pages_of_its_days_and_roads_that_are_due(ground):
    ground.miss("a", day=SECOND)
    ground.miss("b", day=SECOND, road=OTHER_ROAD)
    ground.miss("c", day=FIRST)
    ground.miss("d")
    ground.miss("e", day=THIRD)
    ground.wait("e")
    left = ground.open(Window(SECOND), roads=frozenset({ROAD}))
    assert left.owed_pages == PagesLeft(1, (SECOND,))
    assert left.waiting_pages == PagesLeft(1, (THIRD,))
    assert left.outside_pages == PagesLeft(3, (FIRST, SECOND))
    assert left.next_try == stamp_of(LATER)


def test_a_list_is_for_no_index_page(ground):
    ground.miss("a", day=FIRST)
    left = ground.open(keys=(f"{ME}:1",))
    assert left.outside_pages == PagesLeft(1, (FIRST,))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_only_what_is_open_is_looked_at(ground):
    asked = []

    def note(connection, cursor, statement, values, *_):
        asked.append((statement, values))

    event.listen(ground.transaction.engine, "before_cursor_execute", note)
    ground.open(Window(SECOND))
    event.remove(ground.transaction.engine, "before_cursor_execute", note)
    plans = [
        str(ground.transaction.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all())
        for statement, values in asked
    ]
    assert len(plans) == 3
    for index in ("ledger_open", "index_pages_unread", "articles_by_date"):
        assert any(f"INDEX {index} " in plan for plan in plans)
    assert not any("SCAN" in plan for plan in plans)


def test_all_that_is_open_is_told_whoever_it_waits_for(ground):
    ground.list(1)
    ground.fail(2, run=ground.this, tries=4)
    ground.fail(3, REFUSAL)
    ground.list(4, state=State.STORED)
    ground.list(5, publisher="other")
    ground.miss(f"{ROAD}/2", ground.walk, tries=2)
    found = all_open(ground.transaction, ME)
    assert found == {(f"{ME}:1",), (f"{ME}:2",), (ROAD, f"{ROAD}/2")}
