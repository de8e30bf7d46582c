"""What the store and the counts tell of a run when it ends."""

import re
from datetime import UTC, datetime

import pytest
from lab.clocks import StillClock
from lab.engines import raw
from scrapy.utils.test import get_crawler
from worlds.press import TODAY, address, key

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.counts import Counts, Stat
from newsscraper.crawl.ending import Ending
from newsscraper.crawl.reckoning import Reckoning
from newsscraper.failures import CannotGoOn, Exit, Fate, Verdict, http_reason
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store import ledger, run_log
from newsscraper.store.ledger import Listed
from newsscraper.store.open_work import OpenArticles, OpenWork

NOON = datetime(2026, 1, 20, 5, tzinfo=UTC)
OUTAGE = Verdict(Fate.FAILED, http_reason(404), 404)


def reckoning(run=2, **asked):
    return Reckoning(MediaIndonesiaSpider, Arguments(TODAY, **asked), run)


@pytest.fixture
def store(open_store):
    """A store with a run that left an article waiting, and one that is going on."""
    opened = open_store(StillClock(NOON))
    name = MediaIndonesiaSpider.name
    with opened.writing() as transaction:
        for _ in range(2):
            run_log.begin(transaction, name, {}, NOON)
        ledger.put(transaction, name, 1, [Listed(key(1), address(1), 0, None)])
        for _ in range(2):
            ledger.fail(transaction, key(1), Verdict(Fate.FAILED, http_reason(500)), 1, NOON)
    yield opened
    opened.close()


def test_the_numbers_are_those_of_the_run_and_what_it_was_asked():
    counts = Counts(get_crawler().stats)
    counts.add(Stat.REFUSED, 2, reason=http_reason(403))
    counts.add(Stat.NOT_RECHECKED, reason=http_reason(500))
    ending = reckoning(urls=(address(1),), skipped_count=3).counted(Ending(), counts)
    assert (ending.publisher, ending.floor) == ("mediaindonesia", MediaIndonesiaSpider.floor)
    assert (ending.is_list, ending.is_incremental, ending.skipped) == (True, False, 3)
    assert ending.count(Stat.REFUSED) == 2
    assert (ending.refusals, ending.not_rechecked) == ({"http_403": 2}, {"http_500": 1})


def test_what_is_open_is_told_with_times_in_the_publishers_zone(store):
    ending = reckoning().stored(Ending(), store)
    assert ending.open.articles.waiting == 1
    assert f"{ending.next_try:%H:%M %z}, {ending.now:%H:%M}" == "13:00 +0700, 12:00"
    assert (ending.store_name, ending.held) == (store.place and store.name, 0)


def test_a_list_is_told_by_its_keys(store):
    listed = reckoning(urls=(address(2),)).stored(Ending(), store)
    assert listed.open.articles == OpenArticles(outside=1)
    window = reckoning(since=TODAY).stored(Ending(), store)
    assert window.open.articles.waiting == 1, "its day is not known"


def test_without_a_store_or_a_run_nothing_is_told(store):
    assert reckoning().stored(Ending(), None) == Ending()
    assert reckoning(run=0).stored(Ending(), store).open == OpenWork()


def test_a_store_that_failed_is_not_asked(store):
    store.failure = CannotGoOn(Exit.NOT_WRITTEN, "it is full")
    ending = reckoning().stored(Ending(), store)
    assert (ending.store_failure, ending.open) == ("it is full", OpenWork())


def test_a_store_that_cannot_be_read_is_told(store):
    with store.writing() as transaction:
        raw(transaction, "ALTER TABLE index_pages RENAME TO others")
    ending = reckoning().stored(Ending(), store)
    assert re.search("no such table|does not exist", str(ending.store_failure))
    assert ending.open == OpenWork()
