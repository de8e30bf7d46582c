"""The rows of the leases on a server, seen and changed over a connection that is made anew if cut.

Times are the server's: the clocks of those who share a store may differ.
"""

import os
import secrets
import socket
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Connection

from newsscraper.store.server import Server
from newsscraper.store.server_errors import failures, is_cut, is_locked
from newsscraper.store.server_transactions import WRITERS

if TYPE_CHECKING:
    from psycopg import Connection as Driver

TABLE: Final = "leases"

_PATIENCE: Final = 1.0
"""Seconds for a transaction that relies on the lease."""

_IS_THERE: Final = f"SELECT to_regclass('{TABLE}') IS NOT NULL"

_CREATE: Final = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (
    name text COLLATE "C" PRIMARY KEY,
    holder bigint NOT NULL,
    who text NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    mark bigint NOT NULL DEFAULT 0
);
"""
_CREATE_ALONE: Final = f"""
BEGIN;
SELECT pg_advisory_xact_lock({WRITERS}, hashtext(current_schema()));
{_CREATE}
COMMIT
"""

_SHOW_ALIVE: Final = "SELECT pg_try_advisory_lock(%(holder)s)"
"""The lock goes with the connection, and so with the process: that the lease is alive is seen."""

_SEE: Final = f"""
SELECT holder, who, since, until, until > clock_timestamp() AND EXISTS (
    SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
        AND classid = ((holder >> 32) & 4294967295)::oid AND objid = (holder & 4294967295)::oid
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
) FROM {TABLE} WHERE name = %(name)s
"""

_NEW: Final = "clock_timestamp(), clock_timestamp() + %(seconds)s * interval '1 second'"

_TAKE: Final = f"""
INSERT INTO {TABLE} (name, holder, who, since, until)
    VALUES (%(name)s, %(holder)s, %(who)s, {_NEW}) ON CONFLICT (name)
    DO UPDATE SET until = excluded.until WHERE {TABLE}.holder = excluded.holder RETURNING holder
"""
"""Who has it already, as the answer was lost, takes it once more."""

_TAKE_OVER: Final = f"""
UPDATE {TABLE} SET (holder, who, since, until, mark) = (%(holder)s, %(who)s, {_NEW}, 0)
    WHERE name = %(name)s AND (holder = %(former)s AND until = %(until)s OR holder = %(holder)s)
    RETURNING holder
"""

_RENEW: Final = f"""
UPDATE {TABLE} SET until = clock_timestamp() + %(seconds)s * interval '1 second'
    WHERE name = %(name)s AND holder = %(holder)s
    RETURNING holder, pg_try_advisory_lock(%(holder)s)
"""
"""After a cut the server may have missed that: then the lock is had when it has noticed."""

_GIVE_BACK: Final = f"DELETE FROM {TABLE} WHERE name = %(name)s AND holder = %(holder)s"


class LeaseRow(NamedTuple):
    """Who has a lease."""

    holder: int
    who: str
    since: datetime
    until: datetime
    is_alive: bool
    """Whether it has not run out, and whoever has it is connected."""

    def __str__(self) -> str:
        return f"{self.who}, since {self.since.isoformat(timespec='seconds')}"


def create(transaction: Connection) -> None:
    """Make the table together with those of the store: who has a lease may not be who may do so."""
    transaction.exec_driver_sql(_CREATE)


def is_held(transaction: Connection, name: str) -> bool:
    """Tell whether anybody, on whatever machine, has the lease *name*, and is alive."""
    if not transaction.exec_driver_sql(_IS_THERE).scalar_one():
        return False
    row = transaction.exec_driver_sql(_SEE, {"name": name}).first()
    return bool(row and LeaseRow(*row).is_alive)


class LeaseTable:
    """The row of one lease, as somebody changes it who has it, or wants it."""

    def __init__(self, place: Server, name: str, seconds: float) -> None:
        self.holder = secrets.randbits(63)
        """Number of whoever changes it; nobody else ever has the same."""
        self._place, self._seconds = place, seconds
        who = f"process {os.getpid()} on {socket.gethostname()}"
        self._given = {"name": name, "holder": self.holder, "who": who, "seconds": seconds}
        self._driver: Driver[Any] | None = None

    def note(self, mark: int, last: int) -> str:
        """Return the query that has a row if the lease is ours and has *last*; now it has *mark*.

        It stays ours until the transaction ends.
        """
        ours = f"holder = {self.holder} AND mark = {last}"
        return f"UPDATE {TABLE} SET mark = {mark} WHERE {ours} RETURNING holder"

    def noted(self, mark: int) -> str:
        """Return the query that has a row if the lease is ours and has *mark*."""
        return f"SELECT holder FROM {TABLE} WHERE holder = {self.holder} AND mark = {mark}"

    def see(self) -> LeaseRow | None:
        """Return who has the lease, None if nobody has."""
        row = self._ask(_SEE)
        return LeaseRow(*row) if row else None

    def take(self, former: LeaseRow | None) -> bool:
        """Take the lease; tell whether it was still *former*'s, or nobody's.

        Nor is it taken while a transaction goes on that relies on it.
        """
        try:
            if former is None:
                return self._ask(_TAKE) is not None
            return self._ask(_TAKE_OVER, former=former.holder, until=former.until) is not None
        except failures() as error:
            if not is_locked(error):
                raise
            return False

    def renew(self) -> bool:
        """Prolong the lease; tell whether it was still ours."""
        return self._ask(_RENEW) is not None

    def give_back(self) -> None:
        """Let others have the lease at once, if it is ours and the server can be told."""
        if self._driver:
            with suppress(*failures()):
                self._ask(_GIVE_BACK)
        self._close()

    def _ask(self, query: str, **others: Any) -> tuple[Any, ...] | None:
        """Return the first row; a connection that was cut since it was last used is made anew."""
        is_kept = self._driver is not None
        try:
            return self._asked(query, others)
        except failures() as error:
            if not is_cut(error):
                raise
            self._close()
            if not is_kept:
                raise
        return self._asked(query, others)

    def _asked(self, query: str, others: dict[str, Any]) -> tuple[Any, ...] | None:
        if self._driver is None:
            self._driver = self._place.connect(_PATIENCE)
            self._begin(self._driver)
        cursor = self._driver.execute(query, self._given | others)
        return cursor.fetchone() if cursor.description else None

    def _begin(self, driver: "Driver[Any]") -> None:
        is_there = driver.execute(_IS_THERE).fetchone()
        if not (is_there and is_there[0]):
            driver.execute(_CREATE_ALONE)
        driver.execute(_SHOW_ALIVE, self._given)

    def _close(self) -> None:
        if self._driver:
            self._driver.close()
            self._driver = None
