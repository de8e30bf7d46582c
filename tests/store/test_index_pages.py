"""What became of the pages of roads: read, empty, unread, given up."""

from datetime import date, timedelta

import pytest
from lab.clocks import StillClock
from worlds.press import NOON

from newsscraper.failures import Fate, Reason, Verdict
from newsscraper.roads.validators import Validators
from newsscraper.store import index_pages, walk_log
from newsscraper.store.index_pages import IndexPage, UnreadPage
from newsscraper.store.states import PageState
from newsscraper.store.waits import WAITS
from newsscraper.window import Window

ME, ROAD = "mediaindonesia", "https://mediaindonesia.com/indeks"
SECOND = f"{ROAD}?page=2"
FAILED = Verdict(Fate.FAILED, "http_500", 500)
NONE = Validators()
DAY = date(2026, 1, 19)


@pytest.fixture
def writing(open_store):
    """Return an open transaction of a temporary store."""
    store = open_store(StillClock(NOON))
    with store.writing() as transaction:
        yield transaction
    store.close()


def page(url=ROAD, walk=1, day=None):
    return IndexPage(ME, ROAD, url, walk, day)


def walk_over(transaction, window=Window()):
    return walk_log.begin(transaction, ME, ROAD, 1, window, is_from_top=True)


def test_a_page_is_read_or_empty_by_what_it_lists(writing):
    assert index_pages.state_of(writing, ROAD, ROAD) is None
    assert index_pages.links_of(writing, ROAD, ROAD) == 0
    index_pages.read(writing, page(), NONE, links=20)
    index_pages.read(writing, page(SECOND), NONE)
    assert index_pages.state_of(writing, ROAD, ROAD) == PageState.READ
    assert index_pages.state_of(writing, ROAD, SECOND) == PageState.EMPTY
    assert index_pages.links_of(writing, ROAD, ROAD) == 20
    assert index_pages.read_urls(writing, ROAD) == [ROAD]


def test_a_page_that_fails_is_unread_and_keeps_how_much_it_had(writing):
    index_pages.read(writing, page(), NONE, links=20)
    assert index_pages.fail(writing, page(day=DAY), FAILED, NOON) == PageState.UNREAD
    assert index_pages.links_of(writing, ROAD, ROAD) == 20
    [found] = index_pages.unread(writing, ME)
    assert found == UnreadPage(ROAD, ROAD, DAY, "http_500", found.next_try, 1)
    assert index_pages.unread(writing, "other") == []


def test_a_page_that_fails_each_time_is_given_up_after_the_tries_of_an_article(writing):
    moment = NOON
    for wait in WAITS:
        assert index_pages.fail(writing, page(), FAILED, moment) == PageState.UNREAD
        moment += wait
    assert index_pages.fail(writing, page(), FAILED, moment) == PageState.GIVEN_UP
    assert index_pages.unread(writing, ME) == []


def test_a_try_before_its_time_is_not_counted(writing):
    for _ in range(20):
        assert index_pages.fail(writing, page(), FAILED, NOON) == PageState.UNREAD


def test_where_robots_txt_is_not_to_be_had_no_page_is_given_up(writing):
    unknown = Verdict(Fate.REFUSED, Reason.ROBOTS_ERROR)
    for days in range(20):
        moment = NOON + timedelta(days=days)
        assert index_pages.fail(writing, page(), unknown, moment) == PageState.UNREAD
    for wait in WAITS:
        assert index_pages.fail(writing, page(), FAILED, moment) == PageState.UNREAD
        moment += wait
    for verdict in (FAILED, unknown):
        assert index_pages.fail(writing, page(), verdict, moment) == PageState.GIVEN_UP


def test_a_page_that_is_read_again_is_owed_no_more_and_begins_anew(writing):
    for _ in range(2):
        index_pages.fail(writing, page(), FAILED, NOON)
        index_pages.read(writing, page(), NONE, links=20)
        assert index_pages.unread(writing, ME) == []
    assert index_pages.fail(writing, page(), FAILED, NOON) == PageState.UNREAD


def test_what_some_walks_could_not_read_is_settled_page_by_page(writing):
    index_pages.fail(writing, page(walk=1), FAILED, NOON)
    index_pages.fail(writing, page(SECOND, walk=2), FAILED, NOON)
    assert index_pages.unread_of(writing, ROAD, [1]) == {ROAD: 1}
    index_pages.settle(writing, ROAD, [ROAD])
    assert [each.url for each in index_pages.unread(writing, ME)] == [SECOND]


def test_the_pages_of_incremental_walks_that_are_not_complete_are_counted(writing):
    first, window = walk_over(writing), walk_over(writing, Window(DAY, DAY))
    index_pages.fail(writing, page(walk=first), FAILED, NOON)
    assert index_pages.count_of_unfinished(writing, ROAD) == 0, "none lists anything"
    index_pages.read(writing, page(SECOND, walk=first), NONE, links=20)
    index_pages.read(writing, page(f"{ROAD}?page=3", walk=first), NONE)
    index_pages.read(writing, page(f"{ROAD}?page=4", walk=window), NONE, links=20)
    assert index_pages.count_of_unfinished(writing, ROAD) == 2
    walk_log.complete(writing, ROAD, first, makes_known=True)
    assert index_pages.count_of_unfinished(writing, ROAD) == 0


def test_the_oldest_day_is_owed_until_an_incremental_walk_is_complete(writing):
    first, window = walk_over(writing), walk_over(writing, Window(DAY, DAY))
    assert index_pages.oldest_owed(writing, ROAD) is None
    for before, walk in ((0, first), (1, first), (2, window)):
        day = DAY - timedelta(days=before)
        at = page(f"{ROAD}?day={day}", walk=walk)._replace(day=day)
        index_pages.fail(writing, at, FAILED, NOON)
    assert index_pages.oldest_owed(writing, ROAD) == DAY - timedelta(days=1)
    walk_log.complete(writing, ROAD, first, makes_known=True)
    assert index_pages.oldest_owed(writing, ROAD) is None


def test_what_was_usual_is_forgotten_and_what_was_read_is_not(writing):
    for number, links in enumerate((20, 1, 0)):
        page = IndexPage(ME, ROAD, f"{ROAD}/{number}", 1, None)
        index_pages.read(writing, page, Validators(), links)
    before = set(index_pages.read_urls(writing, ROAD))
    index_pages.forget_links(writing, ROAD)
    assert [index_pages.links_of(writing, ROAD, f"{ROAD}/{number}") for number in range(3)] == [
        *(1, 1, 0)
    ]
    assert set(index_pages.read_urls(writing, ROAD)) == before
