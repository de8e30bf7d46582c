"""A store is copied into one that is not there yet, whichever of the two is on a server."""

from contextlib import closing

import pytest
from worlds.press import article

from newsscraper.console.copystore_job import copy_store, places
from newsscraper.store import revisions
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
    assert places("a b.db", "sqlite:///b.db")[0] == folder / "a b.db"


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


def test_an_empty_store_is_as_good_as_none(folder):
    Store.open(folder / "b.db").close()
    assert "compared: the same" in copy_store(folder / "articles.db", folder / "b.db")


def test_without_a_store_nothing_is_made(folder, capsys):
    with pytest.raises(SystemExit) as ended:
        copy_store(folder / "none.db", folder / "b.db")
    assert ended.value.code == 2
    assert "there is no store" in capsys.readouterr().err
    assert not (folder / "b.db").exists()
