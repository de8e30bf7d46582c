"""Runs that are side by side: who is still out, and which files they share."""

import asyncio

from newsscraper.feeds.together import Together
from newsscraper.store.clock import Clock


def test_all_are_here_when_the_last_has_come():
    together = Together(["satu", "dua"], 0)

    async def run():
        waiting = asyncio.create_task(together.all_here())
        together.arrive("satu")
        await asyncio.sleep(0)
        assert not waiting.done()
        together.arrive("dua")
        await waiting

    asyncio.run(run())


async def is_all_here(together):
    task = asyncio.create_task(together.all_here())
    await asyncio.sleep(0)
    is_here = task.done()
    task.cancel()
    return is_here


def test_nobody_waits_for_who_stands_back():
    async def run():
        together = Together(["satu", "dua"], 0)
        together.stand_back("dua")
        assert not await is_all_here(together)
        together.arrive("satu")
        assert await is_all_here(together)

    asyncio.run(run())


def test_who_comes_back_in_time_is_waited_for():
    async def run():
        together = Together(["satu", "dua", "tiga"], 0)
        for name in ("satu", "dua", "tiga"):
            together.stand_back(name)
        together.come_back("satu")
        assert not await is_all_here(together)
        together.come_back("dua")
        together.arrive("satu")
        assert not await is_all_here(together)
        together.arrive("dua")
        assert await is_all_here(together)

    asyncio.run(run())


def test_a_file_that_names_the_publisher_is_not_shared():
    together = Together(["satu"], 0)
    assert together.joint_file("%(name)s.jsonl") is None
    assert together.turn("%(name)s.jsonl") is None
    assert together.joint_file("a.jsonl") is together.joint_file("a.jsonl")
    assert together.turn("a.jsonl") is together.turn("a.jsonl")


def test_runs_without_a_store_share_a_temporary_one():
    together = Together(["satu", "dua"], 0)
    store = together.temporary_store(Clock())
    assert together.temporary_store(Clock()) is store
    assert store.path is None
    together.close()


def test_where_nobody_asks_for_one_there_is_none_to_close():
    Together(["satu", "dua"], 0).close()
