"""The address of a database on a server, its connections, and what is said when it fails."""

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event, Thread

import pytest
from lab.older_stores import VERSION_8
from sqlalchemy import make_url, text

from newsscraper.failures import CannotGoOn
from newsscraper.items import Article
from newsscraper.store import revisions, text_index
from newsscraper.store.article_store import Store
from newsscraper.store.location import place_at
from newsscraper.store.server import Server
from newsscraper.store.server_home import ServerHome, Unsuitable
from newsscraper.store.upgrades import VERSION

psycopg = pytest.importorskip("psycopg", reason="the extra postgres is not installed")
on_server = [
    pytest.mark.slow,
    pytest.mark.parametrize("engine", ["postgresql"], indirect=True),
]
URL = "postgresql+psycopg://ani:rahasia@db.example.id/berita"


@pytest.mark.parametrize(
    ("url", "shown", "name"),
    [
        (URL, "postgresql+psycopg://***@db.example.id/berita", "berita on db.example.id"),
        ("postgresql:///berita", "postgresql+psycopg:///berita", "berita"),
        (
            "postgresql:///berita?host=/run/pg&password=rahasia",
            "postgresql+psycopg:///berita?host=%2Frun%2Fpg&password=***",
            "berita on /run/pg",
        ),
        (
            "postgresql://ani:rahasia@/berita?host=db1&host=db2",
            "postgresql+psycopg://***@/berita?host=db1&host=db2",
            "berita on db1, db2",
        ),
    ],
)
def test_an_address_is_shown_without_user_and_password(url, shown, name):
    place = Server.of(make_url(url))
    assert (str(place), place.name) == (shown, name)
    assert "rahasia" not in f"{place} {place.name} {place!r}"


def test_a_file_can_have_its_name_where_a_socket_leads_to_it():
    assert place_at("postgresql:///berita?host=/run/pg").file_name == "berita on -run-pg"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://ani:rahasia@rahasia/1@db/berita", "an @ is written with %40"),
        ("postgresql://ani:rahasia@rahasia@db/berita", "an @ is written with %40"),
        (f"{URL}?sslmod=require", r'invalid connection option "sslmod"'),
        (f"{URL}?autocommit=1", r'invalid connection option "autocommit"'),
        (f"{URL}?port=rahasi", "non-integer port"),
    ],
)
def test_what_nobody_can_mean_is_refused(url, why):
    with pytest.raises(ValueError, match=why) as refused:
        place_at(url)
    assert "rahasia" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_without_the_driver_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ValueError, match=r"pip install 'newsscraper\[postgres\]'") as refused:
        place_at(URL)
    assert "rahasia" not in str(refused.value)


def test_a_server_that_does_not_answer_is_told_in_one_line():
    place = place_at("postgresql://ani:rahasia@127.0.0.1:1/berita")
    for use in (Store.open, Server.exists):
        with pytest.raises(CannotGoOn) as refused:
            use(place)
        assert refused.value.exit_code == 3
        said = str(refused.value)
        assert "@127.0.0.1:1/berita cannot be reached (" in said
        assert said.endswith("Connection refused); everything committed is safe")
        assert "rahasia" not in said


# --- On a real one --------------------------------------------------------------------------------


def article(number, body="Isi."):
    key, url = f"a:{number}", f"https://a.example/{number}"
    moment = "2026-01-20T18:00:00+07:00"
    return Article(key, "a", url, date_published=moment, body=body, content_hash=body)


def cut_off(place):
    """Cut all connections to a database."""
    with closing(place.connect()) as driver:
        driver.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


class TestOnAServer:
    pytestmark = on_server

    def test_a_store_is_there_once_it_was_opened(self, engine):
        with closing(engine.open()) as store:
            assert store.place.exists()
            assert store.path is None
            with store.writing() as transaction:
                transaction.execute(text("ALTER TABLE schema_version RENAME TO other"))
            assert not store.place.exists()

    def test_one_writes_at_a_time_and_sees_what_was_written_before(self, engine):
        with closing(engine.open()) as store, closing(Store.open(store.place)) as other:
            begun, counts = Event(), []

            def write():
                begun.set()
                with other.writing() as transaction:
                    counts.append(revisions.count(transaction, "a"))

            with store.writing() as transaction:
                thread = Thread(target=write)
                thread.start()
                begun.wait()
                thread.join(0.3)
                assert counts == []
                revisions.add(transaction, article(1), 1)
            thread.join(30)
            assert counts == [1]

    def test_who_waits_too_long_is_told(self, engine):
        with closing(engine.open()) as store:
            waiting = Store.open(store.place, wait=0.1)
            with closing(waiting), store.writing():
                with pytest.raises(CannotGoOn, match="lock timeout"), waiting.writing():
                    pass
                with waiting.reading() as transaction:
                    assert revisions.count(transaction, "a") == 0

    def test_who_opens_it_to_read_waits_for_no_writer(self, engine):
        with (
            closing(engine.open()) as store,
            store.writing(),
            closing(Store.open(store.place, wait=0.1)) as other,
            other.reading() as reading,
        ):
            assert revisions.count(reading, "a") == 0

    def test_who_reads_sees_one_state_and_cannot_write(self, engine):
        with closing(engine.open()) as store, closing(Store.open(store.place)) as writer:
            with store.reading() as before:
                assert revisions.count(before, "a") == 0
                with writer.writing() as transaction:
                    revisions.add(transaction, article(1), 1)
                assert revisions.count(before, "a") == 0
            with pytest.raises(CannotGoOn, match="read-only"), store.reading() as transaction:
                revisions.add(transaction, article(2), 1)

    def test_an_older_store_is_upgraded_in_one_step_or_not_at_all(self, engine):
        with closing(engine.open()) as store, store.writing() as transaction:
            revisions.add(transaction, article(1, "Padi."), 1)
        with closing(store.place.connect()) as driver:
            driver.execute(VERSION_8)
        broken = {8: ("ALTER TABLE runs ADD COLUMN more TEXT", "SELECT 1 / 0")}
        with pytest.raises(CannotGoOn, match="division by zero"):
            Store.open(store.place, upgrades=broken)
        with closing(store.place.connect()) as driver:
            assert driver.execute("SELECT version FROM schema_version").fetchall() == [(8,)]
            with pytest.raises(psycopg.errors.UndefinedColumn):
                driver.execute("SELECT more FROM runs")
        with closing(Store.open(store.place)) as upgraded, upgraded.writing() as transaction:
            assert transaction.scalar(text("SELECT version FROM schema_version")) == VERSION
            assert transaction.scalar(text("SELECT body FROM news")) == "Padi."
            assert text_index.left(transaction) == (0, 1)
            assert text_index.put_in_more(transaction) == (1, 1)

    def test_two_who_upgrade_at_once_do_it_once(self, engine):
        with closing(engine.open()) as store:
            pass
        with closing(store.place.connect()) as driver:
            driver.execute(VERSION_8)
        with ThreadPoolExecutor(3) as pool:
            for opened in [pool.submit(Store.open, store.place) for _ in range(3)]:
                opened.result().close()

    def test_zero_characters_are_replaced(self, engine):
        with closing(engine.open()) as store, store.writing() as transaction:
            revisions.add_aliases(transaction, "a:1", ["https://a.example/\0"])
            found = transaction.scalar(text("SELECT url FROM aliases"))
        assert found == "https://a.example/\ufffd"

    def test_a_connection_that_was_cut_is_told_and_nothing_is_half_written(self, engine):
        with closing(engine.open()) as store:

            def write():
                with store.writing() as transaction:
                    revisions.add(transaction, article(1), 1)
                    cut_off(store.place)
                    revisions.count(transaction, "a")

            with pytest.raises(CannotGoOn, match="cannot be reached"):
                write()
            assert store.failure.exit_code == 3
            with closing(Store.open(store.place)) as again, again.reading() as reading:
                assert revisions.count(reading, "a") == 0

    def test_a_database_of_another_encoding_is_refused(self, engine):
        url = f"{engine.server}/latin"
        with closing(place_at(f"{engine.server}/postgres").connect()) as admin:
            admin.execute("DROP DATABASE IF EXISTS latin")
            admin.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
            engine.made.append("latin")
        with pytest.raises(CannotGoOn, match="its encoding is LATIN1; make a database"):
            Store.open(place_at(url))
        with pytest.raises(Unsuitable):
            ServerHome(place_at(url)).connect()
