"""The estimate of a day's articles from ids that are counted up."""

import random
from datetime import date, datetime, time, timedelta

import pytest

from newsscraper.reports.id_sequence import Estimate, IdSequence, total

FIRST = date(2026, 1, 1)
A_DAY = 100
FIRST_ID = 800_000


def day(number):
    """The day of that number, from 1 on."""
    return FIRST + timedelta(number - 1)


def published(number, start=FIRST):
    """When the story of that number appeared: a hundred a day, evenly."""
    return datetime.combine(start, time(0, 7)) + number * timedelta(days=1) / A_DAY


def stories(days):
    """The stories of so many days: id -> publication."""
    return {FIRST_ID + number: published(number) for number in range(days * A_DAY)}


def counts(known, days=range(1, 7)):
    """The estimates of days, as text."""
    sequence = IdSequence.of(known.items())
    return [str(sequence.count(day(number))) for number in days]


WHOLE = [">=100", "100", "100", "100", "100", ">=100"]


def test_dense_ids_are_counted_and_first_and_last_day_are_lower_bounds():
    assert counts(stories(6)) == WHOLE


def test_the_order_in_which_the_stories_come_is_of_no_matter():
    known = list(stories(6).items())
    random.Random(1).shuffle(known)
    assert counts(dict(known)) == WHOLE


@pytest.mark.parametrize("share", [0.9, 0.5, 0.1])
def test_missing_stories_hardly_change_the_estimate(share):
    dice = random.Random(2)
    known = {number: moment for number, moment in stories(6).items() if dice.random() < share}
    sequence = IdSequence.of(known.items())
    for number in range(2, 6):
        assert abs(sequence.count(day(number)).ids - A_DAY) <= 1 / share


def test_ids_that_became_no_article_count_too():
    known = {number: moment for number, moment in stories(6).items() if number % 3}
    assert counts(known)[1:5] == ["100"] * 4


def test_stories_that_appear_late_move_a_bound_by_one_id_each():
    known = stories(6)
    for number in (210, 220, 230):
        known[FIRST_ID + number] += timedelta(days=2)
    assert counts(known)[1:5] == ["100", "97", "100", "103"]


def test_late_stories_of_every_day_cancel_each_other():
    known = stories(12)
    for number in range(50, 1100, A_DAY):
        known[FIRST_ID + number] += timedelta(days=1)
    assert counts(known, range(3, 11)) == ["100"] * 8


@pytest.mark.parametrize("wrong", [datetime(1995, 1, 1), datetime(2026, 1, 7, 23)])
def test_a_single_wrong_date_moves_the_bounds_by_one_id(wrong):
    known = stories(6)
    known[FIRST_ID + 250] = wrong
    for estimate in counts(known)[1:5]:
        assert abs(int(estimate) - A_DAY) <= 1


def test_whole_days_without_a_stored_story_are_filled_by_time():
    known = {
        number: moment
        for number, moment in stories(6).items()
        if moment.date() not in (day(3), day(4))
    }
    assert counts(known) == [">=100", "~100", "~100", "~100", "~100", ">=100"]


def test_a_few_stories_of_weeks_are_enough_for_a_rough_estimate():
    known = dict(list(stories(60).items())[40::250])
    sequence = IdSequence.of(known.items())
    estimates = [sequence.count(day(number)) for number in range(10, 50)]
    assert {estimate.quality for estimate in estimates} == {"~"}
    assert {estimate.ids for estimate in estimates} <= set(range(99, 102))


def test_dates_without_a_time_are_enough():
    known = {
        number: datetime.combine(moment.date(), time()) for number, moment in stories(6).items()
    }
    assert counts(known) == WHOLE


def test_days_before_the_first_story_and_behind_the_last_are_unknown():
    assert counts(stories(6), [0, 7]) == ["None", "None"]


@pytest.mark.parametrize("stray", [7, 999_999_001])
def test_an_id_of_another_kind_at_either_end_is_left_out(stray):
    moment = published(0) if stray == 7 else published(599)
    assert counts(stories(6) | {stray: moment}) == WHOLE


def test_one_day_alone_is_a_lower_bound():
    assert counts(stories(1), [1]) == [">=100"]


def test_ids_that_do_not_rise_with_time_give_no_estimate():
    numbers = random.Random(3).sample(range(10**6), 600)
    moments = (published(number) for number in range(600))
    assert IdSequence.of(zip(numbers, moments, strict=True)) is None


def test_ids_that_fall_give_no_estimate():
    falling = [(FIRST_ID - number, published(number)) for number in range(600)]
    assert IdSequence.of(falling) is None


def test_ids_that_are_times_give_no_estimate():
    known = {int(f"{moment:%Y%m%d%H%M%S}"): moment for moment in stories(6).values()}
    assert IdSequence.of(known.items()) is None


def test_too_few_stories_or_one_time_for_all_give_no_estimate():
    assert IdSequence.of(list(stories(1).items())[:9]) is None
    assert IdSequence.of((number, published(0)) for number in range(50)) is None
    assert IdSequence.of(()) is None


def test_a_total_is_as_rough_as_the_roughest_day():
    assert total([Estimate(3), Estimate(4)]) == Estimate(7)
    assert total([Estimate(3), Estimate(4, "~")]) == Estimate(7, "~")
    assert total([Estimate(3, ">="), Estimate(4, "~")]) == Estimate(7, ">=")
    assert total([Estimate(3), None]) == Estimate(3, ">=")
    assert total([None]) is None
