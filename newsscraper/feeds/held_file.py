"""The local file of a delivery: kept from other runs, and known to the store while it grows."""

from contextlib import suppress
from typing import Final

from sqlalchemy import Connection

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.files import lock_of
from newsscraper.feeds.leftovers import take_back
from newsscraper.feeds.storages import LocalFeedStorage
from newsscraper.store import delivered
from newsscraper.store.article_store import Store
from newsscraper.store.locks import Lock

_MOMENT: Final = 1.0
"""Seconds in which whoever takes back leftovers has let go of a file."""


class HeldFile:
    """A file that a run writes to, and that can be taken back: no pipe, no device."""

    def __init__(self, store: Store, storage: LocalFeedStorage) -> None:
        self._store = store
        self._storage = storage
        self._lock: Lock | None = None

    def prepare(self) -> None:
        """Keep other runs from the file, and see whether it is still what the store thinks.

        What a run left in it that was cut off is taken back. Raises CannotGoOn when that cannot be
        done, or when another run has the file.
        """
        storage = self._storage
        path = str(storage.path)
        self._lock = Lock(lock_of(storage.path), path, self._store.clock, _MOMENT)
        try:
            take_back(self._store, storage.written)
        except OSError as error:
            text = f"{path} cannot be cut back to what it held ({error.strerror or error})"
            raise CannotGoOn(Exit.NOT_WRITTEN, text) from error
        if not storage.replaces:
            with self._store.writing() as transaction:
                delivered.begin_anew(transaction, path, storage.start_length())

    def note_begun(self) -> None:
        """Let the store know that the file will grow, before it does."""
        storage = self._storage
        with self._store.writing() as transaction:
            delivered.open_file(transaction, str(storage.written), storage.start_length())

    def note_ended(self, transaction: Connection, *, is_final: bool) -> str | None:
        """Let the store know that the file is whole, and on the disk.

        Return its path if the store is to remember what is in it. One that was replaced is
        forgotten, as the next run replaces it again; but if that is to hold the same once more,
        what is in it *is* not *final*: a run that continues the file must not repeat it.
        """
        storage, path = self._storage, str(self._storage.path)
        if storage.replaces:
            delivered.forget_file(transaction, str(storage.written))
            delivered.forget_file(transaction, path)
            if is_final:
                return None
        delivered.close_file(transaction, path, storage.path.stat().st_size)
        return path

    def take_back(self) -> None:
        """Leave the file as it was before; if that fails, the next run does it."""
        with suppress(OSError, CannotGoOn):
            take_back(self._store, self._storage.written)

    def release(self) -> None:
        """Let other runs have the file."""
        if self._lock:
            self._lock.release()
            self._lock = None
