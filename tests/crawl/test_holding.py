"""What keeps other runs of a publisher away while a run works."""

import asyncio

import pytest

from newsscraper.crawl.by_another import CrawledByAnother
from newsscraper.crawl.holding import Holding
from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.together import Together
from newsscraper.store import run_log
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.holds import Held


def take(holding, place):
    asyncio.run(holding.take(place, "mediaindonesia", Clock()))


def test_a_publisher_is_held_until_it_is_let_go_of(crawler_of, tmp_path):
    first, second = Holding(crawler_of()), Holding(crawler_of())
    take(first, tmp_path / "articles.db")
    assert first.loss is None
    with pytest.raises(CannotGoOn, match="is held by another run") as told:
        take(second, tmp_path / "articles.db")
    assert told.value.exit_code == Exit.HELD
    assert second.loss is None
    first.release()
    take(second, tmp_path / "articles.db")
    second.release()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_who_is_sent_away_by_a_server_has_lost_nothing(crawler_of, engine, tmp_path):
    first, second = Holding(crawler_of()), Holding(crawler_of())
    take(first, engine.place(tmp_path))
    with pytest.raises(Held, match="is held by another run"):
        take(second, engine.place(tmp_path))
    assert second.loss is None
    first.release()


def test_what_another_run_has_crawled_is_not_needed_of_one_of_several(crawler_of, tmp_path):
    place = tmp_path / "articles.db"
    store = Store.open(place)
    with store.writing() as transaction:
        number = run_log.begin(transaction, "mediaindonesia", {}, store.clock.now())
        run_log.end(transaction, number, Exit.COMPLETE, "Complete: 1", store.clock.now())
    alone = Holding(crawler_of())
    of_several = Holding(crawler_of(), Together(["mediaindonesia"], 0))
    take(alone, place)
    alone.check_needed(store, "mediaindonesia", {})
    alone.release()
    take(of_several, place)
    with pytest.raises(CrawledByAnother):
        of_several.check_needed(store, "mediaindonesia", {})
    of_several.release()
    store.close()


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
