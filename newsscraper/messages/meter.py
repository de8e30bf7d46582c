"""How far a long work has come, on a terminal."""

import sys
import time
from typing import Final

from newsscraper.messages.terminal import is_smart, tell

_PATIENCE: Final = 2.0
"""Seconds for which nothing is said."""
_PAUSE: Final = 0.2
"""Seconds from one figure to the next."""


class Meter:
    """Shows what share of a work is done: on a terminal only, and only if it takes long."""

    def __init__(self, what: str) -> None:
        self.what = what
        """What is done, after the share: ``copied``."""
        self._next = time.monotonic() + _PATIENCE
        self._is_shown = False

    def show(self, done: int, of: int) -> None:
        """Show that *done* *of* so many are done; the last time the line is cleared."""
        if done >= of:
            self.clear()
        elif time.monotonic() >= self._next and is_smart(sys.stderr):
            self._next = time.monotonic() + _PAUSE
            self._is_shown = True
            tell(f"{100 * done // of} % {self.what}", "\r")

    def clear(self) -> None:
        """Take the line away, if there is one."""
        if self._is_shown:
            self._is_shown = False
            tell("\x1b[K", "")
