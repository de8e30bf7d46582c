"""Locks on a server: one holder at a time, known by its process, and gone with its connection."""

import os
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest
from lab.clocks import StillClock

from newsscraper.failures import CannotGoOn
from newsscraper.store.article_store import Store
from newsscraper.store.location import place_at
from newsscraper.store.locks import publisher_lock
from newsscraper.store.server_lock import ServerLock, is_held

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("engine", ["postgresql"], indirect=True)]
CLOCK = StillClock(datetime(2026, 1, 21, 3, tzinfo=UTC))


@pytest.fixture
def place(engine, tmp_path):
    return place_at(engine.url(tmp_path))


def test_a_publisher_is_held_by_one_who_is_named(place):
    lock = publisher_lock(place, "detik", CLOCK)
    with pytest.raises(CannotGoOn) as refused:
        publisher_lock(place, "detik", CLOCK)
    assert refused.value.exit_code == 8
    assert f"detik in {place} is held by another run: process {os.getpid()} on " in str(
        refused.value
    )
    publisher_lock(place, "kompas", CLOCK).release()
    lock.release()
    publisher_lock(place, "detik", CLOCK).release()


def test_who_asks_is_told_whether_it_is_held(place):
    with closing(Store.open(place)) as store, store.reading() as transaction:
        lock = publisher_lock(place, "detik", CLOCK)
        assert (is_held(transaction, "detik"), is_held(transaction, "kompas")) == (True, False)
        lock.release()
        for _ in range(100):
            if not is_held(transaction, "detik"):
                return
            time.sleep(0.05)
        raise AssertionError


def test_in_another_store_it_is_another_lock(place, engine, tmp_path):
    lock = publisher_lock(place, "detik", CLOCK)
    publisher_lock(place_at(engine.url(tmp_path / "other")), "detik", CLOCK).release()
    with closing(place.connect()) as driver:
        driver.execute("CREATE SCHEMA other")
    schema = place_at(f"{engine.url(tmp_path)}?options=-csearch_path%3Dother")
    publisher_lock(schema, "detik", CLOCK).release()
    lock.release()


def test_a_lock_whose_connection_was_cut_is_lost(place):
    lock = ServerLock(place, "detik", "detik in the store")
    assert lock.lost is None
    with closing(place.connect()) as driver:
        driver.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert lock.lost == "the lock in the store"
    lock.release()
    publisher_lock(place, "detik", CLOCK).release()


def test_where_no_server_answers_that_is_told(engine):
    with pytest.raises(CannotGoOn, match="cannot be reached") as refused:
        publisher_lock(place_at("postgresql://127.0.0.1:1/berita"), "detik", CLOCK)
    assert refused.value.exit_code == 3
