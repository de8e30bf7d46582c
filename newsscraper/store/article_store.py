"""The store as a run sees it: transactions, and their failure told in one line."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.messages.hints import store_hint
from newsscraper.store import database
from newsscraper.store.clock import Clock
from newsscraper.store.schema import ledger, schema_version
from newsscraper.store.upgrades import UPGRADES, Upgrades, WrongVersion, check_version, create
from newsscraper.store.whereabouts import Whereabouts

logger = logging.getLogger(__name__)

_MOVED: Final = (
    "was deleted, moved or replaced while it was in use; what was stored since is not in it,"
    " and nothing is delivered from it; put it back, or begin anew with new -o files"
)
_CUT: Final = (
    "-wal was cut short, taken away or replaced while it was in use; what was stored since may be"
    " lost, and nothing is delivered from it; run the same line again"
)


class Store:
    """The articles of one database and all that is known about them.

    Transactions are short and never open across an ``await``.
    """

    def __init__(self, path: Path | None, clock: Clock) -> None:
        self.path = path
        """Absolute path, None for a temporary store."""
        self.clock = clock
        """The present, by which its rows are dated."""
        self.failure: CannotGoOn | None = None
        """The first thing that could not be written or read."""
        self._connection: Connection | None = None
        self._files: Whereabouts | None = None
        """Of its files, once it is open to be written."""
        self._is_changed = False

    @classmethod
    def open(
        cls,
        path: Path | None,
        clock: Clock | None = None,
        *,
        upgrades: Upgrades = UPGRADES,
        wait: float = database.WAIT_SECONDS,
    ) -> Self:
        """Open the store at *path*, a temporary one if it is None; create it if it is not there.

        Without a *clock* it goes by the real one. An older store is brought here by *upgrades*;
        *wait* is in seconds, for the transactions of others. Raises CannotGoOn when the store is
        damaged, of another version, or cannot be written.
        """
        store = cls(path, clock or Clock())
        with store._telling(OSError, WrongVersion, database.Corrupted):
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
                database.check(path, wait)
            store._connection = database.create(path, wait).connect()
            store._make_ready(upgrades)
        if path:
            store._files = Whereabouts(path)
        return store

    @classmethod
    def open_to_read(cls, path: Path) -> Self:
        """Open the store at *path*; if it cannot be written, as on a read-only disk, as it is.

        Raises CannotGoOn as `open` does, and when a writer left changes beside it there.
        """
        store = cls(path, Clock())
        with store._telling(OSError, WrongVersion, database.NeedsWriter, database.Corrupted):
            if not database.is_frozen(path):
                return cls.open(path)
            engine = database.create(path, database.WAIT_SECONDS, is_frozen=True)
            store._connection = engine.connect()
            with store.reading() as transaction:
                if not check_version(transaction, {}):
                    raise WrongVersion("it is empty")
        return store

    def _make_ready(self, upgrades: Upgrades) -> None:
        """Create the tables, or bring older ones here by *upgrades*."""
        with self.reading() as transaction:
            is_ready = check_version(transaction, upgrades)
        if self.path:
            database.make_ready(self._open)
            database.check_in(self._open)
        if is_ready:
            return
        with self.writing() as transaction:
            lacks_duplicates = create(transaction, upgrades)
        if lacks_duplicates:
            to_do = f"to find the duplicates in it: {store_hint('dedup --rebuild')}"
            logger.warning("%s is of an earlier version; %s", self.name, to_do)

    @property
    def name(self) -> str:
        """Return what to call the store in a message."""
        return self.path.name if self.path else "the temporary store"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that is committed at the end of the block, or not at all.

        After a failure nothing is written any more: an article on its way must not be stored while
        one that came before it is missing.
        """
        if self.failure:
            raise self.failure
        if lost := self._lost():
            self.failure = CannotGoOn(Exit.NOT_WRITTEN, lost)
            raise self.failure
        with self._telling(), self._open.begin():
            yield self._open
        self._is_changed = True
        if self._files:
            self._files.note_log()

    def _lost(self) -> str | None:
        """Say it when somebody has laid hands on the files: what is written now is lost."""
        if self._files and self._files.is_moved:
            return f"{self.path} {_MOVED}"
        if self._files and (self._files.is_log_moved or self._is_log_cut(self._files)):
            return f"{self.path}{_CUT}"
        return None

    def _is_log_cut(self, files: Whereabouts) -> bool:
        """Tell whether the log lacks something that is not in the file itself, either."""
        if not files.is_log_shorter:
            return False
        with suppress(*database.FAILURES):
            return not database.check_in(self._open)
        return True

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the store and keeps nobody from writing."""
        with self._telling():
            connection = self._open.execution_options(reads_only=True)
            try:
                with connection.begin():
                    yield connection
            finally:
                connection.execution_options(reads_only=False)

    def close(self) -> None:
        """Let go of the database; leave the file as the next run wants it if it was changed."""
        if self.path and self._is_changed and not self.failure:
            with suppress(CannotGoOn), self._telling():
                database.tidy(self._open)
        if self._connection:
            self._connection.close()
            self._connection.engine.dispose()

    @property
    def _open(self) -> Connection:
        assert self._connection is not None
        return self._connection

    @contextmanager
    def _telling(self, *others: type[Exception]) -> Iterator[None]:
        """Turn what the database says, and *others*, into one line for a person."""
        try:
            yield
        except (*database.FAILURES, *others) as error:
            if database.is_interrupted(getattr(error, "orig", None) or error):
                raise KeyboardInterrupt from error
            text = self._lost() or f"{self.path or self.name} {_reason(error)}"
            failure = CannotGoOn(Exit.NOT_WRITTEN, text)
            self.failure = self.failure or failure
            raise failure from error


def is_store(path: Path) -> bool:
    """Tell whether the file *path* is a store, of whatever version."""
    return {schema_version.name, ledger.name} <= database.tables_in(path)


def _reason(error: Exception) -> str:
    if isinstance(error, WrongVersion):
        return f"cannot be used: {error}"
    if isinstance(error, database.NeedsWriter):
        return f"cannot be read: it is on a disk or in a folder that is read-only, and {error}"
    cause = error.orig if isinstance(error, DBAPIError) else error
    text = getattr(cause, "strerror", None) or str(cause)
    if isinstance(error, database.Corrupted) or database.is_damage(cause):
        return f"is damaged ({text}); restore a copy, or move it away to begin anew"
    is_safe = not database.is_doubtful(cause)
    what_now = "everything committed is safe" if is_safe else "see whether file and disk are sound"
    return f"cannot be read or written ({text}); {what_now}"
