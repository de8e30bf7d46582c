"""All that is special to the database under the store: today SQLite."""

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    ClauseElement,
    Connection,
    Engine,
    StaticPool,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

TEMPORARY: Final = "sqlite://"
"""URL of a store that lasts as long as its process: on disk when it grows, and without a name."""

_CHECKED_BYTES: Final = 64 * 1024 * 1024
"""Larger stores are not read through at each start; a millisecond per megabyte is little."""

_WAIT_SECONDS: Final = 30
"""For another publisher's transaction; they take milliseconds."""


class Corrupted(ValueError):
    """A database that fails its own check; the text is for a person."""


FAILURES: Final[tuple[type[Exception], ...]] = (SQLAlchemyError, sqlite3.Error)
"""What a statement can raise."""


class Prepared:
    """A statement that is asked for every article, given to SQLite itself.

    SQLAlchemy's way to it costs more than SQLite's answer.
    """

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=sqlite.dialect(paramstyle="named"))
        self._sql = str(compiled)
        self._values = {name: each for name, each in compiled.params.items() if each is not None}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """Return the rows that it selects with *values*, by the names of its parameters."""
        cursor = connection.connection.cursor()
        cursor.execute(self._sql, {**self._values, **values})
        return cursor.fetchall()

    def execute_many(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Execute it for each of *rows*."""
        connection.connection.cursor().executemany(self._sql, rows)


def store_path(url: str) -> Path | None:
    """Return the absolute path of the store at *url*, None for a temporary one.

    Raises ValueError, one line for a person, for a URL that is none or of another database.
    """
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError(
            f"STORE_URL={_without_user(url)} is no database URL such as {_EXAMPLE}"
        ) from None
    if parts.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise ValueError(f"STORE_URL={parts!r}: only SQLite is supported, such as {_EXAMPLE}")
    if parts.query or parts.host:
        raise ValueError(f"STORE_URL={parts!r} should be a path and no more, such as {_EXAMPLE}")
    if parts.database in (None, "", ":memory:"):
        return None
    return Path(os.path.abspath(str(parts.database)))  # noqa: PTH100 (resolve() follows links)


def _without_user(url: str) -> str:
    """Return *url*, which may be any text, without what stands before an ``@``."""
    return url.rpartition("@")[2]


_EXAMPLE: Final = "sqlite:///articles.db"


def create(path: Path | None) -> Engine:
    """Return the engine of the store at *path*, None for a temporary one.

    Every transaction but those marked ``reads_only`` takes the write lock at once, so none fails
    half-way because another publisher wrote in between.
    """
    engine = create_engine(TEMPORARY, creator=lambda: _connect(path), poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path | None) -> sqlite3.Connection:
    """Return a connection that loses nothing that was committed, even when the power fails."""
    connection = sqlite3.connect(
        str(path or ""), timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute(f"PRAGMA synchronous={'FULL' if path else 'OFF'}")
    return connection


def _begin(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def make_ready(connection: Connection) -> None:
    """Let others read while one writes; that stays with the file, so it must be ours already."""
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")


def check(path: Path) -> None:
    """Raise Corrupted when the database at *path* fails SQLite's check; large ones are trusted."""
    if not path.exists() or path.stat().st_size > _CHECKED_BYTES:
        return
    try:
        with closing(sqlite3.connect(str(path), timeout=_WAIT_SECONDS)) as connection:
            found: Any = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError:  # no file, no permission, locked: whoever opens it is told
        return
    except sqlite3.DatabaseError as error:
        raise Corrupted(str(error)) from error
    if found != "ok":
        raise Corrupted(found)
