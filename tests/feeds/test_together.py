"""Runs that are side by side: who is still out, and which files they share."""

import asyncio

from newsscraper.feeds.together import Together
from newsscraper.store.clock import Clock


def test_all_are_here_when_the_last_has_come():
    together = Together(["satu", "dua"], list)

    async def run():
        waiting = asyncio.create_task(together.all_here())
        together.arrive("satu")
        await asyncio.sleep(0)
        assert not waiting.done()
        together.arrive("dua")
        await waiting

    asyncio.run(run())


def test_who_was_put_off_begins_again_when_only_such_are_out():
    again = []
    together = Together(["satu", "dua", "tiga"], again.extend)
    together.put_off("satu")
    together.arrive("dua")
    assert again == []
    together.put_off("tiga")
    assert again == ["satu", "tiga"]
    together.arrive("satu")
    together.arrive("tiga")
    assert again == ["satu", "tiga"]
    asyncio.run(together.all_here())


def test_who_is_put_off_alone_begins_again_at_once():
    again = []
    Together(["satu"], again.extend).put_off("satu")
    assert again == ["satu"]


def test_a_file_that_names_the_publisher_is_not_shared():
    together = Together(["satu"], list)
    assert together.joint_file("%(name)s.jsonl") is None
    assert together.turn("%(name)s.jsonl") is None
    assert together.joint_file("a.jsonl") is together.joint_file("a.jsonl")
    assert together.turn("a.jsonl") is together.turn("a.jsonl")


def test_runs_without_a_store_share_a_temporary_one():
    together = Together(["satu", "dua"], list)
    store = together.temporary_store(Clock())
    assert together.temporary_store(Clock()) is store
    assert store.path is None
    together.close()


def test_where_nobody_asks_for_one_there_is_none_to_close():
    Together(["satu", "dua"], list).close()
