"""The extension by itself: feeds are opened, handed what is stored, closed; Scrapy is told."""

import asyncio

import pytest
from filelock import FileLock
from scrapy import Spider, signals
from scrapy.exceptions import NotConfigured, ScrapyDeprecationWarning
from scrapy.extensions.feedexport import FeedExporter
from worlds.koran import ALL, NEW, FeedRun, crawler_for, numbers_in, put

from newsscraper.failures import CannotGoOn
from newsscraper.feeds.extension import ArticleFeeds
from newsscraper.feeds.files import lock_of

JSONL = {"format": "jsonl"}


class Quotes(Spider):
    name = "quotes"


@pytest.fixture
def out(tmp_path):
    """Return the file of a feed."""
    return tmp_path / "out.jsonl"


def test_a_spider_that_is_no_publisher_gets_the_feed_exporter_of_scrapy(out):
    exporter = ArticleFeeds.from_crawler(crawler_for({str(out): JSONL}, Quotes))
    assert type(exporter) is FeedExporter


def test_a_publisher_gets_feeds_that_come_from_the_store(out):
    assert type(ArticleFeeds.from_crawler(crawler_for({str(out): JSONL}))) is ArticleFeeds


@pytest.mark.parametrize(
    ("feeds", "message"),
    [
        ({}, ""),
        ({"nowhere://host/a.jsonl": JSONL}, "Unknown feed storage scheme: nowhere"),
        ({"a.xyz": {"format": "xyz"}}, "Unknown feed format: xyz"),
        ({"a.jsonl": JSONL | {"batch_item_count": 2}}, "must be in the feed URI"),
    ],
)
def test_what_scrapy_cannot_write_is_refused_as_scrapy_does(feeds, message, caplog):
    with pytest.raises(NotConfigured):
        ArticleFeeds.from_crawler(crawler_for(feeds))
    assert message in caplog.text


def test_the_old_settings_for_one_feed_are_understood_and_scrapy_warns_of_them(out, store):
    put(store, 1)
    with pytest.warns(ScrapyDeprecationWarning, match="FEED_URI"):
        run = FeedRun(store, {}, FEED_URI=str(out), FEED_FORMAT="jsonl")
    run(ALL)
    assert numbers_in(out) == [1]


def test_a_feed_gets_what_is_stored_and_what_comes_while_it_is_open(out, store):
    put(store, 1)
    run = FeedRun(store, {str(out): JSONL})(ALL, 2, 3)
    assert numbers_in(out) == [1, 2, 3]
    assert run.feeds.failures == []
    assert run.crawler.stats.get_value("feedexport/success_count/LocalFeedStorage") == 1


def test_an_incremental_run_goes_on_after_what_the_last_one_delivered(out, store):
    FeedRun(store, {str(out): JSONL})(NEW, 1, 2)
    put(store, 3)  # while its feed was not open
    FeedRun(store, {str(out): JSONL})(NEW, 4)
    assert numbers_in(out) == [1, 2, 3, 4]


def test_a_run_that_is_not_to_deliver_leaves_the_file_as_it_was_and_the_next_delivers(out, store):
    FeedRun(store, {str(out): JSONL})(NEW, 1)
    before = out.read_bytes()
    FeedRun(store, {str(out): JSONL})(NEW, 2, deliver=False)
    assert out.read_bytes() == before
    FeedRun(store, {str(out): JSONL})(NEW)
    assert numbers_in(out) == [1, 2]


REPLACED = JSONL | {"overwrite": True}


def test_a_replaced_file_that_is_not_final_is_held_by_the_next_one_too(out, store):
    feeds = {str(out): REPLACED}
    FeedRun(store, feeds)(NEW, 1, 2, is_final=False)
    FeedRun(store, feeds)(NEW, is_final=False)
    assert numbers_in(out) == [1, 2]
    FeedRun(store, feeds)(NEW, 3, is_final=False)
    assert numbers_in(out) == [1, 2, 3]
    FeedRun(store, feeds)(NEW, 4, deliver=False)
    assert numbers_in(out) == [1, 2, 3]
    FeedRun(store, feeds)(NEW, 5)
    assert numbers_in(out) == [1, 2, 3, 4, 5]
    FeedRun(store, feeds)(NEW, 6)
    assert numbers_in(out) == [6]


def test_a_file_that_was_not_final_can_be_continued_and_holds_nothing_twice(out, store):
    FeedRun(store, {str(out): REPLACED})(NEW, 1, 2, is_final=False)
    FeedRun(store, {str(out): JSONL})(NEW, 3)
    assert numbers_in(out) == [1, 2, 3]
    FeedRun(store, {str(out): REPLACED})(NEW, 4)
    assert numbers_in(out) == [4]


@pytest.mark.parametrize("options", [REPLACED, JSONL])
def test_a_file_that_was_not_final_and_is_gone_is_written_anew(out, store, options):
    FeedRun(store, {str(out): REPLACED})(NEW, 1, 2, is_final=False)
    out.unlink()
    FeedRun(store, {str(out): options})(NEW, 3)
    assert numbers_in(out) == [1, 2, 3]


@pytest.mark.parametrize("name", ["out-%(batch_id)d.jsonl", "out-%(batch_time)s.jsonl"])
def test_a_file_of_its_own_is_held_by_no_other(tmp_path, store, name):
    feeds = {str(tmp_path / name): REPLACED}
    FeedRun(store, feeds)(NEW, 1, 2, is_final=False)
    FeedRun(store, feeds)(NEW, 3)
    assert sorted(map(numbers_in, tmp_path.glob("out-*.jsonl"))) == [[1, 2], [3]]


def test_a_continued_file_is_final_in_any_case(out, store):
    FeedRun(store, {str(out): JSONL})(NEW, 1, 2, is_final=False)
    FeedRun(store, {str(out): JSONL})(NEW, 3)
    assert numbers_in(out) == [1, 2, 3]


def test_a_window_says_nothing_of_what_the_next_run_for_news_delivers(out, store):
    feeds = {str(out): REPLACED}
    put(store, 1)
    FeedRun(store, feeds)(ALL, 2, is_final=False)
    assert numbers_in(out) == [1, 2]
    FeedRun(store, feeds)(NEW, 3)
    assert numbers_in(out) == [2, 3]


def test_batches_go_on_with_the_next_number_and_hold_no_article_twice(tmp_path, store):
    feeds = {str(tmp_path / "out-%(batch_id)d.jsonl"): JSONL | {"batch_item_count": 2}}
    for numbers in [(1, 2, 3), (4, 5)]:
        FeedRun(store, feeds)(NEW, *numbers)
    held = [numbers_in(tmp_path / f"out-{number}.jsonl") for number in (1, 2, 3)]
    assert held == [[1, 2], [3], [4, 5]]
    assert not list(tmp_path.glob(".*.lock"))


def test_scrapy_is_told_of_every_batch_and_of_the_end(tmp_path, store):
    feeds = {str(tmp_path / "out-%(batch_id)d.jsonl"): JSONL | {"batch_item_count": 2}}
    run = FeedRun(store, feeds)
    told = []

    def on_slot(slot):
        told.append((slot.batch_id, slot.itemcount))

    def on_end():
        told.append("end")

    run.crawler.signals.connect(on_slot, signals.feed_slot_closed)
    run.crawler.signals.connect(on_end, signals.feed_exporter_closed)
    run(ALL, 1, 2, 3)
    assert told.pop() == "end"
    assert sorted(told) == [(1, 2), (2, 1)]


def test_a_feed_that_cannot_be_written_is_told_and_the_next_run_delivers(tmp_path, store):
    folder = tmp_path / "new"
    folder.mkdir()
    out = folder / "out.jsonl"
    (folder / "out.jsonl.part").mkdir()  # in the way of the new file
    run = FeedRun(store, {str(out): JSONL | {"overwrite": True}})(NEW, 1)
    assert run.feeds.failures == [f"{out} could not be written (Is a directory)"]
    assert run.crawler.stats.get_value("feedexport/failed_count/LocalFeedStorage") == 1
    (folder / "out.jsonl.part").rmdir()
    FeedRun(store, {str(out): JSONL | {"overwrite": True}})(NEW, 2)
    assert numbers_in(out) == [1, 2]


def test_a_bug_in_an_exporter_is_told_with_its_traceback(out, store, caplog):
    feeds = {str(out): JSONL | {"item_export_kwargs": {"rusak": 1}}}
    run = FeedRun(store, feeds)(NEW, 1)
    assert "could not be written (JSONEncoder" in run.feeds.failures[0]
    assert "TypeError" in caplog.text
    assert not out.exists()


@pytest.mark.parametrize("name", ["out.jsonl", "out-%(batch_id)d.jsonl"])
def test_a_file_that_is_not_continued_and_that_another_run_holds_is_refused_by_its_name(
    tmp_path, store, name
):
    path = tmp_path / name.replace("%(batch_id)d", "1")
    options = REPLACED if path.name == name else JSONL
    with (
        FileLock(lock_of(path)),
        pytest.raises(CannotGoOn, match=r"\.jsonl is held by another run") as refused,
    ):
        FeedRun(store, {str(tmp_path / name): options})(NEW, 1)
    assert refused.value.exit_code == 8


@pytest.mark.parametrize(("selection", "expected"), [(NEW, [2, 3]), (ALL, [1, 2, 3])])
def test_a_file_that_is_continued_and_that_another_run_holds_is_appended_to_at_the_end(
    out, store, selection, expected
):
    put(store, 1)
    run = FeedRun(store, {str(out): JSONL})
    with FileLock(lock_of(out)) as lock:
        run(selection, 2, 3, before_close=lock.release)
    assert numbers_in(out) == expected
    assert run.feeds.held == run.feeds.failures == []


@pytest.mark.parametrize(("selection", "expected"), [(NEW, [2, 3, 4]), (ALL, [1, 2, 3, 4])])
def test_what_is_awaited_in_vain_is_delivered_by_the_next_run(out, store, selection, expected):
    put(store, 1)
    with FileLock(lock_of(out)):
        run = FeedRun(store, {str(out): JSONL}, FEED_LOCK_WAIT=0)(selection, 2, 3)
        assert run.feeds.held[0].startswith(f"{out} is held by another run: ")
        assert run.feeds.failures == []
    assert not out.exists()
    FeedRun(store, {str(out): JSONL})(selection, 4)
    assert numbers_in(out) == expected


def test_while_a_file_is_awaited_the_loop_goes_on(out, store):
    with FileLock(lock_of(out)) as lock:
        run = FeedRun(store, {str(out): JSONL})
        run(NEW, 1, before_close=lambda: asyncio.get_running_loop().call_soon(lock.release))
    assert numbers_in(out) == [1]


def test_a_file_is_awaited_no_longer_when_the_run_is_to_end(out, store):
    with FileLock(lock_of(out)):
        run = FeedRun(store, {str(out): JSONL})

        def end():
            run.crawler.crawling = False

        run(NEW, 1, before_close=end)
    assert not out.exists()
    FeedRun(store, {str(out): JSONL})(NEW, 2)
    assert numbers_in(out) == [1, 2]


def test_other_feeds_are_delivered_before_one_is_awaited(out, tmp_path, store):
    other = tmp_path / "other.jsonl"
    seen = []
    with FileLock(lock_of(out)) as lock:
        run = FeedRun(store, {str(out): JSONL, str(other): JSONL})

        def on_slot(slot):
            seen.append((slot.uri, lock_of(other).exists()))
            lock.release()

        run.crawler.signals.connect(on_slot, signals.feed_slot_closed)
        run(NEW, 1)
    assert seen == [(str(other), False), (str(out), False)]


def test_what_another_run_stores_meanwhile_stays_owed(out, store):
    run = FeedRun(store, {str(out): JSONL})
    run(NEW, 1, before_close=lambda: put(store, 2))
    assert numbers_in(out) == [1]
    FeedRun(store, {str(out): JSONL})(NEW, 3)
    assert numbers_in(out) == [1, 2, 3]
