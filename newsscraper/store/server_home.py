"""A store on a server: what can happen to a database while it is used."""

from contextlib import ExitStack
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from newsscraper.store import server
from newsscraper.store.holds import Hold
from newsscraper.store.leases import Lease
from newsscraper.store.server import Server
from newsscraper.store.server_errors import failures, reason_of


class Unsuitable(ValueError):
    """A database that no store can be in; the text is for a person."""


class ServerHome:
    """The database at *place*."""

    unusable = (OSError, Unsuitable)

    def __init__(self, place: Server, wait: float = server.WAIT_SECONDS) -> None:
        self.place = place
        self._wait = wait
        self.failures = failures()

    @property
    def name(self) -> str:
        """What to call the store, in short."""
        return self.place.name

    def connect(self) -> Connection:
        """Return the connection. Raises Unsuitable for a database that cannot keep all texts."""
        with ExitStack() as stack:
            engine = self.place.engine(self._wait)
            stack.callback(engine.dispose)
            connection = stack.enter_context(engine.connect())
            driver: Any = connection.connection.dbapi_connection
            encoding = driver.info.parameter_status("server_encoding")  # it said so by itself
            if encoding != "UTF8":
                to_do = "make a database whose encoding is UTF8"
                raise Unsuitable(f"its encoding is {encoding}; {to_do}")
            stack.pop_all()
        return connection

    def make_ready(self, connection: Connection) -> None:
        """Do nothing: others read while one writes in any case."""

    def guard(self, connection: Connection, hold: Hold) -> None:
        """Let each transaction that writes find out whether it is still ours."""
        if isinstance(hold, Lease):
            connection.execution_options(guard=hold)

    def watch(self) -> None:
        """Do nothing: nobody lays hands on a server's files."""

    def note_written(self) -> None:
        """Do nothing, for the same reason."""

    def lost(self, connection: Connection) -> str | None:
        """Say nothing: a connection that is cut says so itself."""

    def tidy(self, connection: Connection) -> None:
        """Do nothing: the server takes its statistics by itself."""

    def is_interrupted(self, error: BaseException) -> bool:
        """Tell that none was: the driver lets signals through."""
        return False

    def reason(self, error: Exception) -> str:
        """Return what *error* says of the store: one line, behind its name."""
        if isinstance(error, Unsuitable):
            return f"cannot be used: {error}"
        return reason_of(error.orig if isinstance(error, DBAPIError) else error)
