"""Dates of lists that cannot be trusted: a few articles are fetched to find out, then all."""

from datetime import date

import pytest
from worlds.press import INDEX, address, article, key

from newsscraper.crawl.date_checks import reopened
from newsscraper.crawl.date_probes import MOST
from newsscraper.crawl.entered import enter
from newsscraper.items import Link
from newsscraper.store import ledger
from newsscraper.store.ledger import Listed
from newsscraper.store.states import State

OCTOBER = {"since": date(2025, 10, 1), "until": date(2025, 10, 12), "today": date(2025, 11, 2)}


def listed(number, day):
    """A link with a date, which is day and month of 2025, or a whole one."""
    year = "" if day.count("-") == 2 else "2025-"
    return {key(number): Link(url=address(number), headline=None, date_published=f"{year}{day}")}


def swapped(*numbers):
    """Links of October, whose numbers are their days, as a list prints them month first."""
    found = {}
    for number in numbers:
        found |= listed(number, f"{number:02}-10")
    return found


class Crawl:
    def __init__(self, paper, **asked):
        self.paper = paper
        self.walker = paper.run(**asked)
        self.frontier = self.walker.frontier

    def list(self, found):
        """Enter links; return the numbers of those wanted."""
        walk = self.walker.walk(INDEX)
        with self.walker.store.writing() as transaction:
            entered = enter(transaction, self.frontier, walk, found, {})
        return [int(each.key[-2:]) for each in entered.wanted]

    def learn(self, number, own):
        """Fetch an article; return the numbers of those that are fetched after all."""
        probes, store = self.frontier.probes, self.walker.store
        walks = probes.learn(store, key(number), own, probes.listed(store, key(number)))
        return [int(each.key[-2:]) for each in reopened(self.frontier, walks)]


@pytest.fixture
def paper(press):
    return press()


def test_a_window_fetches_a_few_whose_date_would_lie_in_it_with_day_and_month_swapped(paper):
    run = Crawl(paper, **OCTOBER)
    assert run.list(swapped(1, 2, 3, 4, 5)) == [1, 2, 3]
    assert MOST == 3
    assert run.list(swapped(6, 7)) == []
    states = [paper.state_of(number) for number in range(1, 8)]
    assert states == ["listed"] * 3 + ["out_of_window"] * 4


def test_so_it_does_where_the_year_may_be_wrong(paper):
    run = Crawl(paper, **OCTOBER)
    assert run.list(listed(1, "2024-10-05") | listed(2, "2026-10-05") | listed(3, "07-19")) == [
        1,
        2,
    ]


def test_no_run_without_a_window_does(paper):
    run = Crawl(paper)
    assert run.list(swapped(1, 2)) == [1, 2]
    assert run.learn(1, "2025-10-01T09:00:00+07:00") == []


def test_when_an_own_date_says_that_the_list_is_wrong_all_others_are_fetched(paper):
    run = Crawl(paper, **OCTOBER)
    run.list(swapped(*range(1, 8)) | listed(20, "07-19"))
    assert run.learn(1, "2025-10-01T09:00:00+07:00") == [4, 5, 6, 7]
    assert run.learn(2, "2025-10-02T09:00:00+07:00") == [], "they are on their way"
    assert run.list(swapped(8, 9, 11) | listed(21, "07-20")) == [8, 9, 11]
    assert [paper.state_of(number) for number in (20, 21)] == ["out_of_window"] * 2


@pytest.mark.parametrize("own", ["2025-01-10T09:00:00+07:00", "2025-03-30T09:00:00+07:00"])
def test_an_own_date_that_agrees_or_is_just_another_changes_nothing(paper, own):
    run = Crawl(paper, **OCTOBER)
    run.list(swapped(*range(1, 8)))
    assert run.learn(1, own) == []
    assert run.list(swapped(8)) == []


def test_what_was_fetched_once_is_not_fetched_again_to_find_out(paper):
    run = Crawl(paper, **OCTOBER)
    run.list(swapped(1, 2, 3, 4))
    left = article(1)
    left.date_published = "2025-01-10T10:00:00+07:00"
    run.frontier.leave(left, key(1))
    assert Crawl(paper, **OCTOBER).list(swapped(1, 4)) == [4]


def test_what_an_earlier_run_owes_stays_owed_when_it_lies_outside_after_all(paper):
    Crawl(paper).list(swapped(1))
    run = Crawl(paper, **OCTOBER)
    assert run.list(swapped(1)) == [1]
    left = article(1)
    run.frontier.leave(left, key(1))
    assert paper.state_of(1) == "listed"


def test_a_page_is_not_older_than_the_window_by_dates_that_say_nothing(paper):
    run = Crawl(paper, **OCTOBER)
    run.list(swapped(1, 2))
    assert run.walker.walk(INDEX).fruitless.old == 1
    run.learn(1, "2025-10-01T09:00:00+07:00")
    run.list(swapped(3, 4))
    assert run.walker.walk(INDEX).fruitless.undated == (key(3), key(4))
    run.list(listed(20, "07-19"))
    assert run.walker.walk(INDEX).fruitless.undated == ()


def test_another_road_is_trusted_until_its_own_dates_are_wrong(paper):
    run = Crawl(paper, **OCTOBER)
    run.list(swapped(1, 2, 3, 4))
    run.learn(1, "2025-10-01T09:00:00+07:00")
    assert run.frontier.probes.distrusted == {INDEX}


def test_what_is_on_its_way_is_not_asked_for_twice(paper):
    run = Crawl(paper, **OCTOBER)
    run.list(swapped(1))
    with paper.store.writing() as transaction:
        row = Listed(key(1), address(1), 0, None)
        assert run.frontier.fetch_anyway(transaction, [row]) == []


# --- Lists that print one day ---------------------------------------------------------------------


def stuck(*numbers, day="11-01"):
    """Links beside which a list prints one day."""
    found = {}
    for number in numbers:
        found |= listed(number, day)
    return found


def test_a_list_with_one_day_on_two_pages_is_tried_and_fetched_when_two_articles_deny_it(paper):
    run = Crawl(paper, **OCTOBER)
    assert run.list(stuck(*range(1, 6))) == []
    assert run.list(stuck(*range(6, 11))) == [6, 7, 8]
    assert run.learn(6, "2025-10-20T09:00:00+07:00") == [], "it may have appeared anew"
    assert run.learn(7, "2025-10-11T09:00:00+07:00") == [1, 2, 3, 4, 5, 9, 10]
    assert run.list(stuck(11, 12, 13, 14, 15)) == [11, 12, 13, 14, 15]


def test_a_list_with_one_day_that_its_articles_have_is_believed(paper):
    run = Crawl(paper, **OCTOBER)
    run.list(stuck(*range(1, 6)))
    run.list(stuck(*range(6, 11)))
    for number in (6, 7, 8):
        assert run.learn(number, "2025-11-01T09:00:00+07:00") == []
    assert run.list(stuck(11, 12, 13, 14, 15)) == []


@pytest.mark.parametrize(
    "pages",
    [
        [stuck(1, 2, 3, 4), stuck(5, 6, 7, 8)],
        [stuck(1, 2, 3, 4, 5), stuck(6, 7, 8, 9, 10, day="11-02")],
        [stuck(1, 2, 3, 4, 5) | stuck(6, day="11-02"), stuck(7, 8, 9, 10, 11)],
    ],
    ids=["few", "two days", "a page of two days"],
)
def test_other_lists_of_few_days_are_not_tried(paper, pages):
    run = Crawl(paper, **OCTOBER)
    assert [run.list(found) for found in pages] == [[], []]


# --- Tries that come to nothing -------------------------------------------------------------------


def test_a_list_is_not_checked_until_one_article_comes_that_was_fetched_for_it(paper):
    run = Crawl(paper, **OCTOBER)
    assert run.frontier.probes.untold == 0
    run.list(swapped(1, 2, 3, 4, 5))
    assert run.frontier.probes.untold == 1
    run.learn(4, "2025-04-10T09:00:00+07:00")
    assert run.frontier.probes.untold == 1, "that one was not fetched for it"
    run.learn(2, "2025-02-10T09:00:00+07:00")
    assert run.frontier.probes.untold == 0


def test_what_a_list_printed_wrongly_by_a_day_is_wanted_when_it_prints_the_right_one(paper):
    asked = {"since": date(2025, 10, 1), "until": date(2025, 10, 12), "today": date(2025, 10, 13)}
    run = Crawl(paper, **asked)
    assert run.list(listed(1, "10-13") | listed(2, "10-13")) == []
    with paper.store.writing() as transaction:
        ledger.leave(transaction, key(2), "2025-10-13T00:10:00+07:00", State.OUT_OF_WINDOW)
    again = Crawl(paper, **asked)
    assert again.list(listed(1, "10-12") | listed(2, "10-12")) == [1], "the other came, and is not"
