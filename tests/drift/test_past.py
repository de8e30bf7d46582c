"""What is usual for a publisher."""

import pytest
from pasts import days, stretch

from newsscraper.drift.past import Expected, Past
from newsscraper.drift.symptom import Symptom, Wrong

LACKS = Symptom("authors", Wrong.LACKS)


def test_a_small_run_is_added_to_the_one_before_it():
    one, other = stretch(1, {"css a": 12}), stretch(2, {"css a": 12})
    both = one.joined(other)
    assert (both.first, both.last, both.began) == (1, 2, one.began)
    assert both.profile.articles == 24
    assert both.joined(stretch(3, {"css a": 1})) is None


def test_runs_of_three_hours_are_one_however_large_they_are():
    one = stretch(1, {"css a": 50}, days=1)
    assert one.joined(stretch(2, {"css a": 50}, days=1 + 2 / 24)).profile.articles == 100
    assert one.joined(stretch(2, {"css a": 50}, days=1 + 3 / 24)) is None


@pytest.mark.parametrize(
    ("past", "is_enough"),
    [
        (days(8, {"css a": 25}), True),
        (days(7, {"css a": 50}), False),
        (days(8, {"css a": 20}), False),
        ([stretch(number, {"css a": 50}, days=number / 2) for number in range(12)], False),
        ([], False),
    ],
)
def test_a_past_is_enough_by_articles_runs_and_days(past, is_enough):
    assert Past(past).is_enough == is_enough


def expected(*sections, symptom=LACKS):
    """What sections let expect: (section, articles with the field, articles without)."""
    past = [stretch(1, {"css a": has, "": lacks}, group=name) for name, has, lacks in sections]
    return Expected(symptom, Past(past).groups("authors"))


def test_each_section_has_what_is_usual_for_it():
    usual = expected(("ekonomi", 950, 50), ("opini", 500, 500))
    now = {"ekonomi": {"css a": 90, "": 10}, "opini": {"css a": 10, "": 10}}
    tried = usual.tried(now)
    assert (tried.articles, tried.found) == (120, 20)
    assert tried.expected == pytest.approx(100 * 0.05 + 20 * 0.5, abs=0.5)
    assert tried.variance == pytest.approx(100 * 0.05 * 0.95 + 20 * 0.5 * 0.5, abs=0.5)


def test_a_new_section_is_left_out():
    usual = expected(("ekonomi", 950, 50), ("baru", 0, 19))
    assert usual.tried({"baru": {"": 15}}).articles == 0


def test_a_section_that_has_nothing_to_lose_is_left_out():
    usual = expected(("ekonomi", 950, 50), ("foto", 2, 98))
    assert usual.tried({"foto": {"": 15}}).articles == 0


def test_a_field_that_is_rare_everywhere_is_not_left_out():
    usual = expected(("ekonomi", 8, 92), ("opini", 7, 93))
    assert usual.tried({"ekonomi": {"": 15}}).articles == 15


def test_the_share_of_a_small_section_is_drawn_to_that_of_all():
    usual = expected(("ekonomi", 1000, 0), ("opini", 10, 10))
    assert usual.shares["opini"] == pytest.approx((10 + 10 * 10 / 1020) / 30, abs=0.01)


def test_runs_that_differ_have_a_spread():
    calm = Past(days(20, {"css a": 45, "": 5}))
    wild = Past([stretch(n, {"css a": 50 - 10 * (n % 2), "": 10 * (n % 2)}) for n in range(1, 21)])
    spreads = [each.spread(Expected(LACKS, each.groups("authors"))) for each in (calm, wild)]
    assert spreads[0] < 0.01 < 0.05 < spreads[1]
