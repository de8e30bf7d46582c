"""A harm of a fifth of the articles, in each field that has a size, and in both directions."""

import random
from math import exp

import pytest
from pasts import signed, stretch

from newsscraper.drift import answers
from newsscraper.drift.alarm import alarms
from newsscraper.drift.answers import step
from newsscraper.drift.concentration import one_name
from newsscraper.drift.view import History, View

SIZES = {
    answers.WORDS: (answers.WORD_STEPS, 260),
    answers.PARTS: (answers.PART_STEPS, 9),
    "keywords/number": (answers.NUMBER_STEPS, 5),
    "related/number": (answers.NUMBER_STEPS, 5),
    "read_also/number": (answers.NUMBER_STEPS, 5),
}
"""Question -> the steps up to which its sizes are counted, and the usual size."""
ARTICLES, AFFECTED = 164, 21
"""Of a day, and those of them that are changed: an unlucky fifth."""


def day(number, question, factor=1.0, articles=ARTICLES, affected=AFFECTED):
    draw = random.Random(f"{number} {question}")
    steps, usual = SIZES[question]
    sizes = [max(1, usual * exp(draw.gauss(0, 0.45))) for _ in range(articles)]
    sizes[:affected] = [max(1, size * factor) for size in sizes[:affected]]
    counts = dict.fromkeys((step(size, steps) for size in sizes), 0)
    for size in sizes:
        counts[step(size, steps)] += 1
    return stretch(number, counts, question)


def told(question, *now):
    past = [day(number, question) for number in range(1, 61)]
    return alarms([*past, day(61, question, *now)], {}, {})


@pytest.mark.parametrize("question", SIZES)
@pytest.mark.parametrize("factor", [0.12, 9])
def test_it_is_told_in_the_first_run_that_has_twenty(question, factor):
    assert [each.symptom.question for each in told(question, factor)] == [question]


@pytest.mark.parametrize("question", SIZES)
def test_a_day_like_others_is_not(question):
    assert told(question, 1.0) == []


@pytest.mark.parametrize("question", [answers.WORDS, answers.PARTS])
@pytest.mark.parametrize("factor", [0.8, 1.25])
def test_nor_is_an_election_night_on_which_all_texts_are_somewhat_short_or_long(question, factor):
    assert told(question, factor, 345, 345) == []


NAMES = [f"Wartawan {number}" for number in range(60)]


def signed_day(number, **others):
    draw = random.Random(number)
    names = dict.fromkeys(NAMES, 2)
    for name in draw.sample(NAMES, 20):
        names[name] += 1
    first = {f"Wartawan baru {number}": draw.choice((1, 1, 1, 2, 5))}
    return signed(number, names | first | others)


PAST = [signed_day(number) for number in range(1, 61)]


def test_so_is_a_name_that_nobody_knows():
    now = signed_day(61, **{"Penulis Tamu": 24})
    assert [each.symptom.value for each in alarms([*PAST, now], {}, {})] == ["Penulis Tamu"]


def test_a_new_reporter_is_not():
    now = signed_day(61, **{"Wartawan baru 61": 9})
    view = View.of([*PAST, now], History())
    assert not any(list(one_name(view.past, window)) for window in view.windows)
