"""Locks on a server: they die with the connection, and so with the process, that holds them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, Final

from sqlalchemy import Connection

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store.server import Server, failures, reason_of

RUNS: Final = 0x6E657702
"""First half of the numbers of the locks of runs; the second is of a publisher's name."""

_NUMBER: Final = "hashtext(current_schema() || '/' || %(name)s)"
_TAKE: Final = f"SELECT pg_try_advisory_lock({RUNS}, {_NUMBER})"
_IN_PLACE: Final = f"""
    locktype = 'advisory' AND granted AND classid = {RUNS}
    AND objid = ({_NUMBER}::bigint & 4294967295)::oid
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_HOLDER: Final = f"""
SELECT application_name, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE {_IN_PLACE}
"""
_IS_OURS: Final = f"SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND {_IN_PLACE}"


_IS_HELD: Final = f"SELECT count(*) FROM pg_locks WHERE {_IN_PLACE}"


def is_held(transaction: Connection, name: str) -> bool:
    """Tell whether anybody, on whatever machine, holds the lock *name* in the store."""
    return bool(transaction.exec_driver_sql(_IS_HELD, {"name": name}).scalar_one())


class ServerLock:
    """A lock that this process holds in a store on a server."""

    def __init__(self, place: Server, name: str, what: str) -> None:
        """Take the lock *name*; *what* it protects is for the message.

        Raises CannotGoOn when another run holds it, or the server cannot be asked.
        """
        self._given = {"name": name}
        with _telling(place), ExitStack() as stack:
            self._driver = stack.enter_context(place.connect())
            if self._ask(_TAKE)[0]:
                stack.pop_all()
                return
            holder = self._ask(_HOLDER)
        raise CannotGoOn(Exit.HELD, f"{what} is held by another run: {_told(*holder)}")

    def _ask(self, query: str) -> tuple[Any, ...]:
        return self._driver.execute(query, self._given).fetchone() or (None, None)

    def is_still_ours(self) -> bool:
        """Tell whether the server still holds it for this process."""
        with suppress(*failures()):
            return bool(self._ask(_IS_OURS)[0])
        return False

    @property
    def lost(self) -> str | None:
        """What to call the lock if it is no longer ours."""
        return None if self.is_still_ours() else "the lock in the store"

    def release(self) -> None:
        """Give the lock back."""
        self._driver.close()


@contextmanager
def _telling(place: Server) -> Iterator[None]:
    try:
        yield
    except failures() as error:
        raise CannotGoOn(Exit.NOT_WRITTEN, f"{place} {reason_of(error)}") from error


def _told(name: str | None, since: Any) -> str:
    """Return who holds a lock, by the *name* of its connection, which began at *since*."""
    if not name or since is None:
        return "its process is unknown"
    return f"{name.removeprefix('newsscraper, ')}, since {since.isoformat(timespec='seconds')}"
