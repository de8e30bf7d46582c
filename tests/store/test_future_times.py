"""What a run under a wrong clock left behind is put right by the next one."""

from datetime import UTC, datetime, timedelta

import pytest
from lab.clocks import StillClock
from lab.engines import raw

from newsscraper.failures import Fate, Verdict
from newsscraper.items import Article
from newsscraper.store import (
    future_times,
    index_pages,
    kept_files,
    ledger,
    profile_rows,
    shrunken,
)
from newsscraper.store.clock import stamp_of
from newsscraper.store.index_pages import IndexPage
from newsscraper.store.ledger import Listed
from newsscraper.store.profile_rows import Kept
from newsscraper.store.states import State
from newsscraper.store.waits import WAITS

ME, OTHER = "koran", "harian"
NOW = datetime(2026, 1, 20, 5, tzinfo=UTC)
WRONG = datetime(2036, 1, 20, 5, tzinfo=UTC)
ROAD = "https://koran.example/indeks"
FAILED = Verdict(Fate.FAILED, "http_500", 500)


@pytest.fixture
def writing(open_store):
    """Return an open transaction of a temporary store."""
    store = open_store(StillClock(NOW))
    with store.writing() as transaction:
        yield transaction
    store.close()


def fail(transaction, publisher, moment, tries):
    """Let an article fail so often, and an index page once, under the clock of *moment*."""
    key, road = f"{publisher}:1", f"https://{publisher}.example"
    rows = [Listed(key, f"{road}/1", 0, None, State.LISTED)]
    ledger.put(transaction, publisher, 1, rows)
    for _ in range(tries):
        ledger.fail(transaction, key, FAILED, 1, moment)
    page = IndexPage(publisher, road, f"{road}/2", 1, None)
    index_pages.fail(transaction, page, FAILED, moment)


def next_tries(transaction, publisher):
    """When article and page are tried again."""
    rows = raw(
        transaction,
        "SELECT next_try FROM ledger WHERE publisher = ?"
        " UNION ALL SELECT next_try FROM index_pages WHERE publisher = ?",
        *(publisher, publisher),
    )
    return [time for (time,) in rows]


def test_what_waits_for_years_is_due(writing):
    fail(writing, ME, WRONG, 3)
    fail(writing, OTHER, WRONG, 3)
    future_times.correct(writing, ME, NOW)
    assert next_tries(writing, ME) == [stamp_of(NOW)] * 2
    assert next_tries(writing, OTHER) == [*(stamp_of(WRONG + WAITS[2]), stamp_of(WRONG))], (
        "its own run does it"
    )
    assert [row.key for row in ledger.due(writing, ME, 2, "", NOW)] == [f"{ME}:1"]


@pytest.mark.parametrize("tries", range(1, len(WAITS) + 1))
def test_what_waits_as_it_should_goes_on_waiting(writing, tries):
    fail(writing, ME, NOW, tries)
    before = next_tries(writing, ME)
    future_times.correct(writing, ME, NOW)
    assert next_tries(writing, ME) == before == [*(stamp_of(NOW + WAITS[tries - 1]), stamp_of(NOW))]


def test_what_is_doubted_since_the_future_is_doubted_since_now(writing):
    fail(writing, ME, NOW, 1)
    for moment, expected in ((WRONG, NOW), (NOW - timedelta(hours=3), NOW - timedelta(hours=3))):
        raw(writing, "UPDATE ledger SET suspected = ?", stamp_of(moment))
        future_times.correct(writing, ME, NOW)
        found = raw(writing, "SELECT suspected FROM ledger").scalar()
        assert found == stamp_of(expected)


def test_a_text_that_shrank_in_the_future_shrank_now(writing):
    article = Article(f"{ME}:1", ME, "https://koran.example/1", content_hash="1")
    shrunken.put(writing, article, 2, stamp_of(WRONG))
    future_times.correct(writing, ME, NOW)
    later = stamp_of(NOW)
    assert [each.key for each in shrunken.seen_since(writing, ME, 2, later)] == [f"{ME}:1"]


def test_a_file_of_the_future_is_fetched_anew(writing):
    day = timedelta(days=1)
    kept_files.keep(writing, "https://a", b"lama", NOW - timedelta(hours=1))
    kept_files.keep(writing, "https://b", b"baru", WRONG)
    future_times.correct(writing, ME, NOW)
    assert kept_files.recall(writing, "https://a", day, NOW) == b"lama"
    assert kept_files.recall(writing, "https://b", day, NOW) is None


def test_a_profile_of_years_ahead_begins_now_and_is_past_like_others(writing):
    counted = {"first": 1, "last": 1, "articles": 1, "pages": 0, "counts": "{}"}
    for publisher in (ME, OTHER):
        row = counted | {"began": stamp_of(WRONG)}
        profile_rows.add(writing, Kept(publisher, ""), row)
    future_times.correct(writing, ME, NOW)
    [mine], [other] = (profile_rows.newest(writing, Kept(name, ""), 9) for name in (ME, OTHER))
    assert (mine.began, other.began) == (stamp_of(NOW), stamp_of(WRONG))
