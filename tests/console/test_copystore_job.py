"""A store is copied into one that is not there yet, whichever of the two is on a server."""

from contextlib import closing

import pytest
from lab.engines import raw
from lab.older_stores import VERSION_1, VERSION_5, VERSION_8, make_older
from worlds.press import article

from newsscraper.console.copystore_job import copy_store, places
from newsscraper.failures import CannotGoOn
from newsscraper.store import database, revisions, text_index
from newsscraper.store.article_store import Store
from newsscraper.store.location import place_at


@pytest.fixture
def folder(tmp_path):
    """A folder with a store of 30 articles."""
    with closing(Store.open(tmp_path / "articles.db")) as store, store.writing() as transaction:
        for number in range(30):
            revisions.add(transaction, article(number), 1)
    return tmp_path


def test_stores_are_named_by_file_or_url(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert places("articles.db", "sqlite:///b.db") == (folder / "articles.db", folder / "b.db")
    assert places("a b.db", "b.db") == (folder / "a b.db", folder / "b.db")


def test_a_copy_has_all_and_is_searched_at_once(folder):
    said = copy_store(folder / "articles.db", folder / "new/b.db")
    assert said.startswith(f"30 articles, 60 rows in {folder}/new/b.db; compared: the same as in ")
    with closing(Store.open(folder / "new/b.db")) as store, store.reading() as transaction:
        assert revisions.count_articles(transaction) == 30


@pytest.mark.parametrize(
    "engine", [pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
def test_a_copy_on_a_server_and_one_of_that_are_the_same(folder, engine):
    server = place_at(engine.url(folder))
    assert "compared: the same" in copy_store(folder / "articles.db", server)
    assert "compared: the same" in copy_store(server, folder / "again.db")


@pytest.mark.parametrize("target", ["articles.db", "b.db"])
def test_what_has_anything_is_not_copied_over(folder, capsys, target):
    copy_store(folder / "articles.db", folder / "b.db")
    with pytest.raises(SystemExit) as ended:
        copy_store(folder / "articles.db", folder / target)
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        f"newsscraper: {folder}/{target} is not empty; name a store that is not there yet\n"
    )


@pytest.mark.parametrize("version", [VERSION_1, VERSION_5, VERSION_8], ids=["1", "5", "8"])
def test_an_older_store_is_upgraded_and_copied(folder, engine, version):
    make_older(folder / "articles.db", version)
    target = engine.place(folder) if engine.name == "postgresql" else folder / "b.db"
    assert "compared: the same" in copy_store(folder / "articles.db", target)
    with closing(Store.open(target)) as store, store.reading() as transaction:
        assert revisions.count_articles(transaction) == 30
        assert text_index.left(transaction) == (30, 30)


def test_one_that_cannot_be_written_is_to_be_upgraded_first(folder, monkeypatch):
    make_older(folder / "articles.db", VERSION_8)
    monkeypatch.setattr(database, "is_frozen", lambda path: path.name == "articles.db")
    with pytest.raises(CannotGoOn, match="it is of version 8 and read-only here; use it once"):
        copy_store(folder / "articles.db", folder / "b.db")
    assert not (folder / "b.db").exists()


@pytest.mark.parametrize("damaged", ["articles.db", "b.db"])
def test_the_store_that_fails_in_the_middle_is_the_one_that_is_named(folder, damaged):
    with closing(Store.open(folder / damaged)) as store, store.writing() as transaction:
        raw(transaction, "ALTER TABLE revisions RENAME COLUMN document TO text")
    with pytest.raises(CannotGoOn) as ended:
        copy_store(folder / "articles.db", folder / "b.db")
    assert str(ended.value).startswith(f"{folder}/{damaged} cannot be read or written (")


def test_an_empty_store_is_as_good_as_none(folder):
    Store.open(folder / "b.db").close()
    assert "compared: the same" in copy_store(folder / "articles.db", folder / "b.db")


def test_without_a_store_nothing_is_made(folder, capsys):
    with pytest.raises(SystemExit) as ended:
        copy_store(folder / "none.db", folder / "b.db")
    assert ended.value.code == 2
    assert "there is no store" in capsys.readouterr().err
    assert not (folder / "b.db").exists()
