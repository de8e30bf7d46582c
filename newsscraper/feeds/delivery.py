"""What one feed gets in one run: written, put in place, noted in the store, or taken back."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from scrapy.extensions.feedexport import FeedSlot, StdoutFeedStorage
from scrapy.extensions.postprocessing import PostProcessingManager
from scrapy.utils.defer import ensure_awaitable

from newsscraper.failures import CannotGoOn
from newsscraper.feeds.files import cut_back, lock_of
from newsscraper.feeds.storages import LocalFeedStorage
from newsscraper.items import Article
from newsscraper.locks import HELD, Lock
from newsscraper.store import feeds
from newsscraper.store.store import Store

logger = logging.getLogger(__name__)

_MOMENT: Final = 1.0
"""Seconds in which whoever takes back leftovers has let go of a file."""


@dataclass
class Delivery:
    """What one feed gets in this run; of a feed in batches, one batch of it."""

    store: Store
    feed: feeds.Feed
    slot: FeedSlot
    is_first: bool
    """Whether it is the run's first batch."""
    options: Mapping[str, Any]
    """Scrapy's feed options."""
    seqs: set[int] = field(default_factory=set)
    """Of the revisions it was handed."""
    has_failed: bool = False
    _lock: Lock | None = None

    @property
    def local(self) -> LocalFeedStorage | None:
        """The storage, if what it writes can be taken back."""
        storage = self.slot.storage
        return storage if isinstance(storage, LocalFeedStorage) and storage.is_regular else None

    @property
    def replaces(self) -> bool:
        """Tell whether the reader of the feed sees nothing of what it held before."""
        storage = self.slot.storage
        if isinstance(storage, LocalFeedStorage):
            return storage.replaces or not storage.is_regular
        if isinstance(storage, StdoutFeedStorage):
            return True
        return bool(self.options.get("overwrite", True))  # Scrapy's default for uploads

    def prepare(self) -> None:
        """Keep other runs from the file, and see whether it is still what the store thinks.

        What a run left in it that was cut off is taken back. Raises CannotGoOn when that cannot be
        done, or when another run has the file.
        """
        if not self.local:
            return
        path = str(self.local.path)
        self._lock = Lock(lock_of(self.local.path), path, _MOMENT)
        try:
            take_back(self.store, self.local.written)
        except OSError as error:
            text = f"{path} cannot be cut back to what it held ({error.strerror or error})"
            raise CannotGoOn(3, text) from error
        if not self.local.replaces:
            with self.store.writing() as transaction:
                feeds.begin_anew(transaction, path, self.local.start_length())

    def release(self) -> None:
        """Let other runs have the file."""
        if self._lock:
            self._lock.release()
            self._lock = None

    def wants(self, article: Article, seq: int) -> bool:
        """Tell whether the revision is still to be written."""
        return not self.has_failed and seq not in self.seqs and self.slot.filter.accepts(article)

    def write(self, article: Article, seq: int) -> None:
        """Write a revision, so that whoever follows the file sees it."""
        self._start()
        assert self.slot.exporter
        assert self.slot.file
        self.slot.exporter.export_item(article)
        self.slot.file.flush()
        self.slot.itemcount += 1
        self.seqs.add(seq)

    def _start(self) -> None:
        """Open the file, once the store knows that it will grow."""
        if self.local and self.slot.file is None:
            with self.store.writing() as transaction:
                path, length = str(self.local.written), self.local.start_length()
                feeds.open_file(transaction, path, length)
        self.slot.start_exporting()

    async def deliver(self) -> bool:
        """Let the storage have the file, then note what the feed holds; False if there is none."""
        slot = self.slot
        if not slot.itemcount:
            if not (slot.store_empty and self.is_first):
                return False
            self._start()
        slot.finish_exporting()
        assert slot.file
        await ensure_awaitable(slot.storage.store(_unpacked(slot.file)))
        self._book()
        return True

    def _book(self) -> None:
        feed, local = self.feed, self.local
        feed.batch_id = max(feed.batch_id, self.slot.batch_id)
        with self.store.writing() as transaction:
            feeds.advance(transaction, feed)
            if local and not local.replaces:
                length = local.path.stat().st_size
                feeds.close_file(transaction, str(local.path), length)
                feeds.deliver(transaction, feed, self.seqs, str(local.path))
                return
            feeds.deliver(transaction, feed, self.seqs, None)
            if local:
                feeds.forget_file(transaction, str(local.written))

    def take_back(self) -> None:
        """Leave the file as it was before; if that fails, the next run does it."""
        if self.slot.file is None or isinstance(self.slot.storage, StdoutFeedStorage):
            return
        with suppress(OSError, ValueError):
            _unpacked(self.slot.file).close()
        if self.local:
            with suppress(OSError, CannotGoOn):
                take_back(self.store, self.local.written)


def _unpacked(file: IO[bytes]) -> IO[bytes]:
    """Return the file itself, after what plugins for packing still held back is in it."""
    if not isinstance(file, PostProcessingManager):
        return file
    file.close()
    return file.file


def take_back(store: Store, path: Path) -> None:
    """Cut *path* back to what it held before its writing was noted as begun.

    Raises OSError when that cannot be done, and CannotGoOn when the store cannot be used.
    """
    with store.reading() as transaction:
        file = feeds.file_at(transaction, str(path))
    if not file or not file.is_open:
        return
    cut_back(path, file.start_length)
    with store.writing() as transaction:
        if file.start_length is None:
            feeds.forget_file(transaction, str(path))
        else:
            feeds.close_file(transaction, str(path), file.start_length)


def take_back_leftovers(store: Store) -> None:
    """Take back what runs left behind that were cut off; what a live run writes stays.

    A file that cannot be had now is left for a later run.
    """
    with store.reading() as transaction:
        left = [Path(file.path) for file in feeds.open_files(transaction)]
    for path in left:
        if path.parent.exists():
            _take_back_leftover(store, path)


def _take_back_leftover(store: Store, path: Path) -> None:
    try:
        lock = Lock(lock_of(path), str(path))
    except CannotGoOn as error:
        if error.exit_code != HELD:
            logger.warning("%s; a run that was cut off wrote to it", error)
        return
    try:
        take_back(store, path)
    except OSError as error:
        reason = error.strerror or error
        logger.warning("%s, of a run that was cut off, cannot be cut back (%s)", path, reason)
    finally:
        lock.release()
