"""Today's list of a dated index: short yet, late, gone, or all there is."""

from datetime import datetime, timedelta

import pytest
from worlds.walked_days import FULL_DAY, GONE, HTTP_404, TODAY, walked, window

from newsscraper.roads import young_day
from newsscraper.roads.listing import Kind, Sight, Step, Usual
from newsscraper.window import Window


def came(*times, day=TODAY):
    """Articles that appeared at such times of a day."""
    moments = [f"{day}T{time}:00+07:00" for time in times]
    return {key: {"url": key, "headline": None, "date_published": key} for key in moments}


def young(shown, now="01:07", asked=Window(), **more):
    """The first pages that are asked for when today lists what is *shown*."""
    moment = datetime.fromisoformat(f"{TODAY}T{now}:00+07:00")
    listed = {20: (shown,), 19: FULL_DAY}
    return walked(listed, asked, now=moment, **more)[0][:2]


FEW = came("00:50", "00:31", "00:06")
ALONE, BOTH = [(20, 1), (19, 1)], [(20, 1), (20, 2)]


def test_a_page_of_today_is_all_there_is_while_less_than_a_page_has_come():
    assert young(FEW) == ALONE
    assert young(came("00:04"), now="00:07") == ALONE


def test_a_page_of_today_that_may_be_cut_short_is_looked_behind():
    assert young(came("01:05", "01:01", "00:58")) == BOTH  # 22 at this rate, and 8 fill a page
    assert young(FEW, now="23:00") == ALONE
    assert young(came("22:50", "22:31", "22:06"), now="23:00") == BOTH


@pytest.mark.parametrize(
    "shown",
    [
        came("00:50", "00:31", "00:00"),  # as of a list that tells only days
        came("00:50", "00:31") | came("23:58", day=TODAY - timedelta(days=1)),
        came("00:50") | {"one": {"url": "one", "headline": None, "date_published": None}},
        came("01:07"),
        came("02:10", "01:50"),
    ],
)
def test_without_an_hour_of_today_for_each_article_nothing_is_told_by_them(shown):
    assert young(shown) == BOTH


def test_a_page_of_today_is_looked_behind_where_more_is_linked_or_was_read():
    assert young(FEW, pager=2) == BOTH
    assert young(FEW, had=[(20, 1)]) == BOTH
    assert young(FEW, usual=Usual()) == BOTH


def test_only_the_first_page_of_today_says_it():
    now = datetime.fromisoformat(f"{TODAY}T01:07:00+07:00")
    places = walked({20: (10, FEW), 19: FULL_DAY}, Window(), now=now)[0]
    assert places[:3] == [(20, 1), (20, 2), (20, 3)]


# --- Days that were met before --------------------------------------------------------------------


def test_the_day_before_is_not_read_again_where_a_complete_walk_has_met_all_of_it():
    assert young(FEW, settled=TODAY) == [(20, 1)]
    assert young(FEW, settled=TODAY - timedelta(days=1)) == ALONE


def test_behind_a_day_without_articles_one_with_some_is_read_however_settled():
    assert walked({19: FULL_DAY}, Window(), settled=TODAY)[0] == [
        *((20, 1), (19, 1), (19, 2), (19, 3), (19, 4))
    ]
    assert walked({}, Window(), settled=TODAY)[0] == [(20, 1), (19, 1)]


def test_a_window_reads_days_however_settled():
    assert young(FEW, asked=window(19, 20), settled=TODAY) == ALONE


# --- A list that is not there --------------------------------------------------------------------


@pytest.mark.parametrize("end", [(10, 4), (10, 10)])
def test_today_is_unread_when_it_is_not_there_and_a_page_behind_it_is_there_and_empty(end):
    asked = window(19, 20)
    assert walked({20: (GONE,), 19: (*end, 0)}, asked)[1] == {(20, 1): HTTP_404}
    assert walked({20: (GONE,), 19: (*end, 0, 0, 0)}, asked, pager=3)[1][20, 1] == HTTP_404
    assert walked({20: (GONE,), 19: (*end, GONE, GONE)}, asked)[1] == {}
    assert walked({20: (0,), 19: (*end, 0)}, asked)[1] == {}


def test_a_step_without_such_a_list_stays_as_it_is():
    step = Step("page")
    assert young_day.with_today(step, Sight(Kind.EMPTY)) is step
