"""What is much, and what is little, on a dated road."""

import pytest
from worlds.walked_days import ROAD, window

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.roads.listing import Size, Usual
from newsscraper.roads.measure import Measure

TEN = Measure(cards=10, day=None)


def test_a_page_that_is_nearly_as_long_as_usual_is_full():
    walk = Walk(Plan(ROAD, window(1, 2), usual=Usual(20, cards=10, links=10)))
    measure = Measure.of(0, walk)
    assert measure.fills(Size(8, 8))
    assert not measure.fills(Size(7, 7))
    assert not measure.fills(None)


def test_without_usual_pages_those_of_the_walk_tell_and_without_any_nothing_is_known():
    walk = Walk(Plan(ROAD, window(1, 2)))
    assert Measure.of(20, walk).fills(Size(16, 16))
    assert not Measure.of(0, walk).fills(Size(99, 99))


@pytest.mark.parametrize(
    ("links", "than", "expected"),
    [(24, 3, True), (23, 3, False), (24, 4, False), (15, 1, False), (16, 1, True), (8, 0, True)],
)
def test_a_day_of_two_full_pages_has_far_more_than_one_with_an_eighth(links, than, expected):
    assert TEN.is_far_more(Size(links, links), than) is expected
