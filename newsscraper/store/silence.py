"""The silence of a server that is frozen: it says nothing any more, and its connections stand."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from psycopg import Connection as Driver

_LOOK: Final = 1.0
_LOOKS: Final = 5
"""Seconds between two looks, and how often nothing has to have come."""


class Heard(Protocol):
    """What knows whether the server answers others."""

    @property
    def is_heard(self) -> bool:
        """Whether it has answered lately."""


class Silence:
    """Ends connections on which whoever asks would wait for ever.

    A statement may take long. It is given up when the server answers nobody else, either.
    """

    def __init__(self, others: Heard) -> None:
        self._others = others
        self._asked: tuple[int, Driver[Any]] | None = None
        self._count = 0
        self._is_over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    @contextmanager
    def of(self, driver: "Driver[Any]") -> Iterator[None]:
        """Watch over what *driver* is asked within the block."""
        self._count += 1
        self._asked = self._count, driver
        try:
            yield
        finally:
            self._asked = None

    def end(self) -> None:
        """Watch no more."""
        self._is_over.set()

    def _watch(self) -> None:
        seen, looks = None, 0
        while not self._is_over.wait(_LOOK):
            asked = self._asked
            is_silent = asked is not None and asked == seen and not self._others.is_heard
            seen, looks = asked, looks + 1 if is_silent else 0
            if asked and looks >= _LOOKS:
                _end(asked[1])
                looks = 0


def _end(driver: "Driver[Any]") -> None:
    """End a connection, which another thread waits for."""
    with suppress(Exception), socket.socket(fileno=driver.fileno()) as connection:
        try:
            connection.shutdown(socket.SHUT_RDWR)
        finally:
            connection.detach()  # it is the driver's
