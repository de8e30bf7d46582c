"""What one feed gets in one run: written, put in place, noted in the store, or taken back."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, Final, Self

from scrapy.extensions.feedexport import FeedSlot, StdoutFeedStorage
from scrapy.extensions.postprocessing import PostProcessingManager
from scrapy.utils.defer import ensure_awaitable
from sqlalchemy import Connection

from newsscraper.failures import CannotGoOn
from newsscraper.feeds.exporters import write
from newsscraper.feeds.held_file import MOMENT, HeldFile
from newsscraper.feeds.storages import LocalFeedStorage
from newsscraper.feeds.upload_turn import Check, is_ours, upload_turn
from newsscraper.items import Article
from newsscraper.messages.redaction import without_user
from newsscraper.store import delivered
from newsscraper.store.article_store import Store

_OVERTAKEN: Final = "{name} was uploaded all the same, maybe in the place of a newer one"


class Delivery:
    """What one feed gets in this run; of a feed in batches, one batch of it."""

    def __init__(
        self, store: Store, feed: delivered.Feed, slot: FeedSlot, *, is_first: bool
    ) -> None:
        self.feed = feed
        self.slot = slot
        self.is_first = is_first
        """Whether it is the run's first batch."""
        self.seqs: set[int] = set()
        """Of the revisions it was handed."""
        self.failure: Exception | None = None
        """Why it was given up."""
        self.is_final = True
        """Whether no later run is to deliver once more what this one delivers."""
        self.others: Sequence[Delivery] = ()
        """Those of other publishers' feeds that are written into the same file."""
        self.check_turn: Check = is_ours
        """Of a file that other machines write to, too."""
        self._store = store
        self._file = _held_file(store, slot)

    @property
    def has_failed(self) -> bool:
        """Tell whether it was given up."""
        return self.failure is not None

    @property
    def replaces(self) -> bool:
        """Tell whether the reader of the feed sees nothing of what it held before."""
        storage = self.slot.storage
        if isinstance(storage, LocalFeedStorage):
            return storage.replaces or not storage.is_regular
        if isinstance(storage, StdoutFeedStorage):
            return True
        return bool(self.slot.feed_options.get("overwrite", True))  # Scrapy's default for uploads

    @property
    def replaces_file(self) -> bool:
        """Tell whether a file, here or elsewhere, is put in the place of another: no pipe."""
        storage = self.slot.storage
        if isinstance(storage, LocalFeedStorage | StdoutFeedStorage):
            return self.replaced_file is not None
        return self.replaces

    @property
    def uploads_to(self) -> str | None:
        """Return the URI that it is uploaded to, without user info; None for what is local."""
        if isinstance(self.slot.storage, LocalFeedStorage | StdoutFeedStorage):
            return None
        return without_user(self.slot.uri)

    @property
    def replaced_file(self) -> str | None:
        """Return what the store calls the local file that is replaced, if there is one."""
        storage = self.slot.storage
        if isinstance(storage, LocalFeedStorage) and storage.replaces:
            return self._store.files.name_of(storage.path)
        return None

    @property
    def continued_file(self) -> str | None:
        """Return what the store calls the local file that is appended to, if there is one."""
        storage = self.slot.storage
        if isinstance(storage, LocalFeedStorage) and storage.is_regular and not storage.replaces:
            return self._store.files.name_of(storage.path)
        return None

    @property
    def shared_file(self) -> str | None:
        """Return the path of the local file that other machines write to, too, if it is one."""
        storage = self.slot.storage
        if self._file and isinstance(storage, LocalFeedStorage):
            return str(storage.path) if self._store.files.is_shared(storage.path) else None
        return None

    def prepare(self, wait: float = MOMENT) -> None:
        """Make ready a local file; nothing is opened yet.

        Raises CannotGoOn when another run has the file for *wait* seconds, or it cannot be cut
        back.
        """
        if self._file:
            self._file.prepare(wait)

    def write_into(self, other: Self) -> None:
        """Write into the file of the delivery *other*, and no more into one of its own."""
        self.slot, self._file = other.slot, other._file

    def release(self) -> None:
        """Let other runs have the file."""
        if self._file:
            self._file.release()

    def wants(self, article: Article, seq: int) -> bool:
        """Tell whether the revision is still to be written."""
        return not self.has_failed and seq not in self.seqs and self.slot.filter.accepts(article)

    def write(self, article: Article, seq: int, document: str | None = None) -> None:
        """Write a revision, so that whoever follows the part of a file sees it.

        Its JSON, the *document* of the store, is the line of a feed as it is.
        """
        self._start()
        assert self.slot.exporter
        assert self.slot.file
        write(self.slot.exporter, article, document)
        self.slot.file.flush()
        self.slot.itemcount += 1
        self.seqs.add(seq)

    def _start(self) -> None:
        """Open the file, once the store knows that it will grow."""
        if self._file and self.slot.file is None:
            self._file.note_begun()
        self.slot.start_exporting()

    async def deliver(self, wait: float, may_wait: Callable[[], bool]) -> bool:
        """Let the storage have the file, then note what the feed holds; False if there is none.

        Raises CannotGoOn when another run uploads to the same place for *wait* seconds, or we *may
        wait* no more.
        """
        slot = self.slot
        if not slot.itemcount:
            if not (slot.store_empty and self.is_first):
                return False
            self._start()
        slot.finish_exporting()
        assert slot.file
        file = _unpacked(slot.file)
        async with upload_turn(self._store, self.uploads_to, wait, may_wait) as check:
            self._store.check_hold()
            if self._file:
                self.check_turn()
                self._file.put_down(file)
            else:
                await self._upload(file, check)
            self._book()
        if self._file:
            self._file.tidy()
        return True

    async def _upload(self, file: IO[bytes], check: Check) -> None:
        """Let the storage have the file; raises CannotGoOn when others may have the place by now.

        Who was stopped meanwhile may have put it over a newer one, which is all that can be said.
        """
        check()
        await ensure_awaitable(self.slot.storage.store(file))
        try:
            check()
        except CannotGoOn as error:
            name = without_user(self.slot.uri)
            raise CannotGoOn(error.exit_code, f"{error}; {_OVERTAKEN.format(name=name)}") from error

    def _book(self) -> None:
        """Note in the store what the feed holds now, and its last batch; all at once.

        What is not final, and was uploaded, is noted nowhere: the next run uploads it again.
        """
        with self._store.writing() as transaction:
            file = None
            if self._file:
                file = self._file.note_ended(transaction, is_final=self.is_final)
            for each in (self, *self.others):
                each._note(transaction, file)

    def _note(self, transaction: Connection, file: str | None) -> None:
        feed = self.feed
        feed.batch_id = max(feed.batch_id, self.slot.batch_id)
        delivered.advance(transaction, feed)
        if file or self.is_final:
            delivered.deliver(transaction, feed, self.seqs, file)

    def take_back(self) -> None:
        """Leave a local file as it was before; if that fails, the next run does it."""
        if self.slot.file is None or isinstance(self.slot.storage, StdoutFeedStorage):
            return
        file = self.slot.file
        with suppress(OSError, ValueError):
            file = _unpacked(file)
            file.close()
        if self._file:
            self._file.take_back(file)


def _held_file(store: Store, slot: FeedSlot) -> HeldFile | None:
    """Return the file of a slot, if what is written to it can be taken back."""
    storage = slot.storage
    if isinstance(storage, LocalFeedStorage) and storage.is_regular:
        return HeldFile(store, storage)
    return None


def _unpacked(file: IO[bytes]) -> IO[bytes]:
    """Return the file itself, after what plugins for packing still held back is in it."""
    if not isinstance(file, PostProcessingManager):
        return file
    file.close()
    return file.file
