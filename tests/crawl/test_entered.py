"""What comes of the links of an index page: wanted, noted, or left to whom it is owed."""

from datetime import date, timedelta

import pytest
from worlds.press import INDEX, NOON, TODAY, address, article, key, link, links

from newsscraper.crawl.entered import Entered, enter, taken_of
from newsscraper.crawl.taken import Taken, Unread, Wanted
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import Fate, Reason, Verdict
from newsscraper.roads.index import Index
from newsscraper.roads.listing import Listing
from newsscraper.roads.sitemap import Sitemap
from newsscraper.roads.validators import Validators
from newsscraper.store import settling, walk_log

FAILED = Verdict(Fate.FAILED, Reason.NO_ANSWER)
GONE = Verdict(Fate.GONE, "http_404", 404)
LISTS = Sitemap("https://mediaindonesia.com/sitemap.xml")


@pytest.fixture
def paper(press):
    return press()


def enter_links(walker, found, road=INDEX, latest=None):
    walk = walker.walk(road)
    with walker.store.writing() as transaction:
        return enter(transaction, walker.frontier, walk, found, latest or {})


def store(walker, *numbers):
    for number in numbers:
        walker.frontier.store_article(article(number), DuplicateFinder(30, 0.3))


def keys(entered):
    return [each.key for each in entered.wanted]


# --- Fresh ones -----------------------------------------------------------------------------------


def test_fresh_articles_are_wanted_in_page_order_and_entered(paper):
    walker = paper.run()
    found = enter_links(walker, links(3, 1, 2, day=20))
    assert found.wanted == [Wanted(key(n), address(n), 0) for n in (3, 1, 2)]
    assert (found.listed, found.out_of_window, found.already_stored) == (3, 0, 0)
    assert paper.ask("SELECT key, url, state, hops, date, run FROM ledger ORDER BY key") == [
        (key(n), address(n), "listed", 0, "2026-01-20T10:00:00+07:00", 1) for n in (1, 2, 3)
    ]
    shown = "SELECT road, key, walk, is_known FROM listings ORDER BY key"
    assert paper.ask(shown) == [(INDEX, key(n), 1, 0) for n in (1, 2, 3)]


def test_an_article_without_a_date_is_wanted_whatever_the_window(paper):
    walker = paper.run(since=date(2026, 1, 19), until=date(2026, 1, 19))
    found = enter_links(walker, links(1))
    assert (keys(found), found.out_of_window) == ([key(1)], 0)


def test_what_a_page_lists_again_in_the_same_run_is_not_wanted_again(paper):
    walker = paper.run()
    enter_links(walker, links(2, 1, day=20))
    found = enter_links(walker, links(2, 1, day=20))
    assert (keys(found), found.listed) == ([], 2)


def test_a_page_without_links_is_entered_as_nothing(paper):
    walker = paper.run()
    assert enter_links(walker, {}) == Entered([], 0, 0, 0, [])
    assert walker.walk(INDEX).fruitless.repeated == 0, "nothing is no repeat"


# --- Known ones -----------------------------------------------------------------------------------


def test_what_is_stored_is_counted_and_not_wanted(paper):
    walker = paper.run()
    enter_links(walker, links(2, 1, day=20))
    store(walker, 2, 1)
    found = enter_links(paper.run(), links(3, 2, 1, day=20))
    assert (keys(found), found.listed, found.already_stored) == ([key(3)], 3, 2)


@pytest.mark.parametrize(("verdict", "is_wanted"), [(FAILED, True), (GONE, False)])
def test_what_failed_is_wanted_again_and_what_is_gone_once_more_only(paper, verdict, is_wanted):
    walker = paper.run()
    enter_links(walker, links(1, day=20))
    walker.frontier.fail(key(1), verdict)
    walker = paper.run()
    assert keys(enter_links(walker, links(1, day=20))) == [key(1)]
    walker.frontier.fail(key(1), verdict)
    paper.clock.moment += timedelta(hours=1)
    with paper.store.writing() as transaction:
        settling.settle(transaction, "mediaindonesia", walker.frontier.run, NOON)
    found = enter_links(paper.run(), links(1, day=20))
    assert keys(found) == ([key(1)] if is_wanted else [])


def test_what_is_not_due_yet_is_not_wanted(paper):
    for _ in range(2):
        walker = paper.run()
        enter_links(walker, links(1, day=20))
        walker.frontier.fail(key(1), FAILED)
    assert keys(enter_links(paper.run(), links(1, day=20))) == []
    paper.clock.moment = NOON.replace(hour=6)
    assert keys(enter_links(paper.run(), links(1, day=20))) == [key(1)]


def test_a_walk_meets_known_ground_in_what_a_complete_one_has_shown(paper):
    first = paper.run()
    enter_links(first, links(2, 1, day=20))
    with paper.store.writing() as transaction:
        walk_log.complete(transaction, INDEX, 1, makes_known=True)
    walker = paper.run()
    enter_links(walker, links(4, 3, day=20))
    assert not walker.walk(INDEX).met_known
    found = enter_links(walker, links(3, 2, 1, day=20))
    assert walker.walk(INDEX).met_known
    assert found.met == [1, 1]


@pytest.fixture
def small(paper):
    """A paper of which a complete walk has met two articles, of the 14th and 13th, and no more."""
    walker = paper.run()
    enter_links(walker, links(14, day=14) | links(13, day=13))
    with paper.store.writing() as transaction:
        walk_log.complete(transaction, INDEX, 1, makes_known=True)
    return paper


def of_days(*days):
    """Links whose numbers are their days."""
    return {key(day): link(day, day) for day in days}


@pytest.mark.parametrize(
    ("pages", "is_met"),
    [
        ([of_days(16, 15, 14, 13, 12, 11)], True),
        ([of_days(16, 15, 14), of_days(13, 12, 11)], True),
        ([of_days(16, 15, 14, 13, 12), of_days(11, 10)], True),
        ([of_days(16, 15, 14, 12, 11)], False),
        ([of_days(14, 13, 19, 18, 17, 16)], False),
        ([of_days(14, 13, 19, 18), of_days(17, 16)], False),
        ([of_days(14, 13, 19, 18), of_days(12, 11)], True),
        ([of_days(19, 18, 12, 11)], False),
        ([of_days(14, 13) | links(8, 7)], False),
        ([of_days(14, 13) | links(8, 7, day=13)], False),
    ],
    ids=[
        "in the middle of a page",
        "on two pages",
        "with one below it",
        "in part",
        "pinned on top",
        "pinned on top of two pages",
        "pinned, and older ones behind",
        "old ones end the page",
        "no dates behind it",
        "the same day behind it",
    ],
)
def test_known_ground_smaller_than_a_page_is_met_when_all_of_it_was_and_older_ones_follow(
    small, pages, is_met
):
    walker = small.run()
    for page in pages:
        enter_links(walker, page)
    assert walker.walk(INDEX).met_known is is_met


def test_where_nothing_is_known_nothing_is_met(paper):
    enter_links(paper.run(), of_days(14, 13))
    walker = paper.run()
    enter_links(walker, of_days(16, 15, 14, 13, 12, 11))
    assert not walker.walk(INDEX).met_known


def test_known_ground_of_another_road_is_none(paper):
    enter_links(paper.run(), links(2, 1, day=20))
    with paper.store.writing() as transaction:
        walk_log.complete(transaction, INDEX, 1, makes_known=True)
    walker, front = paper.run(), "https://mediaindonesia.com/ekonomi"
    found = enter_links(walker, links(2, 1, day=20), road=front)
    assert not walker.walk(front).met_known
    assert found.met == [None, None]


def test_the_walks_that_showed_the_end_of_a_page_are_told_only_if_all_of_it_is_known(paper):
    enter_links(paper.run(), links(2, day=20))
    walker = paper.run()
    assert enter_links(walker, links(2, 1, day=20)).met == []
    assert enter_links(walker, links(3, 2, 1, day=20)).met == [2, 2]


@pytest.mark.parametrize(
    ("changed", "is_known"), [(None, True), ("2026-01-18", True), ("2026-01-19", False)]
)
def test_of_a_list_out_of_order_what_is_older_than_its_last_complete_walk_is_known(
    paper, changed, is_known
):
    first = paper.run()
    first.begin(LISTS)
    enter_links(first, links(2, 1, day=10), road=LISTS.url)
    with paper.store.writing() as transaction:
        walk_log.complete(transaction, LISTS.url, 1, makes_known=True)
    walker = paper.run()
    walker.begin(LISTS)
    latest = {key(number): f"{changed}T09:00:00+07:00" for number in (8, 7) if changed}
    enter_links(walker, links(8, 7, day=10), road=LISTS.url, latest=latest)
    assert walker.walk(LISTS.url).met_known is is_known


# --- Outside the window ---------------------------------------------------------------------------


def test_what_lies_outside_is_noted_and_not_wanted(paper):
    walker = paper.run(since=date(2026, 1, 19), until=date(2026, 1, 19))
    found = enter_links(walker, links(3, day=20) | links(2, day=19) | links(1, day=18))
    assert (keys(found), found.listed, found.out_of_window) == ([key(2)], 3, 2)
    states = [paper.state_of(number) for number in (3, 2, 1)]
    assert states == ["out_of_window", "listed", "out_of_window"]


def test_what_lies_outside_and_is_owed_to_another_run_stays_owed(paper):
    enter_links(paper.run(), links(1, day=18))
    found = enter_links(paper.run(since=TODAY), links(1, day=18))
    assert (keys(found), found.out_of_window) == ([], 1)
    assert paper.state_of(1) == "listed"


def test_what_lay_outside_one_window_is_wanted_by_another(paper):
    enter_links(paper.run(since=TODAY), links(1, day=18))
    assert keys(enter_links(paper.run(since=date(2026, 1, 18)), links(1, day=18))) == [key(1)]
    assert paper.state_of(1) == "listed"


def test_what_was_changed_last_before_the_window_lies_outside_without_a_date(paper):
    walker = paper.run(since=TODAY)
    walker.begin(LISTS)
    latest = {key(1): "2026-01-19T23:59:00+07:00", key(2): "2026-01-20T00:10:00+07:00"}
    found = enter_links(walker, links(2, 1), road=LISTS.url, latest=latest)
    assert (keys(found), found.out_of_window) == ([key(2)], 1)
    assert paper.state_of(1) == "out_of_window"


@pytest.mark.parametrize(
    ("found", "is_left_out"),
    [
        (links(1, day=20), False),
        (links(1, day=19), True),
        (links(1), True),
        (links(2, day=20) | links(1, day=19), True),
    ],
)
def test_a_walk_says_when_it_leaves_out_what_some_run_may_owe(paper, found, is_left_out):
    walker = paper.run(since=TODAY)
    enter_links(walker, found)
    assert walker.walk(INDEX).passes_by is is_left_out


def test_a_walk_leaves_nothing_out_that_is_in_the_store_or_will_be_fetched_anyway(paper):
    first = paper.run()
    enter_links(first, links(2, 1, day=19))
    store(first, 2)
    walker = paper.run(since=TODAY)
    enter_links(walker, links(2, 1, day=19))
    assert not walker.walk(INDEX).passes_by


def test_what_is_left_out_below_known_ground_leaves_no_gap(paper):
    enter_links(paper.run(), links(2, 1, day=20))
    with paper.store.writing() as transaction:
        walk_log.complete(transaction, INDEX, 1, makes_known=True)
    walker = paper.run(since=TODAY)
    enter_links(walker, links(2, 1, day=20))
    enter_links(walker, links(7, 6, day=19))
    assert walker.walk(INDEX).met_known
    assert not walker.walk(INDEX).passes_by


# --- Of a whole page ------------------------------------------------------------------------------


def test_what_came_of_a_page_is_what_came_of_its_parts():
    one, two = (Wanted(key(n), address(n), 0) for n in (1, 2))
    parts = [Entered([one], 3, 1, 1, []), Entered([two], 4, 2, 0, [5])]
    unread = Unread(INDEX, Verdict(Fate.FAILED, Reason.NO_ARTICLES))
    taken = taken_of(parts, INDEX, [unread])
    assert taken == Taken([one, two], INDEX, 7, 3, 1, (unread,))


def test_of_a_page_that_was_not_read_nothing_came():
    assert taken_of([], None, []) == Taken(wanted=[])
    assert not Taken().wanted
    assert (Taken().next_page, Taken().listed, Taken().unread) == (None, 0, ())


def test_a_link_that_is_wanted_is_known_by_key_address_and_hops():
    assert Index(INDEX).is_ordered
    assert Wanted(key(1), link(1)["url"], 2)._asdict() == {
        "key": key(1),
        "url": address(1),
        "hops": 2,
    }


# --- Pages that were kept somewhere ---------------------------------------------------------------


@pytest.fixture
def known(paper):
    """A paper of which a complete walk has met two pages of twelve articles."""
    walker = paper.run()
    read(walker, range(24, 12, -1), range(12, 0, -1))
    for number in range(1, 25):
        found = article(number, day=number, body=f"isi {number}")
        walker.frontier.store_article(found, DuplicateFinder(30, 0.3))
    return paper


def links_of_days(numbers):
    """Links whose numbers are their days."""
    return {key: each for number in numbers for key, each in links(number, day=number).items()}


def unread_after(paper, *pages, **asked):
    """What a run leaves unread that reads these pages of the index."""
    walker = paper.run(**asked)
    read(walker, *pages)
    return list(walker.walk(INDEX).holes)


def read(walker, *pages):
    """Let the pages of the index be read."""
    walker.walk(INDEX)
    for count, numbers in enumerate(pages, 1):
        page = INDEX if count == 1 else f"{INDEX}/{count}"
        step = [(f"{INDEX}/{count + 1}", "next")] if count < len(pages) else []
        walker.take(INDEX, page, Listing([links_of_days(numbers)], step), Validators())


@pytest.mark.parametrize(
    ("pages", "unread"),
    [
        ([range(24, 12, -1)], []),
        ([range(20, 10, -1)], []),
        ([[*range(24, 14, -1), 2, 1]], []),
        ([range(19, 9, -1)], [INDEX]),
        ([range(30, 24, -1), range(19, 9, -1)], [f"{INDEX}/2"]),
        ([range(30, 24, -1), range(24, 14, -1)], []),
    ],
    ids=[
        "as it is",
        "four are deleted",
        "two old ones end it",
        "of before",
        "page 2 of before",
        "leads on",
    ],
)
def test_a_page_that_lacks_what_known_ground_has_above_it_was_kept(known, pages, unread):
    assert unread_after(known, *pages) == unread


def test_a_window_may_begin_below_what_is_known(known):
    assert unread_after(known, range(19, 9, -1), range(9, 1, -1), since=date(2026, 1, 10)) == []
