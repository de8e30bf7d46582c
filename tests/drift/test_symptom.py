"""Which answers are a sign that pages have changed."""

import pytest

from newsscraper.drift.answers import Answer
from newsscraper.drift.likelihood import LEAST_SPREAD
from newsscraper.drift.symptom import Symptom, Wrong, symptoms

PLACES = ("css a", "css b", "ld c")


@pytest.mark.parametrize(
    ("place", "is_bad"),
    [("css a", False), ("css b", False), ("ld c", True), ("", True), ("css gone", True)],
)
def test_a_place_behind_the_usual_one_is_wrong_and_a_better_one_is_not(place, is_bad):
    assert Symptom("authors", Wrong.SOURCE, "css b", PLACES).is_bad(place) == is_bad


def test_of_a_place_that_the_program_has_taken_away_nothing_can_be_told():
    symptom = Symptom("authors", Wrong.SOURCE, "css gone", PLACES)
    assert not any(map(symptom.is_bad, PLACES))


@pytest.mark.parametrize(
    ("kind", "bad"),
    [(Wrong.SMALL, {"25", "50"}), (Wrong.LARGE, {"100", "inf"}), (Wrong.EQUALS, {"50"})],
)
def test_sizes_are_wrong_up_to_one_or_beyond_it(kind, bad):
    symptom = Symptom("body/words", kind, "50")
    assert {each for each in ("25", "50", "100", "inf") if symptom.is_bad(each)} == bad


def test_a_field_that_is_lacking_is_wrong():
    symptom = Symptom("authors", Wrong.LACKS)
    assert (symptom.is_bad(""), symptom.is_bad("css a")) == (True, False)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("authors", {("lacks", ""), ("source", "css a")}),
        ("headline/conflict", {("equals", "yes")}),
        ("date_published/precision", {("equals", "day")}),
        ("index/dates", {("small", "0"), ("small", "50"), ("small", "90")}),
        ("image/caption", {("lacks", ""), ("source", "css a")}),
    ],
)
def test_a_question_has_its_symptoms(question, found):
    made = symptoms(question, ["css a", ""], {"authors": PLACES})
    assert {(each.kind, each.value) for each in made} == found


def test_a_page_shows_it_by_one_of_its_answers_to_the_question():
    symptom = Symptom("authors", Wrong.LACKS)
    assert symptom.is_among([Answer("editors", ""), Answer("authors", "")])
    assert not symptom.is_among([Answer("editors", ""), Answer("authors", "css a")])


def test_sizes_lean_with_the_news_of_the_day_and_the_more_so_in_the_middle():
    small = Symptom("body/words", Wrong.SMALL, "50")
    leans = [small.least_spread(usual) for usual in (0.001, 0.02, 0.1, 0.3, 0.5)]
    assert leans == sorted(leans)
    assert leans[0] == LEAST_SPREAD == Symptom("authors", Wrong.LACKS).least_spread(0.5)
    assert leans == pytest.approx([small.least_spread(1 - u) for u in (0.001, 0.02, 0.1, 0.3, 0.5)])
