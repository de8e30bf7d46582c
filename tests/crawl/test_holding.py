"""What keeps other runs of a publisher away while a run works."""

import asyncio

import pytest

from newsscraper.crawl.holding import Holding
from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock


def take(holding, place):
    asyncio.run(holding.take(place, "mediaindonesia", Clock()))


def test_a_publisher_is_held_until_it_is_let_go_of(crawler_of, tmp_path):
    first, second = Holding(crawler_of()), Holding(crawler_of())
    take(first, tmp_path / "articles.db")
    assert first.loss is None
    with pytest.raises(CannotGoOn, match="is held by another run") as told:
        take(second, tmp_path / "articles.db")
    assert told.value.exit_code == Exit.HELD
    first.release()
    take(second, tmp_path / "articles.db")
    second.release()


def test_a_lock_that_was_taken_away_is_lost(crawler_of, tmp_path):
    holding = Holding(crawler_of())
    take(holding, tmp_path / "articles.db")
    (tmp_path / "articles.db.mediaindonesia.lock").unlink()
    assert str(holding.loss) == "somebody took articles.db.mediaindonesia.lock away during the run"
    holding.release()


def test_a_temporary_store_needs_no_hold(crawler_of):
    holding = Holding(crawler_of())
    take(holding, None)
    store = Store.open(None)
    assert holding.guarded(store) is store
    assert holding.loss is None
    holding.release()
    store.close()
