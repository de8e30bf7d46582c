"""One name under too many articles."""

import pytest
from pasts import signed

from newsscraper.drift.alarm import alarms
from newsscraper.drift.concentration import one_name
from newsscraper.drift.view import History, View

NAMES = [f"Wartawan {number}" for number in range(20)]


def usual(number, **others):
    """A day on which each reporter writes two articles, and some write more."""
    return signed(number, dict.fromkeys(NAMES, 2) | {NAMES[number % 20]: 6} | others)


PAST = [usual(number) for number in range(1, 31)]


def found(names):
    return [each.text for each in alarms([*PAST, signed(31, names)], {}, {})]


def test_one_name_under_all_articles_is_told():
    assert found({"Admin": 40}) == ['authors is "Admin" in 40 of 40 articles, usually 2 %']


def test_one_name_under_a_fifth_of_them_is_told_if_nobody_knows_it():
    assert found(dict.fromkeys(NAMES, 5) | {"Admin": 30})
    assert not found(dict.fromkeys(NAMES, 5) | {"Wartawan 3": 20})


def small(number, **others):
    """A run of 20 articles, in which somebody always has three."""
    names = dict.fromkeys((NAMES[(number + place) % 20] for place in range(16)), 1)
    return signed(number, names | {NAMES[number % 20]: 3} | others)


def test_that_a_few_lead_among_few_articles_hides_no_name_among_many():
    past = [small(number, **{"Admin": 1} if number == 6 else {}) for number in range(1, 81)]
    newest = [small(number, Admin=4) for number in range(81, 85)]
    [told] = alarms([*past, *newest], {}, {})
    assert told.symptom.value == "Admin"
    assert alarms(past, {}, {}) == []


@pytest.mark.parametrize(
    "names",
    [
        dict.fromkeys(NAMES, 2),
        dict.fromkeys(NAMES[:4], 10),
        dict.fromkeys(NAMES, 5) | {"Wartawan baru": 8},
    ],
)
def test_a_small_desk_and_a_new_reporter_are_not(names):
    assert found(names) == []


def test_where_hardly_any_article_has_an_author_nothing_is_said():
    view = View.of([*PAST, signed(31, {"Admin": 9, "Sari": 9})], History())
    assert list(one_name(view.past, view.windows[0]._replace(profiles=[]))) == []
