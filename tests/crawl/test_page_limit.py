"""How many pages the first walks down a road read."""

from datetime import date

from newsscraper.crawl.page_limit import PageLimit


def test_each_page_counts():
    limit = PageLimit(2)
    for is_reached in (False, True):
        limit.count("ab", ())
        assert limit.is_reached is is_reached


def test_without_a_number_none_counts():
    limit = PageLimit(None)
    limit.count("ab", ())
    assert limit.left is None
    assert not limit.is_reached


def test_pages_above_what_an_earlier_walk_has_shown_do_not_count():
    limit = PageLimit(2, begins_later=True)
    left = []
    for keys in ("", "ij", "hg", "fe", "dc", "ba"):
        limit.count(keys, "fd")
        left.append(limit.left)
    assert left == [2, 2, 2, 2, 1, 0], "nor that where these begin"


def test_a_page_that_has_nothing_else_counts():
    limit = PageLimit(2, begins_later=True)
    limit.count("fe", "fe")
    assert limit.left == 1


def test_pages_of_later_days_than_an_earlier_walk_could_not_read_do_not_count():
    limit, left = PageLimit(2, begins_later=True, from_day=date(2026, 1, 12)), []
    for day in (14, 13, 12, 11):
        limit.come_to(date(2026, 1, day))
        limit.count("ab", ())
        left.append(limit.left)
    assert left == [2, 2, 1, 0]


def test_pages_of_no_day_are_told_by_what_they_list():
    limit = PageLimit(2, begins_later=True)
    limit.come_to(None)
    limit.come_to(date(2026, 1, 1))
    assert not limit.counts
