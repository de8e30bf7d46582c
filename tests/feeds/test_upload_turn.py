"""The turn to upload to a place that others upload to, from whatever machine."""

import asyncio
import os
from contextlib import closing

import pytest

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.upload_turn import upload_turn
from newsscraper.store.article_store import Store

URI = "s3://bucket/feed.jsonl"


class Uploads:
    """What is uploaded, and how much of it at once."""

    now = most = 0

    def __init__(self, may_wait):
        self.may_wait = may_wait

    async def upload(self, store, uri, wait):
        async with upload_turn(store, uri, wait, lambda: self.may_wait):
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0.5)
            self.now -= 1


def uploaded(store, uris, wait=30.0, *, may_wait=True):
    """Upload to several places at once; return how many went on together."""

    async def all_at_once():
        uploads = Uploads(may_wait)
        await asyncio.gather(*(uploads.upload(store, uri, wait) for uri in uris))
        return uploads.most

    return asyncio.run(all_at_once())


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_one_at_a_time_uploads_to_a_place_as_the_store_says(engine, caplog):
    caplog.set_level("INFO")
    with closing(engine.open()) as store:
        assert uploaded(store, [URI, URI]) == 1
        assert [each.partition(" on ")[0] for each in caplog.messages] == [
            f"{URI} is held by another run: process {os.getpid()}"
        ]
        assert caplog.messages[0].endswith("; waiting up to 30 s")
        assert uploaded(store, [URI, URI, URI]) == 1
        assert uploaded(store, [URI, "s3://bucket/other.jsonl"]) == 2
        with pytest.raises(CannotGoOn, match=f"^{URI} is held by another run: process ") as told:
            uploaded(store, [URI, URI], wait=0)
        assert told.value.exit_code == Exit.HELD
        with pytest.raises(CannotGoOn):
            uploaded(store, [URI, URI], may_wait=False)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_whoever_has_lost_its_turn_is_told(engine, monkeypatch):
    monkeypatch.setattr("newsscraper.feeds.upload_turn.SECONDS", 1.5)

    async def lose(store):
        async with upload_turn(store, URI, 0, lambda: True) as check:
            check()
            with store.writing() as transaction:
                transaction.exec_driver_sql("UPDATE leases SET holder = 1, who = 'process 1 on b'")
            await asyncio.sleep(1)
            check()

    told = pytest.raises(CannotGoOn, match=f"^{URI} is held by another run: process 1 on b")
    with closing(engine.open()) as store, told:
        asyncio.run(lose(store))


def test_what_is_local_needs_no_turn(store):
    assert uploaded(store, [None, None]) == 2


def test_runs_whose_store_is_in_a_file_need_no_turn():
    with closing(Store.open(None)) as store:
        assert uploaded(store, [URI, URI]) == 2
