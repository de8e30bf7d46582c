"""The outcome of a crawl: its exit code and the last line of its log."""

import logging
from dataclasses import dataclass
from typing import Final

from newsscraper.failures import Exit

_UNSOUND: Final = frozenset(
    {
        Exit.UNEXPECTED,
        Exit.BAD_ARGUMENT,
        Exit.NOT_WRITTEN,
        Exit.NOTHING_FOUND,
        Exit.REFUSED,
        Exit.LAYOUT_CHANGED,
        Exit.HELD,
    }
)
"""Exit codes of failed runs: they deliver nothing, so that the last good file stays."""


@dataclass(frozen=True)
class Outcome:
    """How a crawl ended."""

    exit_code: Exit
    text: str
    """The last line of the log."""
    log_level: int = logging.ERROR
    """The level that the last line deserves."""

    @property
    def is_sound(self) -> bool:
        """Tell whether feeds may be delivered."""
        return self.exit_code not in _UNSOUND


NOT_STARTED: Final = Outcome(
    Exit.UNEXPECTED, "Failed: the crawl did not start; the log above says why."
)
ENDED_BADLY: Final = Outcome(
    Exit.UNEXPECTED, "Failed: the crawl did not end well; the log above says why."
)
STOPPED_AT_ONCE: Final = Outcome(
    Exit.STOPPED, "Stopped at once by a signal; what is stored is safe."
)
