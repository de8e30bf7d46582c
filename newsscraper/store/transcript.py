"""What was said in a transaction on a server, and answered: to be said again on a new connection.

Whoever was given the answers has gone on with them: the transaction is only the same one if it
gets the same answers once more.
"""

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from psycopg import Connection as Driver
    from psycopg import Cursor

_NUMBERED: Final = re.compile(r"INSERT INTO (\w+) .* RETURNING \1\.(\w+)\s*$", re.DOTALL)
"""An insert that tells the number that its row was given, as `row_numbers` has it."""

_SEQUENCE: Final = "pg_get_serial_sequence(%(table)s, %(column)s)"
_NEXT: Final = f"SELECT nextval({_SEQUENCE})"
_SET: Final = f"SELECT setval({_SEQUENCE}, %(number)s, %(is_used)s)"


class OtherAnswer(Exception):
    """The server gave another answer than before: the transaction cannot be the same."""


class Said(NamedTuple):
    """A statement, or one for many rows."""

    method: str
    query: Any
    values: Any

    def told(self, driver: "Driver[Any]") -> "Cursor[Any]":
        """Return the cursor with what the server answers."""
        cursor = driver.cursor()
        getattr(cursor, self.method)(self.query, self.values)
        return cursor


class Transcript:
    """A transaction, as far as it is."""

    def __init__(self) -> None:
        self._said: list[tuple[Said, Any, int]] = []

    def add(self, words: Said, cursor: "Cursor[Any]") -> None:
        """Note what was said, and its answer."""
        self._said.append((words, cursor.pgresult, cursor.rowcount))

    def repeat(self, driver: "Driver[Any]") -> None:
        """Say it again. Raises OtherAnswer when an answer is not the one that was noted."""
        for words, result, count in self._said:
            before = _rows(result)
            cursor = _with_number(driver, words, before) or words.told(driver)
            if (cursor.rowcount, _rows(cursor.pgresult)) != (count, before):
                raise OtherAnswer


def _rows(result: Any) -> list[list[bytes | None]]:
    """Return what the server sent, as it came."""
    if result is None:
        return []
    columns = range(result.nfields)
    return [[result.get_value(row, column) for column in columns] for row in range(result.ntuples)]


def _with_number(
    driver: "Driver[Any]", words: Said, before: list[list[bytes | None]]
) -> "Cursor[Any] | None":
    """Say *words* so that the new row gets the number that it had before; None for others.

    Nobody else has it: a number that was given once is not given again. As all who write take
    turns, nobody asks for another one meanwhile.
    """
    found = _NUMBERED.match(str(words.query))
    if not (found and len(before) == 1 and before[0][0]):
        return None
    given: dict[str, Any] = {"table": found[1], "column": found[2]}
    row = driver.execute(_NEXT, given).fetchone()
    newest, number = row[0] if row else 0, int(before[0][0])
    driver.execute(_SET, given | {"number": number, "is_used": False})
    cursor = words.told(driver)
    driver.execute(_SET, given | {"number": max(newest, number), "is_used": True})
    return cursor
