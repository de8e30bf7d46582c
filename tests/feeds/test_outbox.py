"""Deliveries on their way out: one at a time, and what fails is told without its password."""

import asyncio

import pytest
from scrapy.extensions.feedexport import BlockingFeedStorage
from worlds.koran import crawler_for

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.delivery import Delivery
from newsscraper.feeds.outbox import Outbox, Sent
from newsscraper.feeds.slots import Slots
from newsscraper.items import Article
from newsscraper.store import delivered

URI = "upload://budi:rahasia@host/a-%(batch_id)d.jsonl"
SHOWN = "upload://host/a-1.jsonl"


class Upload(BlockingFeedStorage):
    """Fails where the address says so; else it remembers what is on its way."""

    now = most = 0

    def __init__(self, uri, *, feed_options=None):
        self.uri = uri

    async def store(self, file):
        Upload.now += 1
        Upload.most = max(Upload.most, Upload.now)
        await asyncio.sleep(0)
        Upload.now -= 1
        file.close()
        if "host/a-1." in self.uri:
            raise RuntimeError(f"no route to {self.uri}")

    def _store_in_thread(self, file):
        """Not asked."""


@pytest.fixture
def crawler():
    """Return a crawler whose feed is uploaded."""
    storages = {"upload": f"{__name__}.Upload"}
    return crawler_for({URI: {"format": "jsonl"}}, FEED_STORAGES=storages)


@pytest.fixture
def batch(crawler, store):
    """Return a function that makes a batch with an article in it."""
    slots = Slots(crawler, crawler.spider)
    with store.writing() as transaction:
        feed = delivered.open_feed(transaction, "a", "koran")

    def made(number):
        slot = slots.slot(URI, number, slots.uri(URI, number))
        delivery = Delivery(store, feed, slot, is_first=number == 1)
        delivery.write(Article(f"koran:{number}"), number)
        return delivery

    return made


def test_what_is_sent_is_delivered_one_by_one(crawler, batch):
    outbox = Outbox(crawler)

    async def run():
        for number in (2, 3, 4):
            outbox.send(batch(number))
        await outbox.sent()

    Upload.most = 0
    asyncio.run(run())
    assert Upload.most == 1
    assert crawler.stats.get_value("feedexport/success_count/Upload") == 3
    assert (outbox.failures, outbox.failed_feeds) == ([], set())


def test_what_was_delivered_is_told_of_each_feed_its_batches_together(crawler, batch):
    outbox = Outbox(crawler)

    async def run():
        for number in (1, 2, 3):
            await outbox.deliver(batch(number))

    asyncio.run(run())
    assert outbox.delivered == {URI: Sent("upload://host/a-3.jsonl", 2, files=2)}


def test_what_fails_is_told_without_user_and_password(crawler, batch, caplog):
    outbox, delivery = Outbox(crawler), batch(1)
    asyncio.run(outbox.deliver(delivery))
    assert outbox.failures == [f"{SHOWN} could not be written (no route to {SHOWN})"]
    assert "rahasia" not in caplog.text
    assert delivery.has_failed
    assert outbox.failed_feeds == {delivery.feed.id}
    assert crawler.stats.get_value("feedexport/failed_count/Upload") == 1


@pytest.mark.parametrize(
    ("error", "reason", "has_traceback"),
    [
        (OSError(28, "No space left on device"), "No space left on device", False),
        (CannotGoOn(Exit.NOT_WRITTEN, "the store is full"), "the store is full", False),
        (ZeroDivisionError(), "ZeroDivisionError", True),
    ],
)
def test_what_breaks_off_while_it_is_written_has_a_traceback_only_if_it_is_a_bug(
    crawler, batch, caplog, error, reason, has_traceback
):
    outbox = Outbox(crawler)
    outbox.break_off(batch(2), error)
    assert outbox.failures == [f"upload://host/a-2.jsonl could not be written ({reason})"]
    assert bool(caplog.records[-1].exc_info) is has_traceback


def test_what_has_failed_is_not_delivered_later(crawler, batch):
    outbox, delivery = Outbox(crawler), batch(2)
    outbox.break_off(delivery, OSError(5, "Input/output error"))
    asyncio.run(outbox.deliver(delivery))
    assert crawler.stats.get_value("feedexport/success_count/Upload") is None
    assert len(outbox.failures) == 1
