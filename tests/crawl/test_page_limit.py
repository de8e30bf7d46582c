"""How many pages the first walks down a road read."""

from newsscraper.crawl.page_limit import PageLimit


def test_each_page_counts():
    limit = PageLimit(2, begins_at_earlier=False)
    for is_reached in (False, True):
        limit.count("ab", ())
        assert limit.is_reached is is_reached


def test_without_a_number_none_counts():
    limit = PageLimit(None, begins_at_earlier=False)
    limit.count("ab", ())
    assert limit.left is None
    assert not limit.is_reached


def test_pages_above_what_an_earlier_walk_has_shown_do_not_count():
    limit = PageLimit(2, begins_at_earlier=True)
    left = []
    for keys in ("", "ij", "hg", "fe", "dc", "ba"):
        limit.count(keys, "fd")
        left.append(limit.left)
    assert left == [2, 2, 2, 2, 1, 0], "nor that where these begin"


def test_a_page_that_has_nothing_else_counts():
    limit = PageLimit(2, begins_at_earlier=True)
    limit.count("fe", "fe")
    assert limit.left == 1
