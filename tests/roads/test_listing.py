"""What a page of a road says is handed on as it stands, and nothing is the least it says."""

from dataclasses import FrozenInstanceError

import pytest
from worlds.documents import address, key

from newsscraper.items import Link
from newsscraper.page.links import Found
from newsscraper.roads.list_entries import PER_PART, ListEntry, listing_of
from newsscraper.roads.listing import ENOUGH, Listing, Size, Step, Usual
from newsscraper.roads.trail import Trail


def entry(number, published=None, changed=None):
    link = Link(url=address(number), headline=None, date_published=published)
    return ListEntry(Found(key(number), link), changed)


def numbers_of(listing):
    return [[int(each.rpartition(":8")[2]) for each in part] for part in listing.parts]


def test_a_page_that_says_nothing_has_one_part_without_articles():
    assert Listing() == Listing(parts=({},), links=(), latest={})
    assert listing_of([]).parts == [{}]


def test_a_step_that_says_nothing_is_the_end_of_the_road():
    step = Step()
    assert step.page is None
    assert (step.trail, step.unread, step.sizes, step.days) == (Trail(), {}, (), {})
    assert (step.trail.lost, step.trail.ahead) == (0, ())
    assert not step.ends_day
    assert not step.lacks_next
    assert not step.is_aside
    assert not step.leaves_out


def test_listings_and_steps_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Listing().parts = ()
    with pytest.raises(FrozenInstanceError):
        Step().page = "https://mediaindonesia.com"


def test_no_two_listings_share_what_one_says():
    assert Listing().latest is not Listing().latest


def test_a_page_has_at_least_as_many_cards_as_articles():
    parts = [{key(1): entry(1).found.link}, {key(2): entry(2).found.link}]
    assert Listing(parts).size == Size(2, 2)
    assert Listing(parts, cards=5, strays=3).size == Size(5, 2, strays=3)
    assert Listing().size == Size(0, 0)


def test_the_size_of_a_day_is_that_of_its_pages_together():
    assert Size(20, 18, strays=4) + Size(5, 5, strays=6) == Size(25, 23, 2, strays=6)


@pytest.mark.parametrize(
    ("pages", "links", "is_far_below"),
    [(ENOUGH, 9, True), (ENOUGH, 10, False), (ENOUGH - 1, 0, False), (0, 0, False)],
)
def test_a_page_is_far_below_what_is_usual_once_enough_pages_say_what_that_is(
    pages, links, is_far_below
):
    assert Usual(pages, cards=22, links=20).is_far_below(links) is is_far_below


@pytest.mark.parametrize(
    ("strays", "beside", "is_lost"),
    [(7, 0, False), (8, 0, True), (16, 12, False), (17, 12, True), (0, 0, False)],
)
def test_more_links_than_stand_beside_lists_are_cards_that_are_not_recognised(
    strays, beside, is_lost
):
    assert Usual(5, 20, 20, strays=5).has_lost_cards(strays, beside) is is_lost


def test_entries_are_listed_newest_first_by_their_date_or_last_change():
    listing = listing_of(
        [entry(1, "2026-01-01"), entry(2), entry(3, None, "2026-01-03"), entry(4, "2026-01-02")]
    )
    assert numbers_of(listing) == [[3, 4, 1, 2]]
    assert listing.latest == {key(3): "2026-01-03"}


def test_an_article_is_listed_once_as_it_was_first():
    listing = listing_of([entry(1, "2026-01-01"), entry(1, "2026-01-09")])
    assert listing.parts == [{key(1): entry(1, "2026-01-01").found.link}]


def test_a_long_list_comes_in_parts():
    listing = listing_of(entry(number) for number in range(2 * PER_PART + 1))
    assert [len(part) for part in listing.parts] == [PER_PART, PER_PART, 1]
    assert [each for part in numbers_of(listing) for each in part] == list(range(2 * PER_PART + 1))
