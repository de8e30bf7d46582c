"""A database on a PostgreSQL server: its address, its connections, and what they say."""

import os
import socket
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self

from sqlalchemy import URL, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import ArgumentError

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.messages.redaction import redact
from newsscraper.store.server_errors import reason_of
from newsscraper.store.server_session import Session
from newsscraper.store.server_transactions import begin

if TYPE_CHECKING:
    from psycopg import Connection as Driver

WAIT_SECONDS: Final = 30.0
"""For another publisher's transaction; they take milliseconds."""

_CONNECT_SECONDS: Final = 10

_DEAD: Final = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 5,
    "tcp_user_timeout": 15_000,
}
"""When a server is given up that does not even say that it is no more."""

_SESSION: Final = """
SET jit = off;
SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 5
"""
"""To compile takes longer than the statements; and a server is to notice who is cut off."""

_DRIVERS: Final = ("postgresql", "postgresql+psycopg")
_TO_INSTALL: Final = "pip install 'newsscraper[postgres]'"

_IS_STORE: Final = "SELECT to_regclass('schema_version') IS NOT NULL"


@dataclass(frozen=True, repr=False)
class Server:
    """Where the database is."""

    url: URL

    @classmethod
    def of(cls, url: URL) -> Self:
        """Return the server of *url*. Raises ValueError, one line for a person."""
        shown = redact(str(url))
        if url.drivername not in _DRIVERS:
            raise ValueError(f"{shown}: of PostgreSQL's drivers only psycopg is supported")
        if not url.database:
            raise ValueError(f"{shown} names no database: postgresql+psycopg://HOST/DATABASE")
        try:
            import psycopg  # noqa: F401 (an extra, and a library of the system below it)
        except ImportError as error:
            reason = " ".join(str(error).split())
            raise ValueError(f"{shown} needs a driver ({reason}): {_TO_INSTALL}") from None
        server = cls(url.set(drivername=_DRIVERS[1]))
        server._check()
        return server

    def _check(self) -> None:
        """Raise ValueError when what the URL says is not what somebody can have meant."""
        from psycopg import ProgrammingError  # an extra
        from psycopg.conninfo import make_conninfo

        if "@" in f"{self.url.host}{self.url.database}":
            raise ValueError("a password with an @ is written with %40 in its place")
        try:
            make_conninfo(**self._given)
        except (ProgrammingError, ArgumentError) as error:
            raise ValueError(redact(f"{self}: {' '.join(str(error).split())}")) from None

    @property
    def name(self) -> str:
        """What to call the database, in short."""
        hosts = self.url.host or self.url.query.get("host")
        host = hosts if isinstance(hosts, str) else ", ".join(hosts or ())
        return f"{self.url.database} on {host}" if host else str(self.url.database)

    @property
    def file_name(self) -> str:
        """The same as the name of a file: the host may be the folder of a socket."""
        return self.name.replace("/", "-")

    def __str__(self) -> str:
        return redact(self.url.render_as_string(hide_password=True))

    __repr__ = __str__

    @property
    def _given(self) -> dict[str, Any]:
        """What the URL says, in the words of the driver."""
        _, given = self.url.get_dialect()().create_connect_args(self.url)
        return dict(given)

    def exists(self) -> bool:
        """Tell whether there is a store. Raises CannotGoOn when the server cannot be asked."""
        from psycopg import Error  # an extra

        try:
            with self.connect() as driver:
                row = driver.execute(_IS_STORE).fetchone()
        except Error as error:
            raise CannotGoOn(Exit.NOT_WRITTEN, f"{self} {reason_of(error)}") from error
        return bool(row and row[0])

    def connect(self, wait: float = WAIT_SECONDS) -> "Driver[Any]":
        """Return a connection that begins no transaction by itself.

        It waits *wait* seconds for what another transaction holds.
        """
        from psycopg import connect  # an extra

        settings = _DEAD | {
            "autocommit": True,
            "client_encoding": "utf8",
            "connect_timeout": _CONNECT_SECONDS,
            "application_name": f"newsscraper, process {os.getpid()} on {socket.gethostname()}",
        }
        driver = connect(**{**settings, **self._given})
        driver.adapters.register_dumper(str, _without_zeros())
        try:
            driver.execute(f"SET lock_timeout = {max(1, round(wait * 1000))}; {_SESSION}")
        except BaseException:
            driver.close()
            raise
        return driver

    def engine(self, wait: float = WAIT_SECONDS) -> Engine:
        """Return the engine of the database, which has one connection.

        Every transaction but those marked ``reads_only`` waits until it is the only one that
        writes, as with SQLite: what one relies on, none changes meanwhile.
        """
        engine = create_engine(
            self.url,
            creator=lambda: Session(partial(self.connect, wait), wait),
            poolclass=StaticPool,
            pool_reset_on_return=None,  # of a connection that is gone it would log a traceback
            use_native_hstore=False,
        )
        event.listen(engine, "begin", begin)
        return engine


def _without_zeros() -> type:
    """Return what writes texts without zero characters, which PostgreSQL does not keep."""
    from psycopg.types.string import StrDumperUnknown  # an extra

    def dump(self: Any, text: str) -> Any:
        return StrDumperUnknown.dump(self, text.replace("\0", "\ufffd"))

    return type("Dumper", (StrDumperUnknown,), {"dump": dump})
