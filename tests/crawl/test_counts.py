"""The numbers of a crawl keep their names."""

import pytest
from scrapy.utils.test import get_crawler

from newsscraper.crawl.counts import Counts, Stat
from newsscraper.failures import Exit

NAMES = """
index_pages/unchanged index_pages/unknown_addresses index_pages/without_articles
index_pages/failed index_pages/refused
index_pages/given_up index_pages/failed_again articles/not_found
article_pages/read article_pages/whole article_pages/of_several
articles/out_of_window articles/already_stored
articles/dates_compared articles/date_conflicts articles/date_conflicts/list_swapped
articles/date_conflicts/list_year articles/date_conflicts/list_month
articles/date_conflicts/address_swapped articles/date_conflicts/address_year
articles/date_conflicts/address_month articles/duplicate articles/exact_duplicates
articles/near_duplicates articles/failed articles/refused articles/gone articles/not_article
articles/not_rechecked articles/shrunk articles/reextracted
articles/given_up articles/given_up/failed articles/given_up/refused item_scraped_count
""".split()


@pytest.fixture
def stats():
    return get_crawler().stats


def test_the_numbers_have_the_names_that_logs_and_dashboards_know():
    assert sorted(stat.value for stat in Stat) == sorted(NAMES)
    assert len(Stat.__members__) == len(NAMES), "no two are one"


def test_a_number_is_counted_up_under_its_name(stats):
    counts = Counts(stats)
    counts.add(Stat.GONE)
    counts.add(Stat.GONE, 2)
    assert stats.get_value("articles/gone") == 3
    assert counts[Stat.GONE] == 3
    assert all(type(name) is str for name in stats.get_stats()), "Scrapy prints them"


def test_a_reason_has_a_number_of_its_own(stats):
    counts = Counts(stats)
    counts.add(Stat.FAILED, reason="no_answer")
    counts.add(Stat.FAILED, reason="http_500")
    counts.add(Stat.FAILED)
    assert stats.get_value("articles/failed") == 3
    assert stats.get_value("articles/failed/no_answer") == 1
    assert stats.get_value("articles/failed/http_500") == 1


def test_the_parts_of_a_number_are_told_by_their_reason(stats):
    counts = Counts(stats)
    for reason in ("robots_txt", "http_403", "http_403"):
        counts.add(Stat.REFUSED, reason=reason)
    counts.add(Stat.FAILED, reason="http_500")
    assert counts.by_reason(Stat.REFUSED) == {"robots_txt": 1, "http_403": 2}
    assert counts.by_reason(Stat.GONE) == {}


def test_nothing_is_counted_as_nothing(stats):
    Counts(stats).add(Stat.FAILED, 0, reason="no_answer")
    assert not [name for name in stats.get_stats() if name.startswith("articles/")]


def test_a_snapshot_has_all_numbers_and_stays_as_it_was(stats):
    counts = Counts(stats)
    stats.inc_value("item_scraped_count", 4)
    counts.add(Stat.REFUSED)
    taken = counts.snapshot()
    counts.add(Stat.REFUSED)
    assert taken == dict.fromkeys(Stat, 0) | {Stat.SCRAPED: 4, Stat.REFUSED: 1}


def test_what_is_settled_has_another_number_than_before(stats):
    counts = Counts(stats)
    counts.add(Stat.NOT_FOUND, 3, reason="http_404")
    counts.move(Stat.NOT_FOUND, Stat.GONE, 2, "http_404")
    assert (counts[Stat.NOT_FOUND], counts[Stat.GONE]) == (1, 2)
    assert stats.get_value("articles/not_found/http_404") == 1
    assert stats.get_value("articles/gone/http_404") == 2


def test_how_the_crawl_ended_stands_beside_the_numbers(stats):
    Counts(stats).tell(Exit.PARTIAL, "Partial: 1 article, 2 failed.")
    assert stats.get_value("run/exit_code") == 7
    assert stats.get_value("run/outcome") == "Partial: 1 article, 2 failed."
