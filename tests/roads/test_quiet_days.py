"""Which days with few articles, or none, are believed, and which are a fault."""

from datetime import date

import pytest
from worlds.walked_days import (
    DOWN,
    FULL_DAY,
    GONE,
    HTTP_404,
    NO_ARTICLES,
    NOT_UNDERSTOOD,
    ROAD,
    TODAY,
    USUAL,
    walked,
    window,
)

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.roads import quiet_days
from newsscraper.roads.day_trail import DayTrail
from newsscraper.roads.listing import Kind, Sight, Size, Usual

# --- Whole days without articles ------------------------------------------------------------------


def test_an_empty_day_between_days_that_fill_a_page_is_unread():
    places, unread = walked({12: FULL_DAY, 10: FULL_DAY}, window(10, 12))
    assert unread == {(11, 1): NO_ARTICLES}
    assert places.count((11, 2)) == 1, "its second page might be there"


def test_several_empty_days_between_days_that_fill_a_page_are_unread():
    unread = walked({13: FULL_DAY, 10: FULL_DAY}, window(10, 13))[1]
    assert unread == {(11, 1): NO_ARTICLES, (12, 1): NO_ARTICLES}


@pytest.mark.parametrize("beside", [{12: FULL_DAY, 10: (4,)}, {12: (4,), 10: FULL_DAY}, {}])
def test_an_empty_day_beside_a_quiet_one_is_believed(beside):
    assert walked(beside, window(10, 12))[1] == {}


def test_an_empty_day_whose_second_page_lists_articles_is_unread():
    assert walked({12: FULL_DAY, 11: (0, 10, 3)}, window(11, 12))[1] == {(11, 1): NO_ARTICLES}


def test_today_is_not_judged_by_the_days_before_it():
    assert walked({19: FULL_DAY, 18: FULL_DAY}, window(18, 20))[1] == {}


@pytest.mark.parametrize(("what", "reason"), [(0, NO_ARTICLES), (GONE, HTTP_404)])
def test_today_is_judged_by_what_others_had_at_this_hour(what, reason):
    for usual, least, is_unread in (
        (USUAL, 7, False),
        (USUAL, 8, True),
        (Usual(), 50, False),
    ):
        listed = {20: (what,), 19: (4, GONE)}
        unread = walked(listed, window(19, 20), usual=usual, least=least)[1]
        assert unread == ({(20, 1): reason} if is_unread else {})


def test_today_is_not_late_when_it_has_anything():
    assert walked({20: (1,), 19: FULL_DAY}, window(19, 20), least=50)[1] == {}


@pytest.mark.parametrize("what", [0, GONE])
def test_a_day_that_had_articles_is_unread_when_it_has_none(what):
    unread = walked({12: (4,), 11: (what,)}, window(11, 12), had={(11, 1)})[1]
    assert unread == {(11, 1): NO_ARTICLES if what == 0 else HTTP_404}


@pytest.mark.parametrize(("count", "is_unread"), [(4, True), (5, False)])
def test_a_page_that_has_less_than_half_of_what_it_had_is_not_understood(count, is_unread):
    unread = walked({12: (count,)}, window(12, 12), had={(12, 1)})[1]
    assert unread == ({(12, 1): NOT_UNDERSTOOD} if is_unread else {})


def test_a_page_without_a_card_that_links_to_many_articles_is_not_understood():
    unread = walked({12: FULL_DAY}, window(11, 12), strays=20)[1]
    assert unread == {(11, 1): NOT_UNDERSTOOD}
    assert walked({12: FULL_DAY}, window(11, 12), strays=1)[1] == {}


@pytest.mark.parametrize(
    ("what", "empty", "is_unread"), [(GONE, True, True), (GONE, False, False), (0, True, False)]
)
def test_today_is_unread_if_it_is_not_there_where_other_pages_are_there_and_empty(
    what, empty, is_unread
):
    unread = walked({20: (what,), 19: (*FULL_DAY, GONE)}, window(19, 20), empty=empty)[1]
    assert unread == ({(20, 1): HTTP_404} if is_unread else {})


@pytest.mark.parametrize(("strays", "is_unread"), [(5, True), (1, False)])
def test_so_is_today_where_nothing_is_usual_yet(strays, is_unread):
    unread = walked({19: FULL_DAY}, window(19, 20), usual=Usual(), strays=strays)[1]
    assert ((20, 1) in unread) is is_unread


# --- The edges of a window ------------------------------------------------------------------------


@pytest.mark.parametrize(("beyond", "is_unread"), [(FULL_DAY, True), ((3,), False), ((), False)])
def test_empty_days_at_the_older_edge_are_judged_by_the_day_before_the_window(beyond, is_unread):
    places, unread = walked({12: FULL_DAY, 10: beyond}, window(11, 12))
    assert places[-1] == (10, 1)
    assert places.count((10, 1)) == 1
    assert unread == ({(11, 1): NO_ARTICLES} if is_unread else {})


@pytest.mark.parametrize("listed", [{12: (4,)}, {12: FULL_DAY, 11: (4,)}, {}])
def test_nothing_before_the_window_is_asked_for_without_need(listed):
    assert min(walked(listed, window(11, 12))[0]) == (11, 1)


@pytest.mark.parametrize(
    ("beyond", "is_unread"),
    [(FULL_DAY, True), ((3,), False), ((), False), ((GONE,), False), ((DOWN,), False)],
)
@pytest.mark.parametrize("empty", [[12], [12, 11]])
def test_empty_days_at_the_newer_edge_are_judged_by_the_day_after_the_window(
    beyond, is_unread, empty
):
    listed = {13: beyond, **{day: FULL_DAY for day in range(9, 13) if day not in empty}}
    places, unread = walked(listed, window(9, 12))
    assert [each for each in places if each[0] == 13] == [(13, 1)]
    assert places[-1] == (9, 4), "the walk goes on behind the look"
    assert len(set(places)) == len(places)
    assert unread == ({(day, 1): NO_ARTICLES for day in empty} if is_unread else {})


def test_the_day_after_the_window_may_be_today():
    places, unread = walked({20: (10,), 18: FULL_DAY}, window(18, 19))
    assert (20, 1) in places
    assert unread == {(19, 1): NO_ARTICLES}


@pytest.mark.parametrize(
    "listed", [{12: FULL_DAY, 11: FULL_DAY}, {11: (4,)}, {12: (4,), 10: FULL_DAY}, {}]
)
def test_nothing_after_the_window_is_asked_for_without_need(listed):
    assert max(walked(listed, window(10, 12))[0]) < (13, 1)


@pytest.mark.parametrize("listed", [{19: FULL_DAY, 18: FULL_DAY}, {18: FULL_DAY}])
def test_a_window_up_to_today_has_no_day_after_it(listed):
    places, unread = walked(listed, window(18, 20))
    assert max(places)[0] == 20
    assert unread == {}


def test_a_look_out_of_the_window_is_no_place_to_go_on_from():
    walk = Walk(Plan(ROAD, window(11, 12), today=TODAY, usual=USUAL))
    empty = ROAD.page(date(2026, 1, 11), 1)
    walk.trail = DayTrail(looks_beyond=True, quiet=((empty, 0),), day_after=Size(10, 10))
    step = walk.advance(ROAD.page(date(2026, 1, 10), 1), Sight(Kind.EMPTY))
    assert step.is_aside
    assert step.page is None


def test_what_is_kept_in_mind_of_a_day_that_is_over_is_how_much_it_had():
    walk = Walk(Plan(ROAD, window(11, 12), today=TODAY, usual=USUAL))
    size = Size(14, 14, 2)
    trail = DayTrail(so_far=size, here=Size(4, 4), quiet=(("a", 0),), lost=1, empty_days=3)
    after = quiet_days.ended(trail, "b", walk, is_young=False)
    assert after == DayTrail(day_after=size)
    quiet = quiet_days.ended(after, "c", walk, is_young=False)
    assert quiet == DayTrail(day_after=size, empty_days=1)


# --- Days that list far fewer than others ---------------------------------------------------------

FEW, HOLIDAY = (3,), (4,)


@pytest.mark.parametrize(("few", "is_unread"), [(FEW, True), (HOLIDAY, False), ((8,), False)])
def test_a_day_with_far_fewer_articles_than_full_days_beside_it_is_not_understood(few, is_unread):
    unread = walked({13: FULL_DAY, 12: few, 11: FULL_DAY}, window(11, 13))[1]
    assert unread == ({(12, 1): NOT_UNDERSTOOD} if is_unread else {})


@pytest.mark.parametrize(("first", "last"), [(12, 13), (11, 12)])
def test_such_a_day_at_an_edge_of_a_window_is_judged_by_the_day_out_of_it(first, last):
    listed = {13: FULL_DAY, 12: FEW, 11: FULL_DAY}
    places, unread = walked(listed, window(first, last))
    assert unread == {(12, 1): NOT_UNDERSTOOD}
    assert {day for day, _ in places} == {11, 12, 13}


@pytest.mark.parametrize(
    "beside", [{13: FULL_DAY, 11: (4,)}, {13: FULL_DAY, 11: (10, 9)}, {13: (4,), 11: FULL_DAY}, {}]
)
def test_such_a_day_beside_a_quiet_one_is_believed(beside):
    assert walked({12: FEW, **beside}, window(10, 13))[1] == {}


def test_a_day_alone_is_judged_by_what_is_usual_and_by_the_day_before_it():
    usual = USUAL._replace(day=Size(24, 24, 3))
    assert walked({12: FEW, 11: FULL_DAY}, window(12, 12), usual=usual)[1] == {
        (12, 1): NOT_UNDERSTOOD
    }
    assert walked({12: FEW, 11: FEW}, window(12, 12), usual=usual)[1] == {}
    assert walked({12: FEW, 11: FULL_DAY}, window(12, 12))[1] == {}


def test_such_a_day_at_an_edge_is_believed_where_a_usual_one_has_hardly_more():
    usual = USUAL._replace(day=Size(12, 12, 2))
    listed = {13: FULL_DAY, 12: FEW, 11: FULL_DAY}
    assert walked(listed, window(12, 13), usual=usual)[1] == {}


def test_a_road_whose_days_have_one_page_has_no_day_that_is_short():
    listed = {day: (count,) for day, count in enumerate([1, 9, 1, 9, 2, 9, 9, 1], 5)}
    places, unread = walked(listed, window(5, 12), usual=Usual())
    assert unread == {}
    assert {day for day, _ in places} == set(range(5, 13))


def test_today_is_never_short_nor_does_it_make_another_day_quiet():
    usual = USUAL._replace(day=Size(24, 24, 3))
    listed = {20: FEW, 19: (), 18: FULL_DAY}
    assert walked(listed, window(18, 20), usual=usual)[1] == {(19, 1): NO_ARTICLES}
    assert walked({20: FEW, 19: FULL_DAY}, window(19, 20), usual=usual)[1] == {}


@pytest.mark.parametrize("what", [0, 3])
def test_a_day_with_which_a_walk_goes_on_in_the_middle_counts_with_its_pages_before(what):
    usual = USUAL._replace(day=Size(24, 24, 3))
    listed = {12: FULL_DAY, 11: (what,), 10: FULL_DAY}
    begins = ROAD.page(date(2026, 1, 12), 3)
    unread = walked(listed, window(10, 13), usual=usual, begins=begins)[1]
    assert unread == {(11, 1): NOT_UNDERSTOOD if what else NO_ARTICLES}
