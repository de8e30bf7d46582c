"""Files of publishers, kept for a while in a store on the disk."""

from datetime import UTC, datetime, timedelta

import pytest
from lab.clocks import StillClock

from newsscraper.store.article_store import Store
from newsscraper.store.kept_files import keep, recall

URL, OTHER = "https://x.example/.well-known/tdmrep.json", "https://y.example/tdmrep.json"
NOW = datetime(2026, 1, 21, 3, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "articles.db"


@pytest.fixture
def store(path):
    """Return a store whose clock stands still."""
    opened = Store.open(path, StillClock(NOW))
    yield opened
    opened.close()


def kept(store, url=URL):
    with store.reading() as transaction:
        return recall(transaction, url, DAY, store.clock.now())


def put(store, body, url=URL):
    with store.writing() as transaction:
        keep(transaction, url, body, store.clock.now())


def test_a_file_is_there_until_it_is_too_old(store):
    assert kept(store) is None
    put(store, b"[\xff]")
    assert kept(store) == b"[\xff]"
    store.clock.moment = NOW + DAY - SECOND
    assert kept(store) == b"[\xff]"
    store.clock.moment = NOW + DAY
    assert kept(store) is None


def test_that_there_is_no_file_is_kept_too(store):
    put(store, b"")
    assert kept(store) == b""


def test_a_file_takes_the_place_of_the_one_before_and_is_as_young_as_it_is(store):
    put(store, b"old")
    put(store, b"another", OTHER)
    store.clock.moment = NOW + DAY - SECOND
    put(store, b"new")
    assert (kept(store), kept(store, OTHER)) == (b"new", b"another")
    store.clock.moment = NOW + DAY
    assert (kept(store), kept(store, OTHER)) == (b"new", None)


def test_the_next_run_finds_it(store, path):
    put(store, b"{}")
    later = Store.open(path, StillClock(NOW + SECOND))
    assert kept(later) == b"{}"
    later.close()
