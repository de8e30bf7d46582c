"""A run beside the past: what is told, and what is not."""

from dataclasses import replace

import pytest
from pasts import days, stretch

from newsscraper.drift.alarm import alarms

PLACES = {"authors": ("css a", "ld b")}
USUAL = {"css a": 96, "": 4}


def told(*newest, past=None, question="authors"):
    stretches = [*(days(30, USUAL, question=question) if past is None else past), *newest]
    return [each.text for each in alarms(stretches, {}, PLACES)]


def test_a_field_that_vanishes_is_told():
    assert told(stretch(31, {"": 30})) == ["authors in 0 of 30 articles, usually 96 %"]


def test_a_place_that_is_dead_is_told_though_another_hides_it():
    assert told(stretch(31, {"ld b": 29, "": 1})) == [
        'authors by "css a" in 0 of 30 articles, usually 96 %'
    ]


def test_a_better_place_than_the_usual_one_is_no_harm():
    past = days(30, {"ld b": 96, "": 4})
    assert told(stretch(31, {"css a": 30}), past=past) == []


def test_a_field_that_a_fifth_of_the_articles_has_lost_is_told():
    assert told(stretch(31, {"css a": 76, "": 24})) != []


@pytest.mark.parametrize(("a_day", "least"), [(1, 12), (8, 13)])
def test_runs_that_come_more_often_need_a_stronger_sign(a_day, least):
    past = [stretch(number, USUAL, days=number / a_day) for number in range(1, 81)]

    def without(count):
        newest = stretch(81, {"css a": 40 - count, "": count}, days=81 / a_day)
        return told(newest, past=past)

    assert without(least - 1) == []
    assert without(least) != []


def with_opinions(number, answers):
    """A run that has a section, too, in which the field is rare as a rule."""
    made = stretch(number, answers)
    opinions = stretch(number, {"css a": 8, "": 12}, group="opini")
    return replace(made, profile=made.profile + opinions.profile)


def test_a_section_in_which_a_field_is_rare_does_not_hide_what_others_have_lost():
    past = [with_opinions(number, {"css a": 76, "": 4}) for number in range(1, 31)]
    assert told(with_opinions(31, {"css a": 70, "": 10}), past=past) == []
    assert told(with_opinions(31, {"css a": 56, "": 24}), past=past) == [
        "authors in 64 of 100 articles, usually 84 %"
    ]


def test_a_run_like_others_is_not_told():
    assert told(stretch(31, {"css a": 93, "": 7})) == []


def test_a_run_of_few_articles_says_nothing_alone():
    assert told(stretch(31, {"": 4})) == []


def test_without_a_past_nothing_is_told():
    assert told(stretch(6, {"": 100}), past=days(5, USUAL)) == []


def test_what_differs_from_run_to_run_has_to_differ_more():
    wild = [stretch(n, {"css a": 78 + 18 * (n % 2), "": 22 - 18 * (n % 2)}) for n in range(1, 31)]
    assert told(stretch(31, {"css a": 70, "": 30}), past=wild) == []
    assert told(stretch(31, {"": 100}), past=wild) != []


def test_bodies_that_shrink_and_swell_are_told():
    past = days(30, {"150": 30, "200": 40, "300": 30}, question="body/words")
    assert told(stretch(31, {"25": 30}, "body/words"), past=past) == [
        "body has at most 25 words in 30 of 30 articles, usually under 1 %"
    ]
    assert told(stretch(31, {"inf": 30}, "body/words"), past=past)[0].startswith("body has more")


@pytest.mark.parametrize(("pages", "is_told"), [(1, False), (4, True)])
def test_lists_are_told_by_their_pages(pages, is_told):
    past = [stretch(n, {"inf": 6}, "index/dates", "Index") for n in range(1, 31)]
    for each in past:
        each.profile.articles = 50
    now = stretch(31, {"0": pages}, "index/dates", "Index")
    now.profile.articles = 50
    assert bool(told(now, past=past)) == is_told
