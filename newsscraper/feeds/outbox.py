"""Deliveries on their way out: one by one, and each outcome is told to the log and the stats."""

import asyncio
import logging
from typing import NamedTuple

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedSlot

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.delivery import Delivery
from newsscraper.messages.redaction import without_user

logger = logging.getLogger(__name__)


class Sent(NamedTuple):
    """What one feed got in a run."""

    name: str
    """The last file: its URI as it was given, without user and password."""
    rows: int
    files: int = 1
    is_added: bool = False
    """Whether there is more than these rows."""


class Outbox:
    """What is delivered in a run, and what could not be."""

    def __init__(self, crawler: Crawler) -> None:
        self.delivered: dict[str, Sent] = {}
        """URI template of a feed -> what it got."""
        self.failures: list[str] = []
        """What could not be written, each with its reason."""
        self.held: list[str] = []
        """What another run held all the time, each with who it is."""
        self.failed_feeds: set[int] = set()
        """Ids of the feeds that lack a part of what they were to get."""
        self._crawler = crawler
        self._wait = crawler.settings.getfloat("FEED_LOCK_WAIT")
        self._one_by_one = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def send(self, delivery: Delivery) -> None:
        """Begin to deliver, and go on meanwhile."""
        task = asyncio.create_task(self.deliver(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def sent(self) -> None:
        """Wait until all that was sent is delivered, or has failed."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def deliver(self, delivery: Delivery) -> None:
        """Deliver, unless it has failed before; let other runs have the file."""
        is_delivered = False
        try:
            # What is cut off after its upload is uploaded again under the same number.
            async with self._one_by_one:
                is_delivered = not delivery.has_failed and await delivery.deliver(
                    self._wait, self._is_crawling
                )
        except CannotGoOn as error:
            delivery.take_back()
            self.leave(delivery, error)
            return
        except Exception as error:  # storages raise whatever the library of their service does
            self._give_up(delivery, error)
            return
        finally:
            delivery.release()
        if is_delivered:
            await self.tell(delivery)

    def _is_crawling(self) -> bool:
        """Tell whether nobody wants the run to end: Scrapy notes the first signal there."""
        return self._crawler.crawling

    async def tell(self, delivery: Delivery) -> None:
        """Say that *delivery* was delivered."""
        slot, count = delivery.slot, len(delivery.seqs)
        name = without_user(slot.uri)
        before = self.delivered.get(slot.uri_template, Sent(name, 0, 0))
        rows, files = before.rows + count, before.files + 1
        sent = Sent(name, rows, files, is_added=not delivery.replaces)
        self.delivered[slot.uri_template] = sent
        logger.info("Stored %s feed (%d items) in: %s", slot.format, count, name)
        self._count("success", slot)
        await self._crawler.signals.send_catch_log_async(signals.feed_slot_closed, slot=slot)

    def leave(self, delivery: Delivery, error: CannotGoOn) -> None:
        """Give up a delivery whose file could not be had, as *error* says."""
        if error.exit_code != Exit.HELD:
            self._give_up(delivery, error)
            return
        delivery.failure = error
        self.failed_feeds.add(delivery.feed.id)
        self.held.append(str(error))

    def break_off(self, delivery: Delivery, error: Exception) -> None:
        """Give up a delivery that *error* met while it was written; a bug has its traceback."""
        is_bug = not isinstance(error, OSError | CannotGoOn)
        self._give_up(delivery, error, traceback_of=error if is_bug else None)

    def _give_up(
        self, delivery: Delivery, error: Exception, traceback_of: Exception | None = None
    ) -> None:
        """Leave the feed as it was: the next run hands its articles over again."""
        delivery.failure = error
        self.failed_feeds.add(delivery.feed.id)
        uri, name = delivery.slot.uri, without_user(delivery.slot.uri)
        failure = f"{name} could not be written ({_reason(error).replace(uri, name)})"
        self.failures.append(failure)
        logger.error(failure, exc_info=traceback_of, extra={"spider": self._crawler.spider})
        self._count("failed", delivery.slot)
        delivery.take_back()

    def _count(self, outcome: str, slot: FeedSlot) -> None:
        assert self._crawler.stats
        name = type(slot.storage).__name__
        self._crawler.stats.inc_value(f"feedexport/{outcome}_count/{name}")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
