"""What the end of a page says of what lies behind it."""

from newsscraper.crawl.page_end import KNOWN_IN_A_ROW, all_in, last


def test_the_end_of_a_page_is_its_last_articles():
    assert last("abcd") == list("abcd")[-KNOWN_IN_A_ROW:]
    assert last("a") == ["a"]


def test_nothing_is_not_all_known():
    assert all_in("ab", "abc")
    assert not all_in("ad", "abc")
    assert not all_in("", "abc")
