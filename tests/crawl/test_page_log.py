"""What the store keeps of the pages of walks."""

from datetime import date, timedelta
from itertools import product

import pytest
from worlds.press import INDEX, NOON, TODAY, article, key, listing, publisher_with

from newsscraper.crawl.page_log import PageLog
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import Fate, Reason, Verdict, http_reason
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.listing import Kind, Listing, Sight, Size, Step
from newsscraper.roads.validators import Validators
from newsscraper.store import list_sizes, walk_log
from newsscraper.store.waits import WAITS

FAILED = Verdict(Fate.FAILED, "http_500", 500)
DATED = DatedIndex("https://mediaindonesia.com/indeks/{day:%Y-%m-%d}/{page}")
SECOND = f"{INDEX}?page=2"
TAGGED = Validators('"abc"', None)
PAGES = "SELECT url, state, reason, links, etag, day FROM index_pages ORDER BY url"


@pytest.fixture
def paper(press):
    return press(publisher=publisher_with(DATED))


@pytest.fixture
def walk(paper):
    return paper.run().walk(INDEX)


@pytest.fixture
def log(paper):
    return PageLog("mediaindonesia", paper.store.clock, "Asia/Jakarta")


def test_a_page_that_was_read_is_noted_with_what_it_lists_and_what_to_send_for_it(paper, log, walk):
    with paper.store.writing() as transaction:
        log.read(transaction, walk, INDEX, listing(2, 1), TAGGED)
        log.read(transaction, walk, SECOND, Listing(cards=20), TAGGED)
    assert paper.ask(PAGES) == [
        (INDEX, "read", None, 2, '"abc"', None),
        (SECOND, "empty", None, 0, None, None),
    ]


def test_a_page_is_seen_with_how_much_it_had_before(paper, log, walk):
    with paper.store.writing() as transaction:
        assert log.sight(transaction, walk, INDEX, Kind.EMPTY, Listing()) == Sight(Kind.EMPTY)
        log.read(transaction, walk, INDEX, listing(2, 1), Validators())
        sight = log.sight(transaction, walk, INDEX, Kind.EMPTY, Listing())
    assert sight == Sight(Kind.EMPTY, Listing(), 2)


def test_an_empty_page_of_today_is_seen_with_what_other_days_had_at_this_hour(paper, log):
    walker = paper.run()
    walk = walker.walk(DATED.url)
    for day, number in product(range(10, 20), range(3)):
        walker.frontier.store_article(article(day * 10 + number, day), DuplicateFinder(30, 0.3))
    shown = [key(day * 10 + number) for day, number in product(range(10, 20), range(3))]
    with paper.store.writing() as transaction:
        walk_log.show(transaction, DATED.url, 1, shown)
        for day, kind, least in (
            (TODAY, Kind.EMPTY, 3),
            (TODAY, Kind.ABSENT, 3),
            (TODAY, Kind.LIST, 0),
            (TODAY, Kind.FAILED, 0),
            (TODAY - timedelta(days=1), Kind.EMPTY, 0),
        ):
            sight = log.sight(transaction, walk, DATED.page(day, 1), kind, Listing())
            assert (sight.kind, sight.least_by_now) == (kind, least)
            assert sight.now == (NOON if day == TODAY else None)


def test_what_a_step_shows_is_noted(paper, log, walk):
    days = {TODAY: Size(40, 36, 2)}
    step = Step(unread={SECOND: Reason.NO_ARTICLES}, sizes=[Size(20, 18)], days=days)
    with paper.store.writing() as transaction:
        [unread] = log.note(transaction, walk, step)
        usual = list_sizes.usual(transaction, INDEX)
    assert (unread.page, unread.verdict.reason) == (SECOND, Reason.NO_ARTICLES)
    assert (usual.pages, usual.cards, usual.links) == (1, 20, 18)
    assert paper.ask("SELECT cards, links, pages FROM list_sizes WHERE pages > 0") == [(40, 36, 2)]
    assert list(walk.holes) == [SECOND]


def test_the_day_of_a_page_is_noted_with_it(paper, log):
    walk = paper.run().begin(DATED)
    page = DATED.page(NOON.date(), 1)
    with paper.store.writing() as transaction:
        log.fail(transaction, walk, page, FAILED)
    assert paper.ask(PAGES) == [(page, "unread", "http_500", 0, None, "2026-01-20")]


def test_a_page_that_is_given_up_is_told_once_and_holds_up_no_walk(paper, log):
    told = []
    for _ in range(len(WAITS) + 2):
        walk = paper.run().walk(INDEX)
        with paper.store.writing() as transaction:
            unread = log.fail(transaction, walk, SECOND, FAILED)
        told.append((unread.is_given_up, unread.is_news, bool(walk.holes)))
        paper.clock.moment += WAITS[-1]
    assert told == [(False, True, True)] * len(WAITS) + [(True, True, False), (True, False, False)]


def test_what_was_usual_is_forgotten_when_a_page_that_lists_too_little_is_given_up(
    paper, log, walk
):
    with paper.store.writing() as transaction:
        log.read(transaction, walk, INDEX, listing(4, 3, 2, 1), Validators())
        list_sizes.add_page(transaction, INDEX, Size(4, 4))
    known = []
    for _ in range(len(WAITS) + 1):
        with paper.store.writing() as transaction:
            step = Step(unread={INDEX: Reason.NOT_UNDERSTOOD})
            unread = log.note(transaction, walk, step)
            log.believe(transaction, walk, SECOND, listing(1), unread)
            log.believe(transaction, walk, INDEX, listing(1), unread)
            sight = log.sight(transaction, walk, INDEX, Kind.LIST, listing(1))
            known.append((list_sizes.usual(transaction, INDEX).pages, sight.had_articles))
        paper.clock.moment += WAITS[-1]
    assert known == [*[(1, 4)] * len(WAITS), (0, 1)]


def test_a_page_that_lists_nothing_says_nothing_of_what_is_usual(paper, log, walk):
    with paper.store.writing() as transaction:
        list_sizes.add_page(transaction, INDEX, Size(4, 4))
    for _ in range(len(WAITS) + 1):
        with paper.store.writing() as transaction:
            unread = log.note(transaction, walk, Step(unread={INDEX: Reason.NOT_UNDERSTOOD}))
            log.believe(transaction, walk, INDEX, Listing(), unread)
        paper.clock.moment += WAITS[-1]
    with paper.store.reading() as transaction:
        assert list_sizes.usual(transaction, INDEX).pages == 1


@pytest.mark.parametrize(
    ("number", "reason", "pagers"),
    [
        (2, Reason.NO_ARTICLES, 0),
        (2, http_reason(404), 0),
        (2, Reason.NOT_UNDERSTOOD, 1),
        (1, Reason.NO_ARTICLES, 1),
    ],
)
def test_a_linked_page_that_is_empty_until_it_is_given_up_shows_another_pager(
    paper, log, number, reason, pagers
):
    page, walk = DATED.page(TODAY, number), paper.run().walk(DATED.url)
    with paper.store.writing() as transaction:
        log.note(transaction, walk, Step(links_too_far=False))
    for wait in (*WAITS, None):
        with paper.store.writing() as transaction:
            assert list_sizes.usual(transaction, DATED.url).pagers == 1
            log.note(transaction, walk, Step(unread={page: reason}))
        paper.clock.moment += wait or timedelta()
    with paper.store.reading() as transaction:
        assert list_sizes.usual(transaction, DATED.url).pagers == pagers


@pytest.mark.parametrize("is_read", [True, False])
def test_what_a_window_owes_at_a_page_stays_its_own_when_the_page_has_moved(press, is_read):
    paper = press()
    log = PageLog("mediaindonesia", paper.store.clock, "Asia/Jakarta")
    complete_one(paper)
    owner = paper.run(since=date(2026, 1, 10)).walk(INDEX)
    with paper.store.writing() as transaction:
        log.fail(transaction, owner, SECOND, FAILED)
    walk = paper.run().walk(INDEX)
    with paper.store.writing() as transaction:
        if is_read:
            log.read(transaction, walk, SECOND, listing(2, 1), TAGGED)
        else:
            log.fail(transaction, walk, SECOND, FAILED)
    [(state, number)] = paper.ask(f"SELECT state, walk FROM index_pages WHERE url = '{SECOND}'")
    assert (state, number) == ("unread", owner.plan.number)
    with paper.store.writing() as transaction:
        log.read(transaction, owner, SECOND, listing(2, 1), TAGGED)
    assert paper.ask(f"SELECT state FROM index_pages WHERE url = '{SECOND}'") == [("read",)]


def complete_one(paper):
    """Let an incremental walk be complete."""
    walk = paper.run().walk(INDEX)
    with paper.store.writing() as transaction:
        walk_log.complete(transaction, INDEX, walk.plan.number, makes_known=True)
