"""Transactions on a server begin where they can: on a new connection if the old one was cut."""

import os
import signal
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest
from lab.cutting_proxy import cutting_proxy

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store import run_log
from newsscraper.store.article_store import Store
from newsscraper.store.location import place_at
from newsscraper.store.server_transactions import WRITERS

pytestmark = pytest.mark.slow

WAIT = 3.0
NOON = datetime(2026, 1, 20, 5, tzinfo=UTC)
READ_ONLY = "-c default_transaction_read_only=on"
HELD = f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = {WRITERS}"


@pytest.fixture
def place(server, tmp_path):
    return place_at(server.url(tmp_path))


@pytest.fixture
def proxy(place):
    with cutting_proxy(place.url.port) as proxy:
        yield proxy


@pytest.fixture
def store(place, proxy):
    """Return a store that is reached by way of the proxy."""
    url = place.url.set(port=proxy.port).render_as_string(hide_password=False)
    with closing(Store.open(place_at(url), wait=WAIT)) as store:
        yield store


def ask(transaction):
    return transaction.exec_driver_sql("SELECT 1").scalar()


@pytest.mark.parametrize("kind", ["writing", "reading"])
def test_a_connection_that_was_cut_is_made_anew(store, proxy, kind):
    for _ in range(3):
        proxy.cut()
        with getattr(store, kind)() as transaction:
            assert ask(transaction) == 1
    assert store.failure is None


def test_a_server_that_is_gone_for_a_moment_is_awaited(store, proxy):
    proxy.is_open = False
    proxy.cut()
    signal.signal(signal.SIGALRM, lambda *_: setattr(proxy, "is_open", True))
    signal.setitimer(signal.ITIMER_REAL, WAIT / 3)
    with store.writing() as transaction:
        assert ask(transaction) == 1


def test_a_server_that_stays_away_is_given_up_in_one_line_and_awaited_only_once(store, proxy):
    proxy.is_open = False
    proxy.cut()
    with pytest.raises(CannotGoOn, match="cannot be reached") as told, store.writing():
        raise AssertionError("there is a transaction")
    assert told.value.exit_code == Exit.NOT_WRITTEN
    assert str(told.value).endswith("; everything committed is safe")
    began = time.monotonic()
    for kind in (store.reading, store.writing):
        with pytest.raises(CannotGoOn), kind():
            raise AssertionError("there is a transaction")
    assert time.monotonic() - began < WAIT / 2


def test_what_was_begun_when_the_connection_was_cut_is_not_there(store, proxy, place):
    def write():
        with store.writing() as transaction:
            transaction.exec_driver_sql("INSERT INTO aliases VALUES ('https://a/1', 'a:1')")
            proxy.cut()
            ask(transaction)

    with pytest.raises(CannotGoOn, match="cannot be reached"):
        write()
    with closing(place.connect()) as other:
        assert other.execute("SELECT count(*) FROM aliases").fetchone() == (0,)
        assert other.execute(HELD).fetchone() == (0,)


def test_a_writer_that_was_stopped_keeps_others_waiting_for_a_while_only(place):
    reading, said = os.pipe()
    if not (child := os.fork()):
        with closing(Store.open(place)) as stopped, stopped.writing() as transaction:
            ask(transaction)
            os.write(said, b"!")
            time.sleep(60)
        os._exit(0)
    try:
        assert os.read(reading, 1) == b"!"
        with closing(Store.open(place)) as store, store.writing() as transaction:
            assert ask(transaction) == 1
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        os.close(said)


def test_what_its_owner_has_made_read_only_is_read_and_not_written(place):
    Store.open(place).close()
    frozen = place_at(
        place.url.update_query_dict({"options": READ_ONLY}).render_as_string(hide_password=False)
    )
    with closing(Store.open(frozen)) as store:
        with store.reading() as transaction:
            assert ask(transaction) == 1
        failing = pytest.raises(CannotGoOn, match=r"is read-only \(cannot execute INSERT")
        with failing, store.writing() as transaction:
            run_log.begin(transaction, "a", {}, NOON)
