"""What is usual on a road, by the last pages and days."""

import pytest

from newsscraper.roads.listing import Size, Usual
from newsscraper.store import list_sizes
from newsscraper.store.article_store import Store

ROAD, OTHER = "https://mediaindonesia.com/indeks", "https://mediaindonesia.com/ekonomi"


@pytest.fixture
def writing():
    """Return an open transaction of a temporary store."""
    store = Store.open(None)
    with store.writing() as transaction:
        yield transaction
    store.close()


def test_of_a_road_that_was_never_read_nothing_is_usual(writing):
    assert list_sizes.usual(writing, ROAD) == Usual()


def test_what_is_usual_is_the_median_of_its_pages(writing):
    for cards, links in ((20, 18), (20, 20), (3, 1)):
        list_sizes.add_page(writing, ROAD, Size(cards, links))
    list_sizes.add_page(writing, OTHER, Size(99, 99))
    usual = list_sizes.usual(writing, ROAD)
    assert (usual.pages, usual.cards, usual.links) == (3, 20, 18)


def test_only_the_last_twenty_pages_count(writing):
    for cards in (*[10] * 20, *[30] * 20):
        list_sizes.add_page(writing, ROAD, Size(cards, cards))
    usual = list_sizes.usual(writing, ROAD)
    assert (usual.pages, usual.cards) == (20, 30)


def test_days_push_out_no_pages_and_are_no_pages(writing):
    for _ in range(5):
        list_sizes.add_page(writing, ROAD, Size(20, 20))
    for _ in range(30):
        list_sizes.add_day(writing, ROAD, Size(120, 110, 6))
    usual = list_sizes.usual(writing, ROAD)
    assert (usual.pages, usual.cards, usual.links) == (5, 20, 20)


def test_what_stands_beside_the_lists_is_the_most_that_did(writing):
    for strays in (2, 7, 4):
        list_sizes.add_page(writing, ROAD, Size(20, 20, strays=strays))
    assert list_sizes.usual(writing, ROAD).strays == 7


def test_what_is_usual_can_be_forgotten(writing):
    for road in (ROAD, OTHER):
        list_sizes.add_page(writing, road, Size(20, 20, strays=4))
    list_sizes.add_day(writing, ROAD, Size(20, 20))
    list_sizes.forget(writing, ROAD)
    assert list_sizes.usual(writing, ROAD) == Usual()
    assert list_sizes.usual(writing, OTHER).pages == 1


def test_a_usual_day_is_the_median_of_the_last_ones_if_there_are_enough(writing):
    for links in (40, 38, 5, 42):
        list_sizes.add_day(writing, ROAD, Size(links + 1, links, 3))
        assert list_sizes.usual(writing, ROAD).day is None
    list_sizes.add_day(writing, ROAD, Size(40, 39, 3))
    assert list_sizes.usual(writing, ROAD).day == Size(40, 39, 3)


def test_a_pager_links_too_far_if_it_did_so_at_the_end_of_most_days(writing):
    for links_too_far, expected in ((False, False), (True, False), (True, True), (False, False)):
        list_sizes.add_end(writing, ROAD, links_too_far=links_too_far)
        assert list_sizes.usual(writing, ROAD).links_too_far is expected
    assert list_sizes.usual(writing, OTHER) == Usual()
