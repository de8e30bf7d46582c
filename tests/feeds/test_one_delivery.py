"""One delivery by itself, with a real store, Scrapy's slot and a real file."""

import asyncio
import gzip
import io

import pytest
from filelock import FileLock
from worlds.koran import numbers_in, slots_for

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.delivery import Delivery
from newsscraper.feeds.files import lock_of, part_of
from newsscraper.items import Article
from newsscraper.store import delivered, revisions

REPLACED = {"format": "jsonl", "overwrite": True}
CONTINUED = {"format": "jsonl"}
GZIP = {"postprocessing": ["scrapy.extensions.postprocessing.GzipPlugin"]}
BEFORE = b'{"key": "koran:99"}\n'


@pytest.fixture
def out(tmp_path):
    """Return the file of the feed."""
    return tmp_path / "out.jsonl"


@pytest.fixture
def begin(store, out):
    """Return a function that makes ready a delivery of the feed with some options."""
    begun = []

    def ready(options, number=1, **more):
        slots = slots_for({str(out): options})
        with store.writing() as transaction:
            feed = delivered.open_feed(transaction, str(out), "koran")
        slot = slots.slot(str(out), number, str(out))
        delivery = Delivery(store, feed, slot, **{"is_first": True} | more)
        delivery.prepare()
        begun.append(delivery)
        return delivery

    yield ready
    for delivery in begun:
        delivery.take_back()  # it closes the file
        delivery.release()


def write(delivery, *numbers):
    """Write articles whose seqs are their numbers."""
    for number in numbers:
        delivery.write(Article(f"koran:{number}", "koran"), number)


def deliver(delivery):
    """Deliver, and let go of the file; tell whether there was one."""
    try:
        return asyncio.run(delivery.deliver(0, lambda: True))
    finally:
        delivery.release()


def lacking(store, feed, *numbers):
    """Which of some stored articles the feed does not hold."""
    with store.writing() as transaction:
        for number in numbers:
            article = Article(f"koran:{number}", "koran", f"https://koran.example/{number}")
            article.date_published, article.content_hash = "2026-01-01T10:00:00+07:00", str(number)
            revisions.add(transaction, article, 1)
        query = delivered.lacking(delivered.of_days("koran", None, None), feed)
        return [seq for seqs in revisions.chunks_of_seqs(transaction, query) for seq in seqs]


@pytest.mark.parametrize("options", [REPLACED, CONTINUED])
def test_nothing_is_opened_before_the_first_article(begin, out, options):
    delivery = begin(options)
    assert not out.exists()
    assert not deliver(delivery)
    assert not out.exists()


def test_a_feed_that_is_to_be_there_even_if_empty_is_written_once(begin, out):
    options = CONTINUED | {"store_empty": True}
    assert not deliver(begin(options, 2, is_first=False))
    assert deliver(begin(options))
    assert out.read_bytes() == b""


@pytest.mark.parametrize("options", [REPLACED, CONTINUED])
def test_who_follows_the_part_of_a_file_sees_each_article_at_once(begin, out, options):
    delivery = begin(options)
    write(delivery, 1)
    assert numbers_in(part_of(out)) == [1]
    write(delivery, 2)
    assert numbers_in(part_of(out)) == [1, 2]


@pytest.mark.parametrize(("options", "held"), [(REPLACED, [1, 2]), (CONTINUED, [99, 1, 2])])
def test_a_file_is_the_old_one_until_it_is_delivered(begin, out, options, held):
    out.write_bytes(BEFORE)
    delivery = begin(options)
    write(delivery, 1, 2)
    assert out.read_bytes() == BEFORE
    assert deliver(delivery)
    assert numbers_in(out) == held
    assert not part_of(out).exists()


@pytest.mark.parametrize(("options", "expected"), [(CONTINUED, [1, 2]), (REPLACED, [])])
def test_what_a_continued_file_held_is_forgotten_when_it_is_gone(
    begin, store, out, options, expected
):
    delivery = begin(options)
    write(delivery, 1, 2)
    deliver(delivery)
    assert lacking(store, delivery.feed, 1, 2) == []
    out.unlink()
    begin(options)
    assert lacking(store, delivery.feed) == expected


def test_the_store_knows_the_last_batch_that_was_delivered(begin):
    delivery = begin(CONTINUED, 7)
    write(delivery, 1)
    assert delivery.feed.batch_id == 0
    deliver(delivery)
    assert delivery.feed.batch_id == 7


@pytest.mark.parametrize("options", [REPLACED, CONTINUED, CONTINUED | GZIP])
@pytest.mark.parametrize("before", [None, BEFORE])
def test_what_is_taken_back_is_as_it_was_before(begin, store, out, options, before):
    if before:
        out.write_bytes(before)
    delivery = begin(options)
    write(delivery, 1, 2)
    delivery.take_back()
    delivery.release()
    assert (out.read_bytes() if out.exists() else None) == before
    assert not out.with_name("out.jsonl.part").exists()
    with store.reading() as transaction:
        assert not delivered.open_files(transaction)


def test_what_a_run_wrote_that_was_cut_off_is_taken_back_by_the_next(begin, out):
    out.write_bytes(BEFORE)
    cut_off = begin(CONTINUED)
    write(cut_off, 1)
    cut_off.release()  # as its process ends
    begin(CONTINUED)
    assert out.read_bytes() == BEFORE


def test_a_packed_feed_is_whole_when_it_is_delivered(begin, out):
    delivery = begin(CONTINUED | GZIP)
    write(delivery, 1)
    deliver(delivery)
    assert b'"koran:1"' in gzip.decompress(out.read_bytes())


def test_a_revision_is_wanted_once_and_not_after_a_failure(begin):
    delivery = begin(CONTINUED)
    article = Article("koran:1", "koran")
    assert delivery.wants(article, 1)
    delivery.write(article, 1)
    assert not delivery.wants(article, 1)
    assert delivery.wants(article, 2)
    delivery.failure = OSError()
    assert not delivery.wants(article, 2)


@pytest.mark.parametrize(("options", "expected"), [(REPLACED, True), (CONTINUED, False)])
def test_a_local_file_is_replaced_if_it_is_asked_for(begin, options, expected):
    assert begin(options).replaces is expected


@pytest.mark.parametrize(
    ("uri", "options", "expected"),
    [
        ("/dev/null", CONTINUED, True),
        ("stdout:", CONTINUED, True),
        ("ftp://host/a.jsonl", CONTINUED, True),
        ("ftp://host/a.jsonl", CONTINUED | {"overwrite": False}, False),
    ],
)
def test_a_pipe_and_an_upload_begin_anew_unless_the_upload_is_continued(
    store, uri, options, expected
):
    slot = slots_for({uri: options}).slot(uri, 1, uri)
    feed = delivered.Feed(1, "koran", 0, 0)
    assert Delivery(store, feed, slot, is_first=True).replaces is expected


def test_what_went_to_standard_output_is_not_taken_back(store):
    slot = slots_for({"stdout:": CONTINUED}).slot("stdout:", 1, "stdout:")
    slot.file = io.BytesIO()
    Delivery(store, delivered.Feed(1, "koran", 0, 0), slot, is_first=True).take_back()
    assert not slot.file.closed


def test_a_file_that_another_run_holds_is_not_touched(begin, out):
    out.write_bytes(BEFORE)
    with FileLock(lock_of(out)), pytest.raises(CannotGoOn, match="is held by another run") as error:
        begin(CONTINUED)
    assert error.value.exit_code == Exit.HELD
    assert out.read_bytes() == BEFORE


def test_a_released_file_can_be_had_by_another_run(begin, out):
    begin(CONTINUED).release()
    assert not lock_of(out).exists()
    begin(CONTINUED)
    assert lock_of(out).exists()
