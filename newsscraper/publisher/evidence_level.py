"""How well a publisher's pages are known."""

import re
from dataclasses import dataclass
from typing import Final

LEVELS: Final = {
    "A": "a whole page of today's template was read, and others crawl it by the same places",
    "B": "several reports of this or last year agree; no whole page was seen",
    "C": "one report, or reports that disagree",
}
"""First letter of a level -> its meaning; ``+`` and ``-`` say a little more or less."""

_LEVEL: Final = re.compile(r"[A-C][+-]?")
_MONTH: Final = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Evidence:
    """What the facts of a publisher rest on. Raises ValueError for what cannot be right."""

    level: str
    """One of `LEVELS`: ``B+``."""
    seen: str
    """The month of the newest report: ``2026-10``."""

    def __post_init__(self) -> None:
        if not _LEVEL.fullmatch(self.level):
            raise ValueError(f"{self.level!r} is no level of evidence: A, B or C, with + or -")
        if not _MONTH.fullmatch(self.seen):
            raise ValueError(f"{self.seen!r} is no month; write it like 2026-10")

    def __str__(self) -> str:
        """Return both, as a table has them."""
        return f"{self.level}, {self.seen}"
