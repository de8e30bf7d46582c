"""The file of the store, as its database has it: opened, read, copied and checked."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from newsscraper.store.long_work import go_on

WAIT_SECONDS: Final = 30.0
"""For another publisher's transaction; they take milliseconds."""

_CHECKED_BYTES: Final = 64 * 1024 * 1024
"""Larger stores are not read through at each start; a millisecond per megabyte is little."""

_DAMAGED: Final = (
    *("SQLITE_CORRUPT", "SQLITE_NOTADB"),
    *(f"SQLITE_IOERR_{what}" for what in ("SHORT_READ", "CORRUPTFS", "DATA")),
)
"""Beginnings of SQLite's names for errors: what was committed is not all there."""

_DOUBTFUL: Final = (*_DAMAGED, "SQLITE_IOERR_READ", "SQLITE_ERROR")
"""Beginnings of those after which nobody knows whether it is; such as a table that is not there."""

_PAGES_AT_ONCE: Final = 1_000
"""Of 4 KiB: a signal waits for no longer than it takes to copy so many."""

_STEPS_AT_ONCE: Final = 1_000_000
"""Of SQLite's machine, some hundredths of a second: then Python hears of signals."""

_OF_AN_INDEX: Final = 1_000
"""Rows that are looked at for its statistics: of all it would take minutes."""

EXAMPLE: Final = "sqlite:///articles.db"
"""URL of a database in the working folder."""


class Corrupted(ValueError):
    """A database that fails its own check; the text is for a person."""


class NeedsWriter(ValueError):
    """A database on a disk that is read-only, with changes beside it; the text is for a person."""


FAILURES: Final[tuple[type[Exception], ...]] = (SQLAlchemyError, sqlite3.Error)
"""What a statement can raise."""


def path_of(url: URL) -> Path | None:
    """Return the absolute path of the database at *url*, None for a temporary one.

    Raises ValueError, one line for a person, for a URL of another database.
    """
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        both = f"{EXAMPLE}, or postgresql+psycopg://HOST/DATABASE"
        raise ValueError(f"{url!r}: SQLite and PostgreSQL are supported: {both}")
    if url.query or url.host:
        raise ValueError(f"{url!r} should be a path and no more, such as {EXAMPLE}")
    if url.database in (None, "", ":memory:"):
        return None
    return Path(os.path.abspath(str(url.database)))  # noqa: PTH100 (resolve() follows links)


def create(path: Path | None, wait: float, *, is_frozen: bool = False) -> Engine:
    """Return the engine of the database at *path*, None for a temporary one.

    A temporary one lasts as long as its process: it is on disk when it grows, and has no name.
    Every transaction but those marked ``reads_only`` takes the write lock at once, for which it
    waits *wait* seconds, so none fails half-way because another publisher wrote in between. One
    that *is frozen* is read as it is, without any file beside it.
    """
    target = f"{path.resolve().as_uri()}?immutable=1" if path and is_frozen else str(path or "")
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(target, wait), poolclass=StaticPool
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connect(target: str, wait: float) -> sqlite3.Connection:
    """Return a connection that loses nothing that was committed, even when the power fails.

    Long statements let Python hear signals.
    """
    connection = sqlite3.connect(
        target, timeout=wait, isolation_level=None, check_same_thread=False, uri=True
    )
    connection.execute(f"PRAGMA synchronous={'FULL' if target else 'OFF'}")
    connection.set_progress_handler(go_on, _STEPS_AT_ONCE)
    return connection


def is_interrupted(error: BaseException) -> bool:
    """Tell whether a statement was broken off by a signal: what its handler raised is lost."""
    return _name_of(error) == "SQLITE_INTERRUPT"


def is_damage(error: BaseException | None) -> bool:
    """Tell whether *error* says that the file is damaged."""
    return _name_of(error).startswith(_DAMAGED)


def is_doubtful(error: BaseException | None) -> bool:
    """Tell whether something that was committed may be lost by what *error* tells of."""
    return _name_of(error).startswith(_DOUBTFUL)


def _name_of(error: BaseException | None) -> str:
    return getattr(error, "sqlite_errorname", None) or ""


def _begin(connection: Connection) -> None:
    """Begin a transaction; given to SQLite itself, as SQLAlchemy's way costs ten times as much."""
    reads_only = connection.get_execution_options().get("reads_only")
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def make_ready(connection: Connection) -> None:
    """Let others read while one writes; that stays with the file, so it must be ours already."""
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")


def check_in(connection: Connection) -> bool:
    """Write into the file itself what lies beside it, as far as nobody has to wait for that.

    Tells whether nothing is left there. Raises sqlite3.Error when it is not all there.
    """
    with closing(connection.connection.cursor()) as cursor:
        _, frames, written = cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        return bool(frames == written)


def tidy(connection: Connection) -> None:
    """Take statistics of tables that have grown, unless another writes; then check in."""
    with closing(connection.connection.cursor()) as cursor:
        (wait,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout=0")
        with suppress(sqlite3.OperationalError):  # the next run does it
            cursor.execute(f"PRAGMA analysis_limit={_OF_AN_INDEX}")
            cursor.execute("PRAGMA optimize")
        cursor.execute(f"PRAGMA busy_timeout={wait}")
    check_in(connection)


def is_frozen(path: Path) -> bool:
    """Tell whether the database at *path* can only be read, as on a disk that is read-only.

    Raises NeedsWriter when it cannot be read alone, either.
    """
    if os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK):
        return False
    for beside in files_beside(path.resolve()):
        if not beside.name.endswith("-shm") and beside.exists() and beside.stat().st_size:
            raise NeedsWriter(f"{beside.name} beside it has changes that only a writer can read")
    return True


def back_up(connection: Connection, target: Path, show: Callable[[int, int], None]) -> None:
    """Copy the database, as the transaction of *connection* sees it, to the new file *target*.

    Others may write meanwhile: without a transaction SQLite would begin anew with each of their
    commits. *show* is told again and again how many pages are done, and of how many. Raises
    OSError when the copy cannot be written, sqlite3.Error when the database is damaged.
    """
    source = connection.connection.dbapi_connection
    assert isinstance(source, sqlite3.Connection)

    def progress(_: int, remaining: int, total: int) -> None:
        show(total - remaining, total)

    try:
        with closing(sqlite3.connect(str(target), isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous=OFF")  # it is synced as a whole when it is done
            source.backup(copy, pages=_PAGES_AT_ONCE, progress=progress)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, and none beside it
            _check(copy)
    except sqlite3.Error as error:
        if is_damage(error):  # then it is the source
            raise
        raise OSError(f"{error}") from error


def tables_in(path: Path) -> set[str]:
    """Return the names of the tables in the database at *path*; none if it is no database.

    It is read as it is: what lies beside it is not looked at, and nothing is left there.
    """
    if not path.is_file():  # SQLite would wait for who writes to a pipe
        return set()
    target = f"{path.resolve().as_uri()}?immutable=1"
    try:
        with closing(sqlite3.connect(target, uri=True)) as connection:
            return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error:
        return set()


def log_of(path: Path) -> Path:
    """Return the file beside the database at *path* that holds what was committed last."""
    real = path.resolve()  # SQLite follows links, too
    return real.with_name(f"{real.name}-wal")


def files_beside(path: Path) -> list[Path]:
    """Return the files that SQLite may keep beside the database at *path*."""
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


def check(path: Path, wait: float) -> None:
    """Raise Corrupted when the database at *path* fails SQLite's check; large ones are trusted."""
    if not path.exists() or path.stat().st_size > _CHECKED_BYTES:
        return
    try:
        with closing(sqlite3.connect(str(path), timeout=wait)) as connection:
            _check(connection)
    except sqlite3.OperationalError:  # no file, no permission, locked: whoever opens it is told
        return
    except sqlite3.DatabaseError as error:
        raise Corrupted(str(error)) from error


def _check(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError when the database fails SQLite's check."""
    found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        error = sqlite3.DatabaseError(found)
        error.sqlite_errorname = _DAMAGED[0]
        raise error
