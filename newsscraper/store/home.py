"""Where a store is at home, and what is special there: a file, or a database on a server."""

from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from newsscraper.store.holds import Hold
from newsscraper.store.server import Server

Place = Path | Server
"""An absolute path, or the address of a database."""


class Home(Protocol):
    """What a store asks of it."""

    @property
    def place(self) -> Place | None:
        """Where it is; None: nowhere, as the store is temporary."""

    @property
    def name(self) -> str:
        """What to call the store, in short."""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What a statement can raise."""

    @property
    def unusable(self) -> tuple[type[Exception], ...]:
        """What `connect` can raise besides."""

    def connect(self) -> Connection:
        """Return the one connection of the store."""

    def make_ready(self, connection: Connection) -> None:
        """Let others read while one writes; what is there is ours."""

    def guard(self, connection: Connection, hold: Hold) -> None:
        """Let nothing be written once *hold* is another's."""

    def watch(self) -> None:
        """Note how it is now that the store is open."""

    def note_written(self) -> None:
        """Note how it is after a transaction."""

    def lost(self, connection: Connection) -> str | None:
        """Say it when somebody has laid hands on it: what is written now is lost."""

    def tidy(self, connection: Connection) -> None:
        """Leave it as the next run wants it."""

    def is_interrupted(self, error: BaseException) -> bool:
        """Tell whether a statement was broken off by a signal that is not known any more."""

    def reason(self, error: Exception) -> str:
        """Return what *error* says of the store: one line, behind its name."""
