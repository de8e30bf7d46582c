"""Which days and pages of a dated index are believed to be empty, and which are a fault."""

from dataclasses import replace
from datetime import date

import pytest

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.failures import Reason, http_reason
from newsscraper.roads import quiet_days
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.day_trail import DayTrail
from newsscraper.roads.listing import Kind, Listing, Sight, Size, Usual
from newsscraper.window import Window

ROAD = DatedIndex("https://mediaindonesia.com/indeks/{day:%Y-%m-%d}/{page}")
TODAY = date(2026, 1, 20)
USUAL = Usual(20, cards=10, links=10)
GONE, DOWN = Kind.ABSENT, Kind.FAILED
NO_ARTICLES, NOT_UNDERSTOOD = Reason.NO_ARTICLES, Reason.NOT_UNDERSTOOD
HTTP_404 = http_reason(404)
FULL_DAY = (10, 10, 4)


def window(first, last):
    return Window(date(2026, 1, first), date(2026, 1, last))


def links_of(day, number, count):
    moment = f"{day}T10:00:00+07:00"
    names = [f"{day}-{number}-{each}" for each in range(count)]
    return {key: {"url": key, "headline": None, "date_published": moment} for key in names}


def walked(listed, asked, had=(), usual=USUAL, strays=0, pager=0):
    """The pages that a walk asks for, and those that it shows to be a fault, with why.

    *listed*: day -> what its pages list: a number of articles, or what they are; none is there
    behind the last. *had*: pages that listed ten when they were read before. *pager*: so many
    pages every page links to.
    """
    walk = Walk(Plan(ROAD, asked, today=TODAY, usual=usual))
    page, places, unread = ROAD.first_page(asked, TODAY), [], {}
    while page:
        day, number = ROAD.read_url(page)
        places.append((day.day, number))
        assert len(places) < 60
        pages = listed.get(day.day, ())
        what = pages[number - 1] if number <= len(pages) else 0
        links = what if isinstance(what, dict) else links_of(day, number, _count(what))
        linked = [(ROAD.page(day, each), "") for each in range(1, pager + 1)]
        listing = Listing([links], linked, strays=0 if links else strays)
        kind = what if isinstance(what, Kind) else None
        if kind is None:
            walk.record(listing.parts[0], (), ())
            kind = walk.kind_of(page, listing)
        step = walk.advance(page, Sight(kind, listing, 10 if places[-1] in had else 0))
        unread |= step.unread
        page = step.page
    return places, {place(each): reason for each, reason in unread.items()}


def _count(what):
    return what if isinstance(what, int) else 0


def place(page):
    day, number = ROAD.read_url(page)
    return day.day, number


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


def test_today_is_not_judged():
    assert walked({19: FULL_DAY, 18: FULL_DAY}, window(18, 20))[1] == {}


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


def test_a_window_up_to_today_has_no_day_after_it():
    assert max(walked({19: FULL_DAY, 18: FULL_DAY}, window(18, 20))[0])[0] == 20


def test_a_look_out_of_the_window_is_no_place_to_go_on_from():
    walk = Walk(Plan(ROAD, window(11, 12), today=TODAY, usual=USUAL))
    empty = ROAD.page(date(2026, 1, 11), 1)
    walk.trail = DayTrail(looks_beyond=True, quiet=((empty, 0),), day_after=Size(10, 10))
    step = walk.advance(ROAD.page(date(2026, 1, 10), 1), Sight(Kind.EMPTY))
    assert step.is_aside
    assert step.page is None


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


@pytest.mark.parametrize("beside", [{13: FULL_DAY, 11: (4,)}, {13: (4,), 11: FULL_DAY}, {}])
def test_such_a_day_beside_a_quiet_one_is_believed(beside):
    assert walked({12: FEW, **beside}, window(10, 13))[1] == {}


def test_a_day_alone_is_judged_by_what_is_usual_and_by_the_day_before_it():
    usual = replace(USUAL, day=Size(24, 24, 3))
    assert walked({12: FEW, 11: FULL_DAY}, window(12, 12), usual=usual)[1] == {
        (12, 1): NOT_UNDERSTOOD
    }
    assert walked({12: FEW, 11: FEW}, window(12, 12), usual=usual)[1] == {}
    assert walked({12: FEW, 11: FULL_DAY}, window(12, 12))[1] == {}


def test_a_road_whose_days_have_one_page_has_no_day_that_is_short():
    listed = {day: (count,) for day, count in enumerate([1, 9, 1, 9, 2, 9, 9, 1], 5)}
    places, unread = walked(listed, window(5, 12), usual=Usual())
    assert unread == {}
    assert {day for day, _ in places} == set(range(5, 13))


def test_today_is_never_short_nor_does_it_make_another_day_quiet():
    usual = replace(USUAL, day=Size(24, 24, 3))
    listed = {20: FEW, 19: (), 18: FULL_DAY}
    assert walked(listed, window(18, 20), usual=usual)[1] == {(19, 1): NO_ARTICLES}
    assert walked({20: FEW, 19: FULL_DAY}, window(19, 20), usual=usual)[1] == {}


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


# --- Pagers ---------------------------------------------------------------------------------------


def test_a_pager_that_links_behind_the_end_of_a_day_says_nothing_of_the_next():
    listed = {12: (10, 4), 11: (10, 10), 10: (10, 0, 10)}
    places, unread = walked(listed, window(10, 12), pager=10)
    assert unread == {(10, 2): NO_ARTICLES}
    assert (11, 4) in places
    assert (11, 5) not in places


def test_a_full_page_behind_which_a_linked_one_is_empty_is_no_end():
    assert walked({12: (10, 0)}, window(12, 12), pager=2)[1] == {(12, 2): NO_ARTICLES}
