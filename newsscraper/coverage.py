"""Coverage as a person reads it: a table with a row for each day, and each row adds up."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from newsscraper.id_sequence import Estimate, IdSequence, total

if TYPE_CHECKING:
    from newsscraper.arguments import Window
    from newsscraper.store.coverage import Group

_STATES: Final = {
    "stored": "stored",
    "duplicate": "duplicate",
    "failed": "failed",
    "refused": "refused",
    "gone": "gone",
    "given_up": "given_up",
    "to_fetch": "listed",
    "out_of_window": "out_of_window",
}
"""Column -> state of the ledger. What was listed is the sum of them; each URL is in one."""

_HEADERS: Final = ("listed", *_STATES, "revised", "estimate")


@dataclass
class Row:
    """What became of the URLs of a day."""

    name: str
    """The day, ``unknown`` or ``total``."""
    day: date | None = None
    states: Counter[str] = field(default_factory=Counter)
    """State of the ledger -> URLs."""
    revised: int = 0
    """Stored articles that have more than one revision."""
    estimate: Estimate | None = None
    """How many ids the publisher gave out."""

    def cells(self) -> list[str]:
        """Return the row as text: a zero is a dot, an estimate that cannot be had a dash."""
        states = (self.states[state] for state in _STATES.values())
        counts = (self.states.total(), *states, self.revised)
        return [self.name, *(str(count or ".") for count in counts), str(self.estimate or "-")]


def rows_of(groups: Iterable["Group"], days: Iterable[date], ids: IdSequence | None) -> list[Row]:
    """Return the rows of one publisher, oldest day first, what is of unknown days and a total last.

    *days* have a row even if nothing was listed for them.
    """
    rows = sorted(_by_day(groups, days).values(), key=lambda row: row.name)
    for row in rows:
        row.estimate = ids.count(row.day) if ids and row.day else None
    return [*rows, _sum_of(rows)]


def _by_day(groups: Iterable["Group"], days: Iterable[date]) -> dict[date | None, Row]:
    rows: dict[date | None, Row] = {day: Row(str(day), day) for day in days}
    for day, state, urls, revised in groups:
        row = rows.setdefault(day, Row(str(day or "unknown"), day))
        row.states[state] += urls
        row.revised += revised
    return rows


def _sum_of(rows: list[Row]) -> Row:
    result = Row("total", estimate=total(row.estimate for row in rows if row.day))
    for row in rows:
        result.states.update(row.states)
        result.revised += row.revised
    return result


def table(publisher: str, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of the publisher's table, in columns with a header."""
    cells = [[publisher, *_HEADERS], *(row.cells() for row in rows)]
    first, *widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for name, *values in cells:
        columns = [value.rjust(width) for value, width in zip(values, widths, strict=True)]
        yield "  ".join([name.ljust(first), *columns])


def days_of(window: "Window", groups: Iterable["Group"], today: date) -> Iterator[date]:
    """Yield every day of *window*, as far as its bounds are given.

    It ends *today* at the latest, and with the last day of *groups* if its end is open.
    """
    last = window.until or max((group.day for group in groups if group.day), default=None)
    if window.since and last:
        for number in range((min(last, today) - window.since).days + 1):
            yield window.since + timedelta(number)
