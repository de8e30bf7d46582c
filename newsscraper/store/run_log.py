"""The run table: every crawl, when it ran and how it ended."""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from newsscraper.failures import Exit
from newsscraper.store.clock import stamp_of
from newsscraper.store.row_numbers import number_of
from newsscraper.store.schema import runs


class EndedRun(NamedTuple):
    """A run that came to its end."""

    pid: int
    arguments: Mapping[str, str]
    exit_code: int
    outcome: str
    """The last line of its log."""


def begin(
    transaction: Connection, publisher: str, arguments: Mapping[str, str], moment: datetime
) -> int:
    """Enter a run that begins at *moment*, in UTC, and return its number."""
    row = {
        "publisher": publisher,
        "arguments": json.dumps(arguments, ensure_ascii=False),
        "pid": os.getpid(),
        "started": stamp_of(moment),
    }
    added = transaction.execute(insert(runs), row)
    return number_of(added)


def cut_off_before(transaction: Connection, publisher: str, run: int) -> int | None:
    """Return the first of the publisher's runs right before *run* that never came to their end."""
    query = select(runs.c.id, runs.c.ended).where(runs.c.publisher == publisher, runs.c.id < run)
    rows = transaction.execute(query.order_by(runs.c.id.desc()))
    cut_off = [row.id for row in takewhile(lambda row: row.ended is None, rows)]
    return cut_off[-1] if cut_off else None


def newest(transaction: Connection, publisher: str | None = None) -> int:
    """Return the number of the newest run, of one *publisher* or at all; 0 if there is none."""
    query = select(func.max(runs.c.id))
    if publisher is not None:
        query = query.where(runs.c.publisher == publisher)
    return transaction.scalar(query) or 0


def ended_after(transaction: Connection, publisher: str, run: int) -> Iterator[EndedRun]:
    """Yield the publisher's runs that began after *run* and have ended, the newest first."""
    columns = (runs.c.pid, runs.c.arguments, runs.c.exit_code, runs.c.outcome)
    mine = select(*columns).where(runs.c.publisher == publisher, runs.c.id > run)
    ended = mine.where(runs.c.ended.is_not(None)).order_by(runs.c.id.desc())
    for row in transaction.execute(ended):
        yield EndedRun(row.pid, json.loads(row.arguments), row.exit_code, row.outcome)


def first_since(transaction: Connection, publisher: str, moment: datetime) -> int | None:
    """Return the first of the publisher's last runs that began at *moment*, in UTC, or later."""
    query = select(runs.c.id, runs.c.started).where(runs.c.publisher == publisher)
    rows = transaction.execute(query.order_by(runs.c.id.desc()))
    begun = [row.id for row in takewhile(lambda row: row.started >= stamp_of(moment), rows)]
    return begun[-1] if begun else None


def last_whole(transaction: Connection, publisher: str, run: int) -> datetime | None:
    """Return when the last run began that was asked for the same as *run* and had all of it.

    None if none of the last 50 runs had. One that began later than *run* had a wrong clock.
    """
    query = select(runs.c.started, runs.c.exit_code, runs.c.arguments, runs.c.id)
    mine = query.where(runs.c.publisher == publisher, runs.c.id <= run)
    rows = transaction.execute(mine.order_by(runs.c.id.desc()).limit(50)).all()
    for row in rows[1:]:
        is_whole = row.exit_code in (Exit.COMPLETE, Exit.CHANGED)
        is_before = row.started <= rows[0].started
        if is_whole and is_before and row.arguments == rows[0].arguments:
            return datetime.fromisoformat(row.started)
    return None


def end(transaction: Connection, run: int, exit_code: int, outcome: str, moment: datetime) -> None:
    """Note how a run ended, and that it was at *moment*, in UTC."""
    row = {"ended": stamp_of(moment), "exit_code": exit_code, "outcome": outcome}
    transaction.execute(update(runs).where(runs.c.id == run).values(row))
