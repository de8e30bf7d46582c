"""The store as a run sees it: transactions, and their failure told in one line."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import Connection

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.messages.hints import store_hint
from newsscraper.store import database
from newsscraper.store.clock import Clock
from newsscraper.store.file_home import FileHome
from newsscraper.store.file_names import FileNames
from newsscraper.store.holds import Hold
from newsscraper.store.home import Home, Place
from newsscraper.store.schema import ledger, schema_version
from newsscraper.store.server import Server
from newsscraper.store.server_home import ServerHome
from newsscraper.store.upgrades import UPGRADES, Upgrades, WrongVersion, check_version, create

_T = TypeVar("_T")

logger = logging.getLogger(__name__)


class Store:
    """The articles of one database and all that is known about them.

    Transactions are short and never open across an ``await``.
    """

    def __init__(self, home: Home, clock: Clock) -> None:
        self.clock = clock
        """The present, by which its rows are dated."""
        self.failure: CannotGoOn | None = None
        """The first thing that could not be written or read."""
        self.files = FileNames(home.place)
        """What it calls the files of this machine."""
        self._home = home
        self._connection: Connection | None = None
        self._is_changed = self._is_guarded = False

    @classmethod
    def open(
        cls,
        place: Place | None,
        clock: Clock | None = None,
        *,
        upgrades: Upgrades = UPGRADES,
        wait: float = database.WAIT_SECONDS,
    ) -> Self:
        """Open the store at *place*, a temporary one if it is None; create it if it is not there.

        Without a *clock* it goes by the real one. An older store is brought here by *upgrades*;
        *wait* is in seconds, for the transactions of others. Raises CannotGoOn when the store is
        damaged, of another version, or cannot be written.
        """
        store = cls(_home_of(place, wait), clock or Clock())
        with ExitStack() as stack, store._telling(*store._home.unusable, WrongVersion):
            stack.callback(store.close)
            store._connection = store._home.connect()
            store._make_ready(upgrades)
            stack.pop_all()
        store._home.watch()
        return store

    @classmethod
    def open_to_read(cls, place: Place) -> Self:
        """Open the store at *place*; if it cannot be written, as on a read-only disk, as it is.

        Raises CannotGoOn as `open` does, and when a writer left changes beside it there.
        """
        if isinstance(place, Server):
            return cls.open(place)
        home = FileHome(place)
        store = cls(home, Clock())
        with store._telling(*home.unusable, WrongVersion):
            if not database.is_frozen(place):
                return cls.open(place)
            store._connection = home.connect_frozen()
            with store.reading() as transaction:
                if not check_version(transaction, {}):
                    raise WrongVersion("it is empty")
        return store

    def _make_ready(self, upgrades: Upgrades) -> None:
        """Create the tables, or bring older ones here by *upgrades*."""
        with self.reading() as transaction:
            is_ready = check_version(transaction, upgrades)
        self._home.make_ready(self._open)
        if is_ready:
            return
        with self.writing() as transaction:
            lacks_duplicates = create(transaction, upgrades)
        if lacks_duplicates:
            to_do = f"to find the duplicates in it: {store_hint('dedup --rebuild')}"
            logger.warning("%s is of an earlier version; %s", self.name, to_do)

    @property
    def place(self) -> Place | None:
        """Where it is: an absolute path, or a server; None for a temporary store."""
        return self._home.place

    @property
    def path(self) -> Path | None:
        """Absolute path of its file; None for a temporary store, and one on a server."""
        return self.place if isinstance(self.place, Path) else None

    @property
    def name(self) -> str:
        """Return what to call the store in a message."""
        return self._home.name

    def guard(self, hold: Hold) -> None:
        """Write nothing any more, and raise CannotGoOn, once *hold* is another's."""
        self._home.guard(self._open, hold)
        self._is_guarded = isinstance(self.place, Server)

    def check_hold(self) -> None:
        """Raise CannotGoOn if what is done now, outside of the store, is another's to do."""
        if self._is_guarded:
            with self.writing():  # to begin is to ask
                pass

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that is committed at the end of the block, or not at all.

        After a failure nothing is written any more: an article on its way must not be stored while
        one that came before it is missing.
        """
        if self.failure:
            raise self.failure
        if lost := self._home.lost(self._open):
            self.failure = CannotGoOn(Exit.NOT_WRITTEN, lost)
            raise self.failure
        with self._telling(), self._open.begin():
            yield self._open
        self._is_changed = True
        self._home.note_written()

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

    def telling_of(self, found: Iterator[_T]) -> Iterator[_T]:
        """Yield what is *found* here; what fails is told of this store, whoever takes it."""
        with self._telling():
            yield from found

    def close(self) -> None:
        """Let go of the database; leave it as the next run wants it if it was changed."""
        if self._is_changed and not self.failure:
            with suppress(CannotGoOn), self._telling():
                self._home.tidy(self._open)
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
        home = self._home
        try:
            yield
        except (*home.failures, *others) as error:
            if home.is_interrupted(getattr(error, "orig", None) or error):
                raise KeyboardInterrupt from error
            lost = home.lost(self._connection) if self._connection else None
            text = lost or f"{self.place or self.name} {_reason(home, error)}"
            failure = CannotGoOn(Exit.NOT_WRITTEN, text)
            self.failure = self.failure or failure
            raise failure from error


def _home_of(place: Place | None, wait: float) -> Home:
    return ServerHome(place, wait) if isinstance(place, Server) else FileHome(place, wait)


def _reason(home: Home, error: Exception) -> str:
    if isinstance(error, WrongVersion):
        return f"cannot be used: {error}"
    return home.reason(error)


def is_store(path: Path) -> bool:
    """Tell whether the file *path* is a store, of whatever version."""
    return {schema_version.name, ledger.name} <= database.tables_in(path)
