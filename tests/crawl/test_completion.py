"""When a walk is complete: what its end leaves unread."""

from dataclasses import replace
from datetime import date

import pytest
from worlds.press import INDEX, links, listing, publisher_with

from newsscraper.crawl.completion import Completion
from newsscraper.failures import Fate, Reason, Verdict
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.listing import Kind, Sight, Size, Step
from newsscraper.roads.trail import Trail
from newsscraper.roads.validators import Validators
from newsscraper.store import list_sizes

GONE = Verdict(Fate.GONE, "http_404", 404)
DATED = DatedIndex("https://mediaindonesia.com/indeks/{day:%Y-%m-%d}/{page}")
DAY = date(2026, 1, 12)
LAST = Step(lacks_next=True)


@pytest.fixture
def paper(press):
    return press()


def ended(paper, *numbers, page=INDEX, step=LAST, known=(), **asked):
    """End a walk at a *page* that lists these articles; return it with what it leaves unread."""
    walker = paper.run(**asked)
    walk, shown = walker.walk(INDEX), listing(*numbers)
    walk.record(links(*numbers), (), known)
    completion = Completion("mediaindonesia", walker.log)
    with paper.store.writing() as transaction:
        walker.log.read(transaction, walk, page, shown, Validators())
        unread = completion.end(transaction, walk, page, step, Sight(Kind.LIST, shown))
    return walk, {each.page: each.verdict.reason for each in unread}


def test_the_end_of_the_first_incremental_walk_is_believed(paper):
    walk, unread = ended(paper, 2, 1)
    assert (walk.is_complete, unread) == (True, {})


def test_later_ends_above_known_ground_are_believed_when_they_are_met_again(paper):
    ended(paper, 2, 1)
    for is_complete in (False, True):
        walk, unread = ended(paper, 9, 8)
        assert walk.is_complete is is_complete
        assert unread == ({} if is_complete else {INDEX: Reason.NO_NEXT_PAGE})


def test_an_end_on_known_ground_is_believed(paper):
    ended(paper, 2, 1)
    walk, unread = ended(paper, 3, 2, 1, known=links(2, 1))
    assert (walk.is_complete, unread) == (True, {})


def test_an_end_at_the_same_article_on_another_page_is_the_same(paper):
    ended(paper, 2, 1, since=DAY)
    assert ended(paper, 1, page=f"{INDEX}?page=2", since=DAY)[0].is_complete


def test_an_end_at_another_article_on_another_page_is_another(paper):
    ended(paper, 2, 1, since=DAY)
    assert not ended(paper, 4, 3, page=f"{INDEX}?page=2", since=DAY)[0].is_complete


def test_an_end_without_articles_is_not_that_of_every_walk_before(paper):
    paper.run(since=DAY).walk(INDEX)
    walker = paper.run(since=DAY)
    walk = walker.walk(INDEX)
    walk.record(links(1), (), ())
    completion = Completion("mediaindonesia", walker.log)
    with paper.store.writing() as transaction:
        completion.end(transaction, walk, f"{INDEX}?page=9", LAST, Sight(Kind.LIST))
    assert not walk.is_complete


def test_a_walk_that_has_a_page_still_to_read_is_not_complete(paper):
    walker = paper.run()
    walk = walker.walk(INDEX)
    walk.leave_unread(f"{INDEX}?page=2", GONE)
    walker.take(INDEX, INDEX, listing(2, 1), Validators())
    assert not walk.is_complete


def test_a_walk_that_met_no_article_is_not_complete(paper):
    walk, _ = ended(paper)
    assert not walk.is_complete
    assert walk.is_dead


def test_days_that_are_not_there_are_unread_in_a_window(press):
    walker = press(publisher=publisher_with(DATED)).run(since=DAY, until=DAY)
    walker.begin(DATED)
    page = DATED.page(DAY, 1)
    assert [each.page for each in walker.miss(DATED.url, page, GONE).unread] == [page]


def test_what_stood_beside_the_lists_of_earlier_walks_is_remembered(paper):
    with paper.store.writing() as transaction:
        list_sizes.add_day(transaction, INDEX, DAY, Size(cards=20, links=20, strays=7))
    walker = paper.run()
    completion = Completion("mediaindonesia", walker.log)
    completion.learn(walker.walk(INDEX))
    assert completion.beside == 7


def test_known_ground_is_no_end_of_a_window(paper):
    ended(paper, 2, 1)
    walk, unread = ended(paper, 3, 2, known=links(2), since=DAY)
    assert (walk.is_complete, unread) == (False, {INDEX: Reason.NO_NEXT_PAGE})
    walk, unread = ended(paper, 3, 2, 1, known=links(2, 1), since=DAY)
    assert (walk.is_complete, unread) == (True, {}), "it ends where an earlier one was believed to"


@pytest.mark.parametrize(("full", "is_complete"), [(4, True), (5, False)])
def test_older_days_are_no_end_of_a_window_on_a_page_that_is_cut_short(paper, full, is_complete):
    walker = paper.run(since=date(2026, 1, 21))
    walk, shown = walker.walk(INDEX), listing(2, 1, day=20)
    walk.record(shown.parts[0], (), ())
    walk.trail = Trail(full=full)
    completion = Completion("mediaindonesia", walker.log)
    with paper.store.writing() as transaction:
        completion.end(transaction, walk, INDEX, LAST, Sight(Kind.LIST, shown))
    assert walk.is_complete is is_complete


def test_the_first_end_is_not_believed_beside_the_links_of_another_list(paper):
    for is_complete in (False, True):
        walker = paper.run()
        walk, shown = walker.walk(INDEX), replace(listing(2, 1), leads_elsewhere=True)
        walk.record(shown.parts[0], (), ())
        completion = Completion("mediaindonesia", walker.log)
        with paper.store.writing() as transaction:
            completion.end(transaction, walk, INDEX, LAST, Sight(Kind.LIST, shown))
        assert walk.is_complete is is_complete, "believed when it is met again"
