"""How a transaction on a server begins: alone among writers, on a connection that stands."""

from typing import Any, Final

from sqlalchemy import Connection

WRITERS: Final = 0x6E657701
"""First half of the number of the lock that writers of a store take, one at a time."""

_IDLE_SECONDS: Final = 20
"""After which the server ends the transaction of a writer that was stopped: others wait for it."""

_READ: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_WRITE: Final = (
    "BEGIN ISOLATION LEVEL READ COMMITTED;"
    f" SET LOCAL idle_in_transaction_session_timeout = '{_IDLE_SECONDS}s';"
    f" SELECT pg_advisory_xact_lock({WRITERS}, hashtext(current_schema()));"
)
"""Who has the lock sees all that was committed by those who had it before.

``READ WRITE`` would write into a database that its owner has made read-only.
"""


def begin(connection: Connection) -> None:
    """Begin one, as the options of the *connection* say: ``reads_only``, ``guard``.

    Raises CannotGoOn when what guards writers is lost.
    """
    options = connection.get_execution_options()
    session: Any = connection.connection.dbapi_connection
    writes = not options.get("reads_only")
    session.begin(_WRITE if writes else _READ, options.get("guard"), writes=writes)
