"""What is usual on a road, by the last pages and days."""

from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from newsscraper.items import Article
from newsscraper.roads.listing import Size, Usual
from newsscraper.store import list_sizes, revisions, walk_log

ROAD, OTHER = "https://mediaindonesia.com/indeks", "https://mediaindonesia.com/ekonomi"

DAY = date(2026, 3, 10)


def days(count):
    """So many days before DAY."""
    return [DAY - timedelta(days=back) for back in range(1, count + 1)]


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
    for day in days(30):
        list_sizes.add_day(writing, ROAD, day, Size(120, 110, 6))
    usual = list_sizes.usual(writing, ROAD)
    assert (usual.pages, usual.cards, usual.links) == (5, 20, 20)


def test_what_stands_beside_the_lists_is_the_most_that_did(writing):
    for strays in (2, 7, 4):
        list_sizes.add_page(writing, ROAD, Size(20, 20, strays=strays))
    assert list_sizes.usual(writing, ROAD).strays == 7


def test_what_is_usual_can_be_forgotten(writing):
    for road in (ROAD, OTHER):
        list_sizes.add_page(writing, road, Size(20, 20, strays=4))
    list_sizes.add_day(writing, ROAD, DAY, Size(20, 20))
    list_sizes.forget(writing, ROAD)
    assert list_sizes.usual(writing, ROAD) == Usual()
    assert list_sizes.usual(writing, OTHER).pages == 1


def test_a_usual_day_is_the_median_of_the_last_ones_if_there_are_enough(writing):
    for day, links in zip(days(4), (40, 38, 5, 42), strict=True):
        list_sizes.add_day(writing, ROAD, day, Size(links + 1, links, 3))
        assert list_sizes.usual(writing, ROAD).day is None
    list_sizes.add_day(writing, ROAD, DAY, Size(40, 39, 3))
    assert list_sizes.usual(writing, ROAD).day == Size(40, 39, 3)


def test_a_day_that_is_read_again_counts_once_and_as_it_is_now(writing):
    for _ in range(9):
        list_sizes.add_day(writing, ROAD, DAY, Size(80, 80, 4))
    assert list_sizes.usual(writing, ROAD).day is None
    for day in days(4):
        list_sizes.add_day(writing, ROAD, day, Size(10, 10, 1))
    list_sizes.add_day(writing, OTHER, DAY, Size(5, 5, 1))
    assert list_sizes.usual(writing, ROAD).day == Size(10, 10, 1)


def test_days_are_counted_on_which_a_pager_did_not_link_too_far_less_the_others(writing):
    for links_too_far, expected in ((False, 1), (True, 0), (True, -1), (False, 0), (False, 1)):
        list_sizes.add_end(writing, ROAD, links_too_far=links_too_far)
        assert list_sizes.usual(writing, ROAD).pagers == expected
    assert list_sizes.usual(writing, OTHER) == Usual()


def test_of_another_pager_nothing_is_known(writing):
    for road in (ROAD, OTHER):
        list_sizes.add_end(writing, road, links_too_far=False)
    list_sizes.forget_ends(writing, ROAD)
    assert [list_sizes.usual(writing, road).pagers for road in (ROAD, OTHER)] == [0, 1]


NOW = datetime(2026, 1, 20, 14, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def store_days(transaction, hours=range(24), days=range(1, 11), road=ROAD):
    """Store an article of *road* for each of these hours, of so many days ago."""
    for ago, hour in product(days, hours):
        day = NOW.date() - timedelta(days=ago)
        key = f"kompas:{road[-3:]}{day}{hour}"
        article = Article(key, "kompas", f"{road}/{key}", body="", content_hash=key)
        article.date_published = f"{day}T{hour:02}:30:00+07:00"
        revisions.add(transaction, article, 1)
        walk_log.show(transaction, road, 1, [key])


def least(transaction, now=NOW, publisher="kompas", road=ROAD):
    return list_sizes.least_by_now(transaction, publisher, road, now)


def test_the_fewest_are_told_that_a_day_had_at_this_hour(writing):
    store_days(writing)
    assert least(writing) == 14
    assert least(writing, NOW.replace(hour=20)) == 20
    assert least(writing, NOW.replace(hour=9)) == 0, "most of a day is yet to come"
    assert least(writing, road=OTHER) == least(writing, publisher="detik") == 0


def test_a_day_with_fewer_counts_and_so_does_one_with_none(writing):
    store_days(writing, days=(1, 2, 4, 5, 6, 7, 8, 9))
    assert least(writing) == 0
    store_days(writing, range(5), days=(3,))
    assert least(writing) == 5


def test_less_than_a_week_besides_the_first_day_says_nothing(writing):
    store_days(writing, days=range(1, 8))
    assert least(writing) == 0
    store_days(writing, hours=(23,), days=(8,))
    assert least(writing) == 14, "of the first day all may not be known"


def test_days_that_end_before_yesterday_say_nothing_and_old_ones_neither(writing):
    store_days(writing, days=range(2, 12))
    assert least(writing) == 0
    store_days(writing, days=(1,))
    store_days(writing, hours=(1,), days=range(20, 40))
    assert least(writing) == 0, "nothing is known of the days between"
    store_days(writing, days=range(12, 20))
    assert least(writing) == 14
