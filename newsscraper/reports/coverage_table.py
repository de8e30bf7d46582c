"""Coverage as a person reads it: a table with a row for each day, and each row adds up."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from newsscraper.messages.wording import in_columns
from newsscraper.reports.id_sequence import Estimate, IdSequence, total
from newsscraper.store.coverage import COLUMNS, Group, UnreadGroup
from newsscraper.window import Window

_HEADERS: Final = ("listed", *COLUMNS, "revised", "unread", "estimate")
"""The columns after the day."""


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
    unread: int = 0
    """Index pages that are still to be read; they are no URLs of articles."""
    estimate: Estimate | None = None
    """How many ids the publisher gave out."""

    def cells(self) -> list[str]:
        """Return the row as text: a zero is a dot, an estimate that cannot be had a dash."""
        states = [self.states[state] for state in COLUMNS.values()]
        counts = [self.states.total(), *states, self.revised, self.unread]
        cells = [str(count) if count else "." for count in counts]
        return [self.name, *cells, str(self.estimate) if self.estimate else "-"]


def rows_of(
    groups: Iterable[Group],
    days: Iterable[date],
    ids: IdSequence | None,
    unread: Iterable[UnreadGroup] = (),
) -> list[Row]:
    """Return the rows of one publisher, oldest day first, what is of unknown days and a total last.

    *days* have a row even if nothing was listed for them; so has a day of *unread* index pages.
    """
    rows = sorted(_by_day(groups, days, unread).values(), key=lambda row: row.name)
    for row in rows:
        if ids and row.day:
            row.estimate = ids.count(row.day)
    return [*rows, _sum_of(rows)]


def _by_day(
    groups: Iterable[Group], days: Iterable[date], unread: Iterable[UnreadGroup]
) -> dict[date | None, Row]:
    rows: dict[date | None, Row] = {day: Row(str(day), day) for day in days}
    for day, state, urls, revised in groups:
        row = rows.setdefault(day, _new_row(day))
        row.states[state] += urls
        row.revised += revised
    for each in unread:
        rows.setdefault(each.day, _new_row(each.day)).unread += each.pages
    return rows


def _new_row(day: date | None) -> Row:
    return Row(str(day or "unknown"), day)


def _sum_of(rows: list[Row]) -> Row:
    result = Row("total", estimate=total(row.estimate for row in rows if row.day))
    for row in rows:
        result.states.update(row.states)
        result.revised += row.revised
        result.unread += row.unread
    return result


def table(publisher: str, rows: Iterable[Row]) -> Iterator[str]:
    """Return the lines of the publisher's table, in columns with a header."""
    cells = [[publisher, *_HEADERS], *(row.cells() for row in rows)]
    return in_columns(cells)


def days_of(
    window: Window,
    groups: Iterable[Group],
    today: date,
    unread: Iterable[UnreadGroup] = (),
) -> Iterator[date]:
    """Yield every day of *window*, as far as its bounds are given.

    It ends *today* at the latest, and with the last day of the others if its end is open.
    """
    days = [*(group.day for group in groups), *(each.day for each in unread)]
    last = window.until or max(filter(None, days), default=None)
    if window.since and last:
        for number in range((min(last, today) - window.since).days + 1):
            yield window.since + timedelta(number)
