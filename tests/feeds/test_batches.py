"""One feed in one run, batch after batch, with a real store and real files."""

import asyncio
import time
from contextlib import closing
from dataclasses import replace
from functools import partial

import pytest
from filelock import FileLock
from worlds.koran import ALL, NEW, TEXT, crawler_for, numbers_in, put

from newsscraper.failures import CannotGoOn
from newsscraper.feeds.batches import Batches
from newsscraper.feeds.files import lock_of
from newsscraper.feeds.outbox import Outbox
from newsscraper.feeds.slots import Slots
from newsscraper.items import Article
from newsscraper.store.file_names import FileNames


@pytest.fixture
def begin(store, tmp_path):
    """Return a function that begins a feed in batches of two."""
    begun = []

    def opened(selection=ALL):
        template = str(tmp_path / "out-%(batch_id)d.jsonl")
        crawler = crawler_for({template: {"format": "jsonl", "batch_item_count": 2}})
        slots = Slots(crawler, crawler.spider)
        begun.append(Batches(template, slots, store, selection, Outbox(crawler)))
        return begun[-1]

    yield opened
    for batches in begun:
        batches.current.take_back()
        batches.current.release()


@pytest.fixture
def held(tmp_path):
    """Return a function that names the articles of each batch, or of what is to be one."""

    def numbers(ending=""):
        return [numbers_in(path) for path in sorted(tmp_path.glob(f"out-*.jsonl{ending}"))]

    return numbers


def run(*steps):
    """Run a feed's steps one after another."""

    async def all_steps():
        for step in steps:
            await step()

    asyncio.run(all_steps())


def test_a_feed_is_handed_what_the_store_has_in_batches(begin, held, store):
    for number in range(1, 6):
        put(store, number)
    batches = begin()
    assert not batches.has_all
    run(batches.hand_over, partial(batches.finish, 0, lambda: True, is_final=True))
    assert batches.has_all
    assert held() == [[1, 2], [3, 4], [5]]


def test_nothing_is_handed_over_twice_in_one_run(begin, held, store):
    for number in (1, 2, 3):
        put(store, number)
    batches = begin()
    run(
        batches.hand_over,
        batches.hand_over,
        partial(batches.finish, 0, lambda: True, is_final=True),
    )
    assert held() == [[1, 2], [3]]


@pytest.mark.parametrize(("sections", "expected"), [((), [[1]]), (("ekonomi",), [[1, 2]])])
def test_a_run_of_sections_delivers_also_what_its_fronts_have_listed_meanwhile(
    begin, held, store, sections, expected
):
    put(store, 1)
    batches = begin(replace(ALL, sections=sections))
    run(batches.hand_over)
    put(store, 2)
    run(partial(batches.finish, 0, lambda: True, is_final=True))
    assert held() == expected


def test_an_article_is_handed_over_as_it_comes(begin, held, store):
    batches = begin(NEW)
    batches.write(Article("koran:1", "koran"), put(store, 1))
    assert held(".part") == [[1]]


@pytest.mark.parametrize(("offered", "mark"), [((), 0), ((2,), 2), ((2, 3), 4), ((3,), 0)])
def test_an_incremental_feed_goes_on_after_what_it_was_handed_or_what_passed_it_by(
    begin, store, offered, mark
):
    begin(NEW).current.release()
    seqs = {number: put(store, number) for number in (2, 3)}
    seqs[4] = put(store, 4, body=f"{TEXT} 3")
    batches = begin(NEW)

    async def offer():
        for number in offered:
            batches.write(Article(f"koran:{number}", "koran"), seqs[number])

    run(offer, partial(batches.finish, 0, lambda: True, is_final=True))
    batches.advance()
    assert batches.feed.delivered == seqs.get(mark, 0)
    batches.current.release()
    assert begin(NEW).feed.delivered == batches.feed.delivered


def test_a_batch_that_another_run_holds_is_refused(begin, tmp_path):
    with (
        FileLock(lock_of(tmp_path / "out-1.jsonl")),
        pytest.raises(CannotGoOn, match="is held by another run"),
    ):
        begin()


def test_the_lock_of_the_batch_before_is_taken_away(begin, tmp_path, store):
    put(store, 1)
    batches = begin(NEW)
    batches.write(Article("koran:1", "koran"), put(store, 2))
    run(partial(batches.finish, 0, lambda: True, is_final=True))
    lock_of(tmp_path / "out-1.jsonl").touch()
    begin(NEW)
    assert [file.name for file in tmp_path.glob(".*.lock")] == [".out-2.jsonl.lock"]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_nothing_is_added_to_a_shared_file_that_is_anothers_by_now(engine, tmp_path, monkeypatch):
    monkeypatch.setattr("newsscraper.feeds.upload_turn.SECONDS", 1.5)
    out = tmp_path / "out.jsonl"
    crawler = crawler_for({str(out): {"format": "jsonl"}})
    with closing(engine.open()) as store:
        store.files = FileNames(store.place, [str(tmp_path)])
        put(store, 1)
        outbox = Outbox(crawler)
        batches = Batches(str(out), Slots(crawler, crawler.spider), store, ALL, outbox)

        def is_lost(article):
            with store.writing() as transaction:
                transaction.exec_driver_sql("UPDATE leases SET holder = 1, who = 'process 1 on b'")
            time.sleep(1)
            return True

        batches.current.slot.filter.accepts = is_lost
        run(partial(batches.finish, 0, lambda: True, is_final=True))
    assert not out.exists()
    assert len(outbox.held) == 1
    assert outbox.held[0].startswith(f"{out} is held by another run: process 1 on b")
