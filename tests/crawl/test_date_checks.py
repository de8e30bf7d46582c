"""Dates of lists and addresses beside the article's own: kept where they disagree, and counted."""

import pytest
from worlds.press import address, article, key

from newsscraper.crawl.date_checks import check_dates
from newsscraper.crawl.run import Run
from newsscraper.items import Article
from newsscraper.spiders.kompas import KompasSpider
from newsscraper.store import ledger, passed_by
from newsscraper.store.ledger import Listed

KEY, ADDRESS = key(1), address(1)
OWN = "2026-01-09T10:00:00+07:00"
SWAPPED = "2026-09-01T10:00:00+07:00"
TENUN = "https://regional.kompas.com/read/2026/01/09/081534278/perajin-tenun"
TENUN_KEY = "kompas:20260109081534278"


@pytest.fixture
def run(crawler_of):
    return crawler_of().get_extension(Run)


def list_it(run, name, date, url=ADDRESS):
    with run.store.writing() as transaction:
        ledger.put(transaction, run.publisher.name, 1, [Listed(name, url, 0, date)])


def checked(run, listed, own=OWN, asked=KEY):
    """The conflicts of an article that a list showed with a date."""
    list_it(run, KEY, listed)
    found = article(1)
    found.date_published = own
    check_dates(run, found, asked)
    return found.conflicts


def number(run, name):
    return run.crawler.stats.get_value(f"articles/{name}", 0)


@pytest.mark.parametrize(
    ("listed", "way"),
    [
        (SWAPPED, "list_swapped"),
        ("2025-01-09T10:00:00+07:00", "list_year"),
        ("2026-02-09T10:00:00+07:00", "list_month"),
        ("2026-01-12T10:00:00+07:00", None),
    ],
)
def test_a_list_that_disagrees_is_kept_and_counted_by_the_way(run, listed, way):
    assert checked(run, listed) == {"date_published": [{"value": listed, "source": "list"}]}
    assert (number(run, "dates_compared"), number(run, "date_conflicts")) == (1, 1)
    ways = [name for name in run.crawler.stats.get_stats() if "conflicts/" in name]
    assert ways == ([f"articles/date_conflicts/{way}"] if way else [])


def test_the_store_is_not_asked_for_an_article_on_its_way(run, monkeypatch):
    with run.store.writing() as transaction:
        run.frontier.enter(transaction, [Listed(KEY, ADDRESS, 0, SWAPPED)])
    found = article(1)
    found.date_published = OWN
    with monkeypatch.context() as patch:
        patch.setattr(run.store, "reading", None)
        check_dates(run, found, KEY)
    assert [claim["value"] for claim in found.conflicts["date_published"]] == [SWAPPED]
    run.frontier.forget(KEY)
    assert run.frontier.probes.dates == {}


def test_the_first_date_that_a_list_printed_counts(run):
    list_it(run, KEY, SWAPPED)
    with run.store.reading() as transaction:
        known = ledger.look_up(transaction, [KEY])
    links = {KEY: {"url": ADDRESS, "headline": None, "date_published": OWN}}
    known = {KEY: known[KEY]._replace(run=None)}
    with run.store.writing() as transaction:
        run.frontier.admit(transaction, links, known)
        assert run.frontier.probes.dates == {KEY: passed_by.date_of(transaction, KEY)}
    assert run.frontier.probes.dates == {KEY: SWAPPED}


@pytest.mark.parametrize("listed", [OWN, "2026-01-10T23:59:00+07:00", "2026-01-08T00:00:00+07:00"])
def test_a_day_apart_is_no_conflict(run, listed):
    assert checked(run, listed) == {}
    assert (number(run, "dates_compared"), number(run, "date_conflicts")) == (1, 0)


def test_without_a_second_date_nothing_is_compared(run):
    assert checked(run, None) == {}
    assert checked(run, SWAPPED, own=None) == {}
    assert checked(run, SWAPPED, asked=key(2)) == {}, "a redirect led here"
    assert number(run, "dates_compared") == 0


def test_the_date_of_an_article_is_never_changed(run):
    list_it(run, KEY, SWAPPED)
    found = article(1, day=9)
    check_dates(run, found, KEY)
    assert found.date_published == OWN


@pytest.fixture
def kompas(crawler_of):
    return crawler_of(KompasSpider).get_extension(Run)


def woven(date, **facts):
    return Article(TENUN_KEY, "kompas", TENUN, date_published=date, **facts)


def test_an_address_has_a_date_too_which_lists_take_over(kompas):
    told = "2026-01-09T08:15:34+07:00"
    list_it(kompas, TENUN_KEY, told, TENUN)
    found = woven(SWAPPED)
    check_dates(kompas, found, "")
    assert found.conflicts == {"date_published": [{"value": told, "source": "url published"}]}
    assert number(kompas, "date_conflicts/address_swapped") == 1
    assert number(kompas, "date_conflicts/list_swapped") == 0


def test_what_the_page_was_read_to_say_is_not_said_twice(kompas):
    claim = {"value": "2026-01-09T08:15:34+07:00", "source": "url published"}
    found = woven(SWAPPED, conflicts={"date_published": [claim]})
    check_dates(kompas, found, "")
    assert found.conflicts == {"date_published": [claim]}
    assert number(kompas, "date_conflicts") == 1


def test_two_places_that_disagree_are_both_kept_and_the_article_counts_once(kompas):
    list_it(kompas, TENUN_KEY, "2025-09-01T07:00:00+07:00", TENUN)
    found = woven("2026-05-05T10:00:00+07:00")
    check_dates(kompas, found, "")
    sources = [claim["source"] for claim in found.conflicts["date_published"]]
    assert sources == ["url published", "list"]
    assert (number(kompas, "dates_compared"), number(kompas, "date_conflicts")) == (1, 1)
