"""What an export holds, counted while it is written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from newsscraper.reports.moments import moment_of

_Row = TypeVar("_Row")


@dataclass
class Extent:
    """The first and the last of some moments, as they are written."""

    first: str | None = None
    last: str | None = None
    _ends: tuple[datetime, datetime] | None = None

    def note(self, text: str | None) -> None:
        """Take a moment; what is none is left out."""
        if text is None or (moment := moment_of(text)) is None:
            return
        first, last = self._ends or (moment, moment)
        if self._ends is None or moment < first:
            self.first = text
        if self._ends is None or moment > last:
            self.last = text
        self._ends = min(first, moment), max(last, moment)

    @property
    def ends(self) -> dict[str, str | None]:
        """The two, by name."""
        return {"first": self.first, "last": self.last}


@dataclass
class Contents:
    """Rows, whose they are, and from when."""

    rows: int = 0
    publishers: Counter[str] = field(default_factory=Counter)
    """Name -> rows."""
    published: Extent = field(default_factory=Extent)
    fetched: Extent = field(default_factory=Extent)

    def counted(self, items: Iterable[_Row]) -> Iterator[_Row]:
        """Yield *items*, and take note of each."""
        for item in items:
            self.rows += 1
            self.publishers[getattr(item, "publisher", None) or ""] += 1
            self.published.note(getattr(item, "date_published", None))
            self.fetched.note(getattr(item, "fetched_at", None))
            yield item
