"""What a walk sets out with, by what earlier runs have left in the store."""

from datetime import UTC, date, datetime, timedelta

import pytest
from worlds.press import INDEX, NOON, TODAY, links, listing, publisher_with

from newsscraper.crawl.planner import Planner
from newsscraper.failures import Fate, Verdict
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.index import Index
from newsscraper.roads.listing import Listing
from newsscraper.roads.sitemap import Sitemap
from newsscraper.roads.validators import Validators
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store import index_pages, walk_log
from newsscraper.store.index_pages import IndexPage
from newsscraper.window import Window

MAIN = Index(INDEX)
LISTS = Sitemap("https://mediaindonesia.com/sitemap.xml")
DATED = DatedIndex("https://mediaindonesia.com/indeks/{day:%Y-%m-%d}/{page}")
SECOND, THIRD = f"{INDEX}?page=2", f"{INDEX}?page=3"
PAST = {"since": date(2026, 1, 10), "until": date(2026, 1, 12)}


@pytest.fixture
def paper(press):
    return press()


def planned(paper, road=MAIN, *, is_substitute=False, **asked):
    """The plan of a walk of a new run."""
    planner = paper.run(**asked).planner
    with paper.store.writing() as transaction:
        return planner.plan(transaction, road, is_substitute=is_substitute)


def complete(paper, plan, *, makes_known=True):
    with paper.store.writing() as transaction:
        walk_log.complete(transaction, plan.road.url, plan.number, makes_known=makes_known)


def cut_off(paper, plan, page=SECOND, numbers=()):
    """Let a walk have read up to *page*, which lists these articles."""
    with paper.store.writing() as transaction:
        walk_log.show(transaction, plan.road.url, plan.number, links(*numbers))
        walk_log.reach(transaction, plan.number, page)


def read(paper, plan, pages):
    """Let a walk have read so many pages that list articles, and not the one after them."""
    with paper.store.writing() as transaction:
        walk_log.show(transaction, plan.road.url, plan.number, links(2, 1))
        for number in range(pages):
            page = IndexPage("mediaindonesia", INDEX, f"{INDEX}?page={number}", plan.number)
            index_pages.read(transaction, page, Validators(), links=20)
        hole = IndexPage("mediaindonesia", INDEX, f"{INDEX}?page={pages}", plan.number)
        index_pages.fail(transaction, hole, Verdict(Fate.FAILED, "http_500", 500), NOON)


# --- The first run --------------------------------------------------------------------------------


def test_the_first_run_reads_a_few_pages_and_says_that_it_is_the_first(paper):
    plan = planned(paper)
    assert (plan.page_limit, plan.is_first, plan.stops_at_known) == (3, True, True)


def test_a_first_run_that_was_cut_off_leaves_the_next_as_short_but_not_first(paper):
    cut_off(paper, planned(paper))
    plan = planned(paper)
    assert (plan.page_limit, plan.is_first) == (3, False)


@pytest.mark.parametrize(("pages", "limit"), [(1, 3), (5, 6)])
def test_the_limit_counts_from_what_a_first_walk_with_a_hole_has_shown(paper, pages, limit):
    plan = planned(paper)
    assert plan.counts_from is None
    read(paper, plan, pages)
    first, plan = plan, planned(paper)
    assert (plan.page_limit, plan.counts_from) == (limit, first.number)
    cut_off(paper, plan, numbers=(3, 2))
    plan = planned(paper)
    assert plan.counts_from == first.number, "it has shown one that the next one did not"
    complete(paper, plan)
    assert planned(paper).page_limit is None


def test_a_first_walk_that_could_read_nothing_leaves_the_limit_at_the_top(paper):
    plan = planned(paper)
    with paper.store.writing() as transaction:
        page = IndexPage("mediaindonesia", INDEX, INDEX, plan.number)
        index_pages.fail(transaction, page, Verdict(Fate.FAILED, "http_500", 500), NOON)
    plan = planned(paper)
    assert (plan.page_limit, plan.counts_from) == (3, None)


def test_where_no_page_of_a_day_could_be_read_later_days_do_not_count(press):
    paper = press(publisher=publisher_with(DATED))
    walk = paper.run().begin(DATED)
    for before in (2, 1):
        at = TODAY - timedelta(days=before)
        page = IndexPage("mediaindonesia", DATED.url, DATED.page(at, 1), walk.plan.number, at)
        with paper.store.writing() as transaction:
            index_pages.fail(transaction, page, Verdict(Fate.FAILED, "http_500", 500), NOON)
    walker = paper.run()
    plan = walker.begin(DATED).plan
    assert (plan.page_limit, plan.counts_from_day) == (3, TODAY - timedelta(days=2))
    left = []
    for before in range(5):
        at = TODAY - timedelta(days=before)
        listed = listing(10 - before, day=at.day)
        walker.take(DATED.url, DATED.page(at, 1), listed, Validators())
        walker.take(DATED.url, DATED.page(at, 2), Listing(), Validators())
        left.append(walker.walk(DATED.url).limit.left)
    assert left == [3, 3, 2, 1, 0]


def test_a_road_with_known_ground_is_walked_without_limit(paper):
    complete(paper, planned(paper))
    plan = planned(paper)
    assert (plan.page_limit, plan.is_first) == (None, False)


def test_known_ground_of_another_road_counts_for_nothing(paper):
    complete(paper, planned(paper))
    plan = planned(paper, LISTS)
    assert (plan.page_limit, plan.is_first) == (3, True)


def test_a_window_has_no_limit_and_does_not_stop_at_known_ground(paper):
    plan = planned(paper, **PAST)
    assert (plan.page_limit, plan.stops_at_known) == (None, False)
    assert plan.window == Window(**PAST)


def test_a_window_before_it_leaves_the_first_incremental_walk_the_first(paper):
    complete(paper, planned(paper, **PAST), makes_known=False)
    assert planned(paper).is_first


def test_each_walk_is_entered_with_its_run_and_its_days(paper):
    planned(paper, **PAST)
    planned(paper)
    assert paper.ask("SELECT id, run, road, since, until, is_from_top, makes_known FROM walks") == [
        (1, 1, INDEX, "2026-01-10", "2026-01-12", 0, 0),
        (2, 2, INDEX, None, None, 1, 1),
    ]


def test_a_substitute_is_marked_as_one(paper):
    assert planned(paper, is_substitute=True).is_substitute
    assert not planned(paper).is_substitute


# --- From the top ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "is_from_top"),
    [
        ({}, True),
        ({"since": date(2026, 1, 1)}, True),
        ({"until": TODAY}, True),
        ({"until": TODAY + timedelta(days=1)}, True),
        ({"until": TODAY - timedelta(days=1)}, False),
    ],
)
def test_a_walk_is_from_the_top_unless_its_window_ends_before_today(paper, days, is_from_top):
    assert planned(paper, **days).is_from_top is is_from_top


# --- Unfinished walks -----------------------------------------------------------------------------


def test_a_walk_knows_the_unfinished_ones_but_begins_at_the_top(paper):
    first = planned(paper)
    cut_off(paper, first)
    plan = planned(paper)
    assert (plan.begins_at, plan.unfinished) == (None, {first.number: SECOND})
    assert plan.grounds == {first.number: first.number}


def test_a_window_of_the_past_goes_on_where_the_last_was_cut_off(paper):
    older, newer = planned(paper, **PAST), None
    cut_off(paper, older, SECOND)
    newer = planned(paper, **PAST)
    assert (newer.begins_at, newer.unfinished) == (SECOND, {})
    cut_off(paper, newer, THIRD)
    plan = planned(paper, **PAST)
    assert (plan.begins_at, plan.unfinished) == (THIRD, {})
    continued = "SELECT id, continued_by, checkpoint FROM walks ORDER BY id"
    assert paper.ask(continued) == [(1, 3, SECOND), (2, 3, THIRD), (3, None, THIRD)]


def test_a_window_that_was_begun_while_its_last_day_went_on_begins_at_the_top(paper):
    yesterday = TODAY - timedelta(days=1)
    begun = planned(paper, until=yesterday, today=yesterday)
    cut_off(paper, begun)
    plan = planned(paper, until=yesterday)
    assert not plan.is_from_top
    assert (plan.begins_at, plan.unfinished) == (None, {begun.number: SECOND})


def test_other_windows_are_not_gone_on_with(paper):
    cut_off(paper, planned(paper, **PAST))
    plan = planned(paper, since=PAST["since"], until=date(2026, 1, 11))
    assert (plan.begins_at, plan.unfinished) == (None, {})
    assert planned(paper).unfinished == {}


def test_what_was_cut_off_before_a_complete_walk_is_forgotten(paper):
    cut_off(paper, planned(paper))
    complete(paper, planned(paper))
    assert planned(paper).unfinished == {}


def test_a_walk_that_read_nothing_is_not_gone_on_with(paper):
    planned(paper, **PAST)
    assert planned(paper, **PAST).begins_at is None


# --- Lists without an order -----------------------------------------------------------------------


def test_of_a_list_out_of_order_the_day_before_its_last_complete_walk_is_settled(paper):
    assert planned(paper, LISTS).settled_before is None
    complete(paper, planned(paper, LISTS))
    paper.clock.moment += timedelta(days=3)
    cut_off(paper, planned(paper, LISTS))
    assert planned(paper, LISTS).settled_before == TODAY - timedelta(days=1)


def test_a_list_in_order_settles_nothing_by_time(paper):
    complete(paper, planned(paper))
    assert planned(paper).settled_before is None


@pytest.mark.parametrize(
    ("hour", "settled"),
    [
        ("12:00", TODAY),
        ("00:05", TODAY),  # in Jakarta; in UTC it is the day before
        ("00:04", TODAY - timedelta(days=1)),  # the day before may still grow
        ("23:59", TODAY),
    ],
)
def test_a_dated_index_settles_the_days_before_its_last_complete_walk(paper, hour, settled):
    assert planned(paper, DATED).settled_before is None
    paper.clock.moment = datetime.fromisoformat(f"{TODAY}T{hour}:00+07:00").astimezone(UTC)
    complete(paper, planned(paper, DATED))
    paper.clock.moment += timedelta(days=3)
    cut_off(paper, planned(paper, DATED))
    assert planned(paper, DATED).settled_before == settled


def test_a_planner_goes_by_the_day_that_it_is_given(paper):
    with paper.store.writing() as transaction:
        planner = Planner(
            MediaIndonesiaSpider, 7, Window(until=TODAY), TODAY + timedelta(days=1), 2
        )
        plan = planner.plan(transaction, MAIN, is_substitute=False)
    assert not plan.is_from_top
    assert plan.page_limit is None


def test_a_plan_is_enough_for_a_walker(paper):
    walker = paper.run()
    taken = walker.take(INDEX, INDEX, listing(2, 1), Validators())
    assert [each.key for each in taken.wanted] == list(links(2, 1))
