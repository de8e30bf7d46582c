"""The file under the store: how far it is behind, what is known of it, and signals meanwhile."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from lab.project import PROJECT, hear_signals

from newsscraper.store import database, revisions, run_log
from newsscraper.store.article_store import Store

ENDLESS = """
import pathlib, sys
from sqlalchemy import text
from newsscraper.store.article_store import Store

count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
store = Store.open(pathlib.Path(sys.argv[1]))
try:
    with store.reading() as transaction:
        print("ready", flush=True)
        transaction.execute(text(count))
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


@pytest.fixture
def path(tmp_path):
    """The path of an empty store."""
    path = tmp_path / "articles.db"
    Store.open(path).close()
    return path


@pytest.fixture
def other(path):
    """Another connection to it, which leaves to others what it wrote beside the file."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_autocheckpoint=0")
        yield other


def addresses_in_a_copy(path):
    """What a copy of the file alone holds."""
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    with closing(sqlite3.connect(copy)) as database:
        return [url for (url,) in database.execute("SELECT url FROM aliases ORDER BY url")]


def add(store, url):
    with store.writing() as transaction:
        revisions.add_aliases(transaction, "koran:1", [url])


def test_the_file_alone_has_all_that_was_committed_when_a_run_begins_and_when_it_ends(path, other):
    other.execute("INSERT INTO aliases VALUES ('1', 'koran:1')")
    other.commit()
    assert addresses_in_a_copy(path) == []
    store = Store.open(path)
    assert addresses_in_a_copy(path) == ["1"]
    add(store, "2")
    assert addresses_in_a_copy(path) == ["1"]
    store.close()
    assert addresses_in_a_copy(path) == ["1", "2"]


def test_a_run_that_ends_waits_for_nobody(path, other):
    store = Store.open(path, wait=100_000)
    with store.writing() as transaction:
        revisions.add_aliases(transaction, "koran:1", ["1"])
    with store.reading() as transaction:  # by this index statistics are wanted
        revisions.count(transaction, "koran")
    other.execute("BEGIN IMMEDIATE")
    store.close()  # or it would wait for a day
    other.execute("INSERT INTO aliases VALUES ('2', 'koran:1')")
    other.commit()
    assert addresses_in_a_copy(path) == ["1"]


def test_a_store_that_has_grown_gets_statistics_at_the_end_of_a_run(path):
    store = Store.open(path)
    with store.writing() as transaction:
        revisions.add_aliases(transaction, "koran:1", map(str, range(500)))
    with store.reading() as transaction:
        assert revisions.count(transaction, "koran") == 0
    assert not statistics(path)
    store.close()
    assert statistics(path)


def statistics(path):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(
            "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'"
        ).fetchall()


def test_who_only_reads_changes_nothing(path):
    before = path.read_bytes()
    store = Store.open_to_read(path)
    with store.reading() as transaction:
        assert revisions.count_articles(transaction) == 0
    store.close()
    assert path.read_bytes() == before
    assert not statistics(path)


def test_what_is_in_the_log_is_checked_into_the_file_unless_somebody_reads_what_was_before(path):
    store, checking = Store.open(path), database.create(path, 1).connect()
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM runs").fetchone() == (0,)
        with store.writing() as transaction:
            run_log.begin(transaction, "detik", {}, store.clock.now())
        assert not database.check_in(checking)
        reader.execute("COMMIT")
    assert database.check_in(checking)
    checking.close()
    store.close()


def test_the_log_of_a_link_lies_beside_what_it_leads_to(path, tmp_path):
    (tmp_path / "other").mkdir()
    link = tmp_path / "other/link.db"
    link.symlink_to(path)
    store = Store.open(link)
    assert database.log_of(link).exists()
    assert database.log_of(link).parent == path.parent
    store.close()


def test_a_long_statement_hears_a_signal(path):
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", ENDLESS, path],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=hear_signals,
    )
    try:
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60)[0] == "stopped\n"
    finally:
        process.kill()  # it would go on for ever
    assert process.returncode == 0
