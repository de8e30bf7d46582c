"""A cursor that a server knows by a name: its rows come little by little, if they come."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any

from newsscraper.store.server_errors import failures


class NamedCursor:
    """What SQLAlchemy takes for such a cursor of the driver."""

    def __init__(self, cursor: Any, watched: Callable[[], AbstractContextManager[None]]) -> None:
        """Ask by the driver's *cursor*, each time within a block that is *watched*."""
        self._cursor, self._watched = cursor, watched

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def execute(self, query: Any, values: Any = None) -> None:
        """Ask."""
        with self._watched():
            self._cursor.execute(query, values)

    def fetchmany(self, size: int) -> Any:
        """Ask for the next rows."""
        with self._watched():
            return self._cursor.fetchmany(size)

    def close(self) -> None:
        """Tell the server that no more rows are wanted."""
        with suppress(*failures()), self._watched():
            self._cursor.close()
