"""What a dated index keeps in mind: which days are in doubt, and which a walk has missed."""

import pytest

from newsscraper.failures import Reason, http_reason
from newsscraper.roads.day_trail import DayTrail
from newsscraper.roads.listing import Size
from newsscraper.roads.trail import Trail


@pytest.mark.parametrize(
    "doubt",
    [
        {"small": "a"},
        {"doubted": ("a",)},
        {"quiet": (("a", 0),)},
        {"absent": ("a",)},
        {"strange": (("a", 9),)},
    ],
)
def test_a_page_that_may_be_a_fault_leaves_the_walk_in_doubt(doubt):
    assert DayTrail(**doubt).is_in_doubt
    assert not DayTrail(so_far=Size(20, 20), empty_days=3).is_in_doubt


def test_a_walk_begins_with_nothing_in_mind_and_is_handed_back_what_it_had():
    kept = DayTrail(empty_days=2)
    assert DayTrail.of(kept) is kept
    assert DayTrail.of(Trail()) == DayTrail()


def test_days_that_are_not_there_are_missed():
    assert DayTrail(absent=("a",)).missed(0, has_articles=True) == {"a": http_reason(404)}


def test_a_page_without_a_card_is_missed_if_it_links_to_more_than_stands_beside_other_lists():
    trail = DayTrail(strange=(("a", 9), ("b", 3)))
    assert trail.missed(3, has_articles=False) == {"a": Reason.NOT_UNDERSTOOD}
    assert trail.missed(3, has_articles=True) == {}
