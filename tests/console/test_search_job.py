"""What a search finds, and how an older store is made ready for it."""

import sqlite3
from contextlib import closing

import pytest
from lab.older_stores import VERSION_8, make_older
from scrapy.settings import Settings
from worlds.press import article

from newsscraper.console import search_job
from newsscraper.console.export_job import ExportChoice
from newsscraper.failures import CannotGoOn
from newsscraper.store import database, revisions, text_index
from newsscraper.store.article_store import Store
from newsscraper.store.text_search import match_of
from newsscraper.window import Window


@pytest.fixture
def path(tmp_path):
    """The path of a store of thirty articles."""
    path = tmp_path / "articles.db"
    with closing(Store.open(path)) as store, store.writing() as transaction:
        for number in range(100, 130):
            revisions.add(transaction, article(number, body=f"Padi nomor {number}."), 1)
    return path


@pytest.fixture
def settings(path):
    return Settings({"STORE_URL": f"sqlite:///{path}"})


def choice(words):
    return ExportChoice(None, Window(), match=match_of(words))


def test_the_best_are_shown_and_all_are_counted(settings):
    hits, count = search_job.best(choice("padi"), settings)
    assert (len(hits), count) == (search_job.SHOWN, 30)
    [hit], count = search_job.best(choice("padi 107"), settings)
    assert (hit.article.key[-3:], count) == ("107", 1)
    assert "\x02107\x03" in hit.piece


def test_an_older_store_is_made_ready_once(path, settings):
    make_older(path, VERSION_8)
    assert search_job.best(choice("padi"), settings)[1] == 30
    with closing(Store.open(path)) as store, store.reading() as transaction:
        assert text_index.left(transaction) == (30, 30)
    before = path.read_bytes()
    search_job.make_ready(path)
    assert path.read_bytes() == before


def test_a_store_that_can_only_be_read_says_that_its_older_articles_are_not_found_yet(
    path, monkeypatch
):
    with closing(sqlite3.connect(path)) as changed, changed:
        changed.execute("UPDATE text_index SET until = 30")
    monkeypatch.setattr(database, "is_frozen", lambda path: True)
    with pytest.raises(CannotGoOn, match="search it once where it can be written") as refused:
        search_job.make_ready(path)
    assert refused.value.exit_code == 3
