"""A store in a file: what is said when somebody lays hands on it, or it cannot be used."""

import sqlite3

import pytest

from newsscraper.store import database
from newsscraper.store.file_home import FileHome
from newsscraper.store.home import Place


@pytest.fixture
def home(tmp_path):
    home = FileHome(tmp_path / "new/articles.db")
    assert isinstance(home.place, Place)
    return home


def test_a_file_is_made_where_there_is_none(home):
    connection = home.connect()
    home.make_ready(connection)
    home.watch()
    assert home.place.exists()
    assert home.name == "articles.db"
    assert home.lost(connection) is None
    home.place.rename(home.place.with_name("moved.db"))
    assert "was deleted, moved or replaced while it was in use" in home.lost(connection)
    connection.close()


def test_a_temporary_one_is_nowhere_and_nobody_takes_it_away():
    home = FileHome(None)
    connection = home.connect()
    home.make_ready(connection)
    home.watch()
    home.tidy(connection)
    assert (home.place, home.name, home.lost(connection)) == (None, "the temporary store", None)
    connection.close()


def test_what_cannot_be_read_without_a_writer_is_told(home):
    error = database.NeedsWriter("it has changes")
    assert home.reason(error).endswith("read-only, and it has changes")
    assert "is damaged (x)" in home.reason(database.Corrupted("x"))
    assert "everything committed is safe" in home.reason(sqlite3.OperationalError("full"))
