"""The local file of a delivery: kept from other runs, and known to the store while it grows."""

from contextlib import suppress
from typing import IO, Final

from sqlalchemy import Connection

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.files import (
    append,
    has_other_names,
    length_of,
    lock_of,
    other_name,
    sync_folder,
)
from newsscraper.feeds.leftovers import forget_another, take_back
from newsscraper.feeds.likeness import Likeness
from newsscraper.feeds.own_bytes import has_begun_to_append
from newsscraper.feeds.part import Part
from newsscraper.feeds.storages import LocalFeedStorage
from newsscraper.store import delivered
from newsscraper.store.article_store import Store
from newsscraper.store.locks import Lock

MOMENT: Final = 1.0
"""Seconds in which whoever takes back leftovers has let go of a file."""

_TORN: Final = (
    "ends with what a run with another store was appending when it was cut off; "
    "run that again, or delete {part} if its store is no more"
)
_ONE_FILE: Final = (
    "is another name of {other} (a hard link), which feeds of the store continue; "
    "use that name, or make it a copy"
)


class TornFile(CannotGoOn):
    """The file *path*, which nobody holds: to wait mends nothing, only whoever runs that again."""

    def __init__(self, path: str, part: str) -> None:
        super().__init__(Exit.HELD, f"{path} {_TORN.format(part=part)}")


class HeldFile:
    """A file that a run writes to, and that can be taken back: no pipe, no device."""

    def __init__(self, store: Store, storage: LocalFeedStorage) -> None:
        self._store = store
        self._storage = storage
        self._path = str(storage.path)
        self._name = store.files.name_of(storage.path)
        self._lock: Lock | None = None
        self._before: Likeness | None = None
        """What the file was when the run got it; None: there was none."""
        self._after: Likeness | None = None
        """What it was when all had been put down, whoever moved it since."""

    def prepare(self, wait: float = MOMENT) -> None:
        """Keep other runs from the file, and see whether it is still what the store thinks.

        What a run left in it that was cut off is taken back. Raises CannotGoOn when that cannot be
        done, or when another run has the file for *wait* seconds, or was cut off while it appended,
        or when the store knows the file by another name.
        """
        storage = self._storage
        if not storage.replaces:
            self._check_name()
        self._lock = Lock(lock_of(storage.path), self._path, self._store.clock, wait)
        try:
            take_back(self._store, storage.path)
            if not storage.replaces:
                self._leave_to_another()
                forget_another(self._store, storage.path)
                self._before = Likeness.of(storage.path)
        except OSError as error:
            text = f"{self._path} cannot be cut back to what it held ({error.strerror or error})"
            raise CannotGoOn(Exit.NOT_WRITTEN, text) from error

    def _check_name(self) -> None:
        """Raise CannotGoOn for a second name of one file, which would get what it has once more."""
        if not has_other_names(self._storage.path):
            return
        with self._store.reading() as transaction:
            known = map(self._store.files.path_of, delivered.paths(transaction))
        other = other_name(self._storage.path, filter(None, known))
        if other:
            text = f"{self._path} {_ONE_FILE.format(other=other)}"
            raise CannotGoOn(Exit.BAD_ARGUMENT, text)

    def _leave_to_another(self) -> None:
        """Raise TornFile when a run was cut off while it appended, of which the store knows not.

        Its own store tells which bytes are its, as long as nothing is written behind them.
        """
        part = self._storage.written
        if has_begun_to_append(part, self._storage.path):
            self.release()
            raise TornFile(self._path, part.name)

    def note_begun(self) -> None:
        """Let the store know that there will be a part of the file, before there is."""
        with self._store.writing() as transaction:
            delivered.note_part(transaction, self._name)

    def put_down(self, file: IO[bytes]) -> None:
        """Write *file*, which is the part, to the disk, and put it in place or append it.

        Raises OSError when that cannot be done, or somebody laid hands on the files.
        """
        storage = self._storage
        storage.write_down(file)
        if self._lock and not self._lock.is_still_ours():
            raise OSError(f"its lock file {self._lock.path.name} was taken away during the run")
        if storage.replaces:
            self._after = Likeness.of(storage.written)
            storage.put_in_place()
            return
        with storage.continued(self._before) as whole:
            length = length_of(storage.path)
            start_length = length if self._before else None
            self._note_appending(start_length)
            append(storage.written, whole)
            self._after = Likeness.of_open(whole)
        sync_folder(storage.path.parent)

    def _note_appending(self, start_length: int | None) -> None:
        """Let the store know that bytes come behind *start_length*; None: the file was made now."""
        try:
            with self._store.writing() as transaction:
                delivered.open_file(transaction, self._name, start_length)
        except CannotGoOn:
            if start_length is None:
                self._storage.path.unlink()
            raise

    def note_ended(self, transaction: Connection, *, is_final: bool) -> str | None:
        """Let the store know that the file is whole, and on the disk.

        Return its name if the store is to remember what is in it. One that was replaced is
        forgotten, as the next run replaces it again; but if that is to hold the same once more,
        what is in it *is* not *final*: a run that continues the file must not repeat it.
        """
        storage, name = self._storage, self._name
        if storage.replaces:
            delivered.forget_file(transaction, name)
            if is_final:
                return None
        assert self._after
        delivered.close_file(transaction, name, self._after.length, self._after.digest)
        return name

    def tidy(self) -> None:
        """Take away the part, which is in the file; if that fails, the next run does it."""
        if not self._storage.replaces:
            self.take_back()

    def take_back(self, file: object = None) -> None:
        """Leave the file as it was before; if that fails, the next run does it.

        The part is *file*, unless somebody has put another in its place.
        """
        is_anothers = isinstance(file, Part) and not file.is_in_place
        with suppress(OSError, CannotGoOn):
            take_back(self._store, self._storage.path, keeps_part=is_anothers)

    def release(self) -> None:
        """Let other runs have the file."""
        if self._lock:
            self._lock.release()
            self._lock = None
