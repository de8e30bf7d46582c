"""Which pages of a dated index are believed to be the end of a day, and which are a fault."""

from datetime import date

import pytest
from worlds.walked_days import (
    DOWN,
    FULL_DAY,
    GONE,
    HTTP_404,
    NO_ARTICLES,
    NOT_UNDERSTOOD,
    TODAY,
    USUAL,
    links_of,
    walked,
    window,
)

from newsscraper.failures import Reason
from newsscraper.roads import days
from newsscraper.roads.listing import Kind, Listing, Usual

# --- The last page of a day -----------------------------------------------------------------------


def test_a_day_whose_last_page_is_not_full_is_over_with_the_empty_one_behind_it():
    places, unread = walked({10: (10, 4)}, window(10, 10))
    assert places == [(10, 1), (10, 2), (10, 3)]
    assert unread == {}


@pytest.mark.parametrize("end", [0, GONE])
def test_a_full_last_page_is_checked_by_asking_for_one_page_more(end):
    places, unread = walked({10: (10, 10, end)}, window(10, 10))
    assert places == [(10, 1), (10, 2), (10, 3), (10, 4)]
    assert unread == {}


@pytest.mark.parametrize("gap", [0, GONE])
def test_an_empty_page_behind_which_the_day_goes_on_is_unread(gap):
    places, unread = walked({10: (10, gap, 10, 3)}, window(10, 10))
    assert places == [(10, number) for number in range(1, 6)]
    assert unread == {(10, 2): NO_ARTICLES}


def test_a_page_that_is_nearly_full_is_a_full_one():
    assert (10, 3) in walked({10: (8,)}, window(10, 10))[0]
    assert (10, 3) not in walked({10: (7,)}, window(10, 10))[0]


def test_what_is_full_is_learnt_on_the_way_when_nothing_is_usual_yet():
    places, unread = walked({10: (10, 0, 10, 3)}, window(10, 10), usual=Usual())
    assert unread == {(10, 2): NO_ARTICLES}
    assert places[-1] == (10, 5)


def test_a_small_page_that_another_follows_is_not_understood():
    assert walked({10: (10, 4, 10, 3)}, window(10, 10))[1] == {(10, 2): NOT_UNDERSTOOD}
    assert walked({10: (10, 10, 4)}, window(10, 10))[1] == {}


@pytest.mark.parametrize("behind", [(0,), (0, 10, 4)])
def test_a_page_without_a_card_that_links_to_articles_is_no_end(behind):
    strange = walked({10: (10, *behind)}, window(10, 10), strays=5)[1]
    assert strange[10, 2] == NOT_UNDERSTOOD
    assert walked({10: (10, 0)}, window(10, 10), usual=USUAL._replace(strays=5), strays=5)[1] == {}


def test_nothing_lies_behind_a_page_that_is_not_full_whatever_the_empty_one_links_to():
    assert walked({10: (10, 4)}, window(10, 10), strays=5)[1] == {}
    unread = walked({10: (4,)}, window(10, 10), usual=Usual(), strays=5)[1]
    assert unread[10, 2] == NOT_UNDERSTOOD, "nobody knows how many fill a page"


# --- Days that are not there, and pages that fail -------------------------------------------------


def test_a_day_that_is_not_there_is_unread_when_one_behind_it_is():
    unread = walked({12: (GONE,), 11: (GONE,), 10: (4,)}, window(10, 12))[1]
    assert unread == {(12, 1): HTTP_404, (11, 1): HTTP_404}


def test_days_that_are_not_there_say_nothing_when_no_other_is():
    listed = dict.fromkeys(range(10, 13), (GONE,))
    places, unread = walked(listed, window(10, 12))
    assert places == [(12, 1), (11, 1), (10, 1)]
    assert unread == {}


def test_behind_a_first_page_that_fails_the_second_is_asked_for_and_then_the_day_before():
    places, _ = walked({12: (DOWN, 10, 4), 11: (4,)}, window(11, 12))
    assert places == [*((12, number) for number in range(1, 5)), (11, 1), (11, 2)]


def test_two_pages_in_a_row_that_fail_end_the_day():
    places, _ = walked({12: (10, DOWN, DOWN, 10), 11: (4,)}, window(11, 12))
    assert places == [(12, 1), (12, 2), (12, 3), (11, 1), (11, 2)]


# --- The list of another day ----------------------------------------------------------------------


def of_day(day, count=10):
    """What a page lists that is another day's."""
    return links_of(date(2026, 1, day), 1, count)


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_of_another_day_is_unread_and_the_day_goes_on_behind_it(number):
    listed = [10, 10, 10, 4]
    listed[number - 1] = of_day(14)
    places, unread = walked({12: listed}, window(12, 12))
    assert unread == {(12, number): Reason.ANOTHER_LIST}
    assert places == [(12, each) for each in range(1, 6)]


def test_a_walk_goes_on_behind_days_that_show_an_old_one():
    listed = {day: [of_day(2)] * 9 for day in (11, 12, 13)}
    places, unread = walked(listed | {10: (10, 4)}, window(10, 13))
    assert places[-1] == (10, 3)
    assert {day for day, _ in unread} == {11, 12, 13}


def test_one_article_of_the_day_before_may_be_on_a_list():
    late = of_day(11, 1)
    assert walked({12: (late,)}, window(12, 12))[1] == {}
    assert walked({12: (of_day(12, 2) | of_day(11, 2),)}, window(12, 12))[1] == {}


@pytest.mark.parametrize("wrong", [date(2026, 9, 1), date(2025, 1, 9)])
def test_dates_with_the_month_first_or_of_another_year_make_no_other_list(wrong):
    assert walked({9: (links_of(wrong, 1, 10),)}, window(9, 9))[1] == {}


def test_a_look_out_of_the_window_at_another_day_s_list_shows_nothing():
    listed = {12: FULL_DAY, 11: (), 10: (of_day(15),)}
    assert walked(listed, window(11, 12))[1] == {}


def test_a_list_whose_articles_have_no_date_is_no_other():
    links = {key: link | {"date_published": None} for key, link in of_day(2).items()}
    assert not days.is_of_another(TODAY, Listing([links]))
    assert days.is_of_another(TODAY, Listing([of_day(2)]))


# --- Pagers ---------------------------------------------------------------------------------------


def test_a_pager_that_links_behind_the_end_of_a_day_says_nothing_of_the_next():
    listed = {12: (10, 4), 11: (10, 10), 10: (10, 0, 10)}
    places, unread = walked(listed, window(10, 12), pager=10)
    assert unread == {(10, 2): NO_ARTICLES}
    assert (11, 4) in places
    assert (11, 5) not in places


def test_what_is_known_of_the_pager_of_a_road_is_believed_in_later_runs():
    usual = USUAL._replace(pagers=-1)
    assert walked({12: (10,)}, window(12, 12), usual=usual, pager=10)[1] == {}
    assert walked({12: (10, 0, 10)}, window(12, 12), usual=usual, pager=10)[1] != {}


def test_a_full_page_behind_which_a_linked_one_is_empty_is_no_end():
    assert walked({12: (10, 0)}, window(12, 12), pager=2)[1] == {(12, 2): NO_ARTICLES}


@pytest.mark.parametrize("end", [0, Kind.ABSENT, Kind.REPEAT], ids=str)
def test_behind_a_short_page_a_linked_one_is_missed_where_the_pager_is_known_to_be_right(end):
    listed, asked = {12: (6, end), 11: (10, 6)}, window(11, 12)
    for pagers, is_missed in ((1, True), (0, False), (-1, False)):
        places, unread = walked(listed, asked, usual=USUAL._replace(pagers=pagers), pager=2)
        assert ((12, 2) in unread) is is_missed
        assert ((12, 3) in places) is is_missed


def test_days_that_end_where_their_pager_says_show_what_an_earlier_one_lacks():
    listed = {12: (6, 0), 11: (10, 6), 10: (10, 6), 9: (10, 0)}
    assert walked(listed, window(11, 12), pager=2)[1] == {}
    assert walked(listed, window(10, 12), pager=2)[1] == {(12, 2): NO_ARTICLES}
    assert walked(listed, window(9, 11), pager=2)[1] == {(9, 2): NO_ARTICLES}


def test_days_without_a_pager_do_not_show_it():
    listed = {12: (10, 6), 11: (6,), 10: (4,), 9: (10, 6)}
    assert walked(listed, window(9, 12), pager=lambda day: 3 if day == 12 else 0)[1] == {}
