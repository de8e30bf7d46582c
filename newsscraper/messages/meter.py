"""How far a long work has come, on a terminal."""

import sys
import time
from typing import Final

from newsscraper.messages.terminal import is_smart, tell_for_now, wipe

_PATIENCE: Final = 2.0
"""Seconds for which nothing is said."""
_PAUSE: Final = 0.2
"""Seconds from one figure to the next."""


class Meter:
    """Shows how far a work is: on a terminal only, and only if it takes long."""

    def __init__(self, what: str) -> None:
        self.what = what
        """What is shown after a share or a number, as ``copied``, or before seconds."""
        self._began = time.monotonic()
        self._next = self._began + _PATIENCE

    def show(self, done: int, of: int) -> None:
        """Show that *done* *of* so many are done; the last time the line is wiped away."""
        if done >= of:
            wipe()
        elif self._is_due:
            self._say(f"{100 * done // of} % {self.what}")

    def count(self, done: int) -> None:
        """Show how many are done, where nobody knows of how many."""
        if self._is_due:
            self._say(f"{done:,} {self.what}")

    def tick(self) -> None:
        """Show how long it has taken, where no share can be told."""
        if self._is_due:
            self._say(f"{self.what}, {int(time.monotonic() - self._began)} s")

    @property
    def _is_due(self) -> bool:
        return time.monotonic() >= self._next and is_smart(sys.stderr)

    def _say(self, line: str) -> None:
        self._next = time.monotonic() + _PAUSE
        tell_for_now(line)
