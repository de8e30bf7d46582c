"""A run that is one of several waits for its publisher; how long depends on who has it."""

import asyncio
import logging

import pytest

from newsscraper.crawl.patience import Patience, taken_hold
from newsscraper.feeds.together import Together
from newsscraper.store import run_log
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.holds import Held
from newsscraper.store.locks import publisher_lock


@pytest.fixture
def store(engine, tmp_path):
    store = Store.open(engine.place(tmp_path))
    yield store
    store.close()


@pytest.fixture
def others(store):
    """The hold of another run."""
    hold = publisher_lock(store.place, "dua", Clock())
    yield hold
    hold.release()


@pytest.fixture(autouse=True)
def log(caplog):
    caplog.set_level(logging.INFO)
    return caplog


def begin(store, publisher="dua"):
    with store.writing() as transaction:
        return run_log.begin(transaction, publisher, {}, store.clock.now())


def take(store, patience, log=None, then=None):
    """Take the hold with patience; once that is told in the *log*, *then* is done.

    Return who had it.
    """

    async def once_told():
        while not log.messages:
            await asyncio.sleep(0.05)
        then()

    async def taking():
        told = asyncio.create_task(once_told()) if then else None
        (await patience.taken_hold(store.place, "dua", Clock())).release()
        if told:
            await told
        return patience.holder

    return asyncio.run(taking())


def test_what_is_free_is_taken_at_once(store, log):
    together = Together(["dua"], 0)
    assert take(store, Patience(together, 0)) == ""
    assert log.messages == []


def test_who_began_before_is_awaited_for_a_bounded_time(store, others, log):
    newest = begin(store)
    with pytest.raises(Held, match=r"^dua in .* is held by another run: process "):
        take(store, Patience(Together(["dua"], newest), 0.5))
    [line] = log.messages
    assert line.endswith("; waiting up to 0.5 s")


def test_who_began_after_is_awaited_as_long_as_it_lives(store, others, log):
    begin(store)
    together = Together(["dua"], 0)
    assert take(store, Patience(together, 0), log, others.release).startswith("process ")
    [line] = log.messages
    assert line.endswith("; waiting until that has ended")


def test_a_run_of_another_publisher_says_nothing(store, others):
    newest = begin(store)
    begin(store, "satu")
    with pytest.raises(Held):
        take(store, Patience(Together(["dua"], newest), 0))


def test_nobody_waits_meanwhile_for_who_waits(store, others, log):
    together = Together(["satu", "dua"], 0)
    seen = []

    def look():
        together.arrive("satu")
        here = asyncio.ensure_future(together.all_here())
        here.add_done_callback(lambda _: (seen.append("all here"), others.release()))

    begin(store)
    take(store, Patience(together, 0), log, look)
    assert seen == ["all here"]


def test_a_wait_can_be_cut_short(store, others):
    begin(store)
    together = Together(["dua"], 0)

    async def cut():
        task = asyncio.create_task(Patience(together, 0).taken_hold(store.place, "dua", Clock()))
        await asyncio.sleep(0.3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cut())


def test_a_run_that_is_alone_does_not_wait(store, others):
    with pytest.raises(Held):
        asyncio.run(taken_hold(store.place, "dua", Clock()))
