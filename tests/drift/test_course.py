"""The course of a change."""

from dataclasses import replace

import pytest
from pasts import days, signed, stretch

from newsscraper.drift.answers import AGE, FUTURE, OLD, SINCE, WORDS
from newsscraper.drift.course import follow
from newsscraper.store.states import Stage

GOOD, BAD = {"css a": 50}, {"": 50}
PAST = days(20, GOOD)


def after(stretches, known=()):
    """The changes known when the last of *stretches* has been read, by their stage."""
    known = {each.name: each for each in known}
    known |= {each.name: each for each in follow(stretches, known.values(), {})}
    return list(known.values())


def run(number, answers):
    return stretch(number, answers)


def test_a_change_is_open_as_long_as_it_lasts():
    stretches = [*PAST, run(21, BAD)]
    [change] = after(stretches)
    assert (change.stage, change.deviation.first, change.last) == (Stage.OPEN, 21, None)
    stretches += [run(22, BAD)]
    [again] = after(stretches, [change])
    assert (again.stage, again.deviation.first) == (Stage.OPEN, 21)


def test_a_change_is_over_when_pages_are_as_before():
    stretches = [*PAST, run(21, BAD)]
    known = after(stretches)
    stretches += [run(22, GOOD)]
    [change] = known = after(stretches, known)
    assert (change.stage, change.last) == (Stage.WELL, 21)
    stretches += [run(23, GOOD)]
    assert after(stretches, known) == known
    stretches += [run(24, BAD)]
    found = follow(stretches, known, {})
    assert [(each.stage, each.deviation.first) for each in found] == [(Stage.OPEN, 24)]


def test_what_was_wrong_is_never_usual():
    stretches, known = [*PAST], []
    for number in range(21, 60):
        stretches.append(run(number, BAD))
        known = after(stretches, known)
    assert [each.stage for each in known] == [Stage.OPEN]
    assert known[0].deviation.usual < 0.01


def test_what_was_accepted_is_usual():
    stretches = [*PAST, run(21, BAD)]
    known = [replace(each, stage=Stage.ACCEPTED) for each in after(stretches)]
    for number in range(22, 40):
        stretches.append(run(number, BAD))
        assert follow(stretches, known, {}) == []
    stretches.append(run(40, {"css b": 50}))
    assert follow(stretches, known, {}) == [], "more than usual is no harm"


def test_an_example_is_kept_until_there_is_another():
    stretches = [*PAST, run(21, BAD)]
    known = [each.shown_by("https://a.id/1") for each in after(stretches)]
    stretches.append(run(22, BAD))
    assert after(stretches, known)[0].deviation.example == "https://a.id/1"


def names(number, **others):
    """A day on which twenty reporters write two articles each, and others some more."""
    return signed(number, {f"Wartawan {each}": 2 for each in range(20)} | others)


def ages(number, answers):
    return stretch(number, answers, AGE)


def words(number, answers):
    return stretch(number, answers, WORDS)


USUAL = {"400": 15, "600": 20, "800": 15}


@pytest.mark.parametrize(
    ("day", "usual", "first", "second"),
    [
        (lambda number, more: names(number, **more), {}, {"Admin": 20}, {"Redaksi": 60}),
        (ages, {SINCE: 50}, {SINCE: 35, FUTURE: 15}, {OLD: 50}),
        (words, USUAL, {"1600": 50}, {"100": 50}),
    ],
    ids=["one name, then another", "dates ahead, then old", "swollen, then shrunk"],
)
def test_another_change_is_told_while_one_is_open(day, usual, first, second):
    stretches = [*(day(number, usual) for number in range(1, 21)), day(21, first)]
    [old] = known = after(stretches)
    stretches.append(day(22, second))
    known = after(stretches, known)
    [new] = [each for each in known if each.name != old.name]
    assert (new.stage, new.deviation.first) == (Stage.OPEN, 22)
    for number in range(23, 29):
        stretches.append(day(number, second))
        known = after(stretches, known)
    stages = {each.name: (each.stage, each.last) for each in known}
    assert stages == {old.name: (Stage.WELL, 21), new.name: (Stage.OPEN, None)}


def test_a_field_that_is_gone_is_told_though_its_first_place_was_gone_before():
    places = {"authors": ("css a", "css b")}
    stretches = [*PAST, run(21, {"css b": 50})]
    known = follow(stretches, [], places)
    stretches.append(run(22, BAD))
    new = [each for each in follow(stretches, known, places) if each.name != known[0].name]
    assert [(each.stage, each.deviation.text) for each in new] == [
        (Stage.OPEN, "authors in 0 of 50 articles, usually over 99 %")
    ]


def test_what_a_wider_window_still_holds_of_a_change_that_is_over_is_no_other_one():
    stretches = [words(number, USUAL) for number in range(1, 21)]
    known = after([*stretches, words(21, {"1600": 20})])
    stretches.append(words(21, {"1600": 20, "25": 30}))
    stretches.append(words(22, {"400": 8, "600": 10, "800": 7}))
    [change] = after(stretches, known)
    assert (change.stage, change.last) == (Stage.WELL, 21)
