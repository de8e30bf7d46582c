"""What a PostgreSQL server and its driver say when something goes wrong."""

from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from newsscraper.messages.redaction import redact

_CUT: Final = ("08", "57P", "25P03", "53300")
"""Beginnings of SQLSTATEs: the connection, or the server, is gone, or has no room for us."""

_GIVEN_UP: Final = ("40001", "40P01")
"""SQLSTATEs: the transaction was given up for another; said again, it may come through."""

_FULL: Final = "53100"
"""SQLSTATE: there is no room on the server's disk."""

_LOCKED: Final = "55P03"
"""SQLSTATE: another transaction has the lock."""

_DAMAGED: Final = ("XX001", "XX002")
"""SQLSTATEs: what was committed is not all there."""

_REFUSED: Final = "42501"
"""SQLSTATE: whoever asks has not the right, or is not the owner."""

_READ_ONLY: Final = "25006"
"""SQLSTATE: the server copies another, or its owner lets nobody write."""

_DOUBTFUL: Final = ("XX", "42")
"""Beginnings of SQLSTATEs after which nobody knows; such as a table that is not there."""

_SAFE: Final = "everything committed is safe"


def failures() -> tuple[type[Exception], ...]:
    """Return what a statement can raise."""
    from psycopg import Error  # an extra

    return SQLAlchemyError, Error


def is_cut(error: BaseException) -> bool:
    """Tell whether *error* says that connection or server are gone, maybe not for long."""
    from psycopg import OperationalError  # an extra

    cause = getattr(error, "orig", None) or error
    state = getattr(cause, "sqlstate", None)
    return state.startswith(_CUT) if state else isinstance(cause, OperationalError)


def is_passing(error: BaseException) -> bool:
    """Tell whether *error* says what may be over soon: a cut, or that another was let through."""
    return getattr(error, "sqlstate", None) in _GIVEN_UP or is_cut(error)


def is_locked(error: BaseException) -> bool:
    """Tell whether *error* says that another has what was waited for."""
    return getattr(error, "sqlstate", None) == _LOCKED


def reason_of(error: BaseException | None) -> str:
    """Return what *error*, of the driver, says: one line, behind the name of the database."""
    state = getattr(error, "sqlstate", None) or ""
    text = _first_line(error)
    if state.startswith(_DAMAGED):
        return f"is damaged ({text}); restore a copy"
    if state == _FULL:
        return f"has no room on its server's disk ({text}): make room there; {_SAFE}"
    if error and is_cut(error):
        return f"cannot be reached ({text}); {_SAFE}"
    if state == _REFUSED:
        return f"refuses its user ({text}); name its owner, or a user who has that right"
    if state == _READ_ONLY:
        return f"is read-only ({text}); name the server that takes what is written; {_SAFE}"
    is_safe = not state.startswith(_DOUBTFUL)
    what_now = _SAFE if is_safe else "see whether the database is whole"
    return f"cannot be read or written ({text}); {what_now}"


def _first_line(error: BaseException | None) -> str:
    text = str(error).strip() or type(error).__name__
    return redact(text.splitlines()[0].removeprefix("connection failed: "))
