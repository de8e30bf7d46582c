"""Hands on the files of a database in use are noticed, by a real store."""

import os
import sqlite3
from contextlib import closing, suppress

import pytest

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store import database, run_log
from newsscraper.store.article_store import Store
from newsscraper.store.whereabouts import Whereabouts


@pytest.fixture
def store(tmp_path):
    store = Store.open(tmp_path / "articles.db")
    write(store)
    yield store
    store.close()


def write(store):
    with store.writing() as transaction:
        return run_log.begin(transaction, "detik", {}, store.clock.now())


def put_another(path):
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


def test_files_that_nobody_touches_are_as_they_were(store):
    files = Whereabouts(store.path)
    write(store)
    assert not files.is_moved
    assert not files.is_log_moved
    assert not files.is_log_shorter


def test_a_file_that_is_moved_or_another_is_noticed(store):
    files = Whereabouts(store.path)
    put_another(store.path)
    assert files.is_moved
    store.path.unlink()
    assert files.is_moved


def test_a_log_that_is_moved_or_another_is_noticed(store):
    files = Whereabouts(store.path)
    log = database.log_of(store.path)
    put_another(log)
    assert files.is_log_moved
    log.unlink()
    assert files.is_log_moved


def test_a_log_is_shorter_than_when_it_was_noted_last(store):
    files = Whereabouts(store.path)
    before = database.log_of(store.path).stat().st_size
    write(store)
    os.truncate(database.log_of(store.path), before)
    assert not files.is_log_shorter
    files.note_log()
    os.truncate(database.log_of(store.path), before - 1)
    assert files.is_log_shorter


@pytest.mark.parametrize("is_read_first", [False, True])
def test_a_log_that_is_cut_ends_the_run_and_the_store_stays_whole(store, is_read_first):
    os.truncate(database.log_of(store.path), 0)
    if is_read_first:
        with suppress(CannotGoOn), store.reading() as transaction:
            transaction.exec_driver_sql("SELECT * FROM revisions").all()
    with pytest.raises(CannotGoOn, match=r"articles\.db-wal was cut short") as caught:
        write(store)
    assert caught.value.exit_code == Exit.NOT_WRITTEN
    store.close()
    again = Store.open(store.path)
    assert write(again) == 1
    again.close()


def test_a_log_of_which_all_is_in_the_file_may_be_cut(store):
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("PRAGMA wal_checkpoint(PASSIVE)")
    os.truncate(database.log_of(store.path), 0)
    assert write(store) == 2
    assert write(store) == 3
