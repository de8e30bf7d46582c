"""How a transaction on a server begins: alone among writers, on a connection that stands."""

import logging
import time
from contextlib import suppress
from typing import Any, Final, Protocol

from sqlalchemy import Connection

from newsscraper.failures import CannotGoOn
from newsscraper.store.server_errors import failures, is_cut, reason_of

WRITERS: Final = 0x6E657701
"""First half of the number of the lock that writers of a store take, one at a time."""

_IDLE_SECONDS: Final = 20
"""After which the server ends the transaction of a writer that was stopped: others wait for it."""

_READ: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_WRITE: Final = (
    "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE;"
    f" SET LOCAL idle_in_transaction_session_timeout = '{_IDLE_SECONDS}s';"
    f" SELECT pg_advisory_xact_lock({WRITERS}, hashtext(current_schema()));"
)
"""Who has the lock sees all that was committed by those who had it before."""

_SHORTEST_PAUSE: Final = 0.1
_LONGEST_PAUSE: Final = 2.0
"""Seconds between two tries to reach a server that is gone."""

logger = logging.getLogger(__name__)


class Guard(Protocol):
    """What writers rely on, of which they are told if it is no more."""

    @property
    def query(self) -> str:
        """What has a row while it is, and until the transaction ends that has seen it."""

    def note_loss(self) -> CannotGoOn:
        """Note that it is no more; return what that means."""


class Beginnings:
    """How the transactions of a store begin."""

    def __init__(self, wait: float) -> None:
        """Await a server that is gone for *wait* seconds; once in vain, and no more."""
        self._wait = wait

    def begin(self, connection: Connection) -> None:
        """Begin one, as the options of the *connection* say: ``reads_only``, ``guard``.

        A connection that was cut is made anew, as soon as there is a server: it was restarted, or
        another took its place. Raises CannotGoOn when what guards writers is lost.
        """
        end, pause = time.monotonic() + self._wait, _SHORTEST_PAUSE
        while True:
            try:
                return _begin(connection)
            except failures() as error:
                if not is_cut(error) or time.monotonic() + pause > end:
                    self._wait = 0.0 if is_cut(error) else self._wait
                    raise
                logger.info("The store %s; waiting up to %g s", reason_of(error), self._wait)
            connection.invalidate()
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    guard: Guard | None = options.get("guard")
    driver: Any = connection.connection.dbapi_connection
    try:
        if options.get("reads_only"):
            driver.execute(_READ)
        elif guard is None:
            driver.execute(_WRITE)
        elif not _last_row(driver.execute(_WRITE + guard.query)):
            raise guard.note_loss()
    except BaseException:
        with suppress(*failures()):
            driver.rollback()
        raise


def _last_row(cursor: Any) -> Any:
    """Return the first row of the last of several statements."""
    while cursor.nextset():
        pass
    return cursor.fetchone()
