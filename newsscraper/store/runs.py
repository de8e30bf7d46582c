"""The run table: every crawl, when it ran and how it ended."""

import json
import os
from collections.abc import Mapping

from sqlalchemy import Connection, insert, update

from newsscraper.clock import now
from newsscraper.store.schema import runs


def begin(transaction: Connection, publisher: str, arguments: Mapping[str, str]) -> int:
    """Enter a run that begins now, and return its number."""
    row = {
        "publisher": publisher,
        "arguments": json.dumps(arguments, ensure_ascii=False),
        "pid": os.getpid(),
        "started": now(),
    }
    added = transaction.execute(insert(runs), row)
    return int(added.inserted_primary_key[0])  # type: ignore[index]


def end(transaction: Connection, run: int, exit_code: int, outcome: str) -> None:
    """Note how a run ended."""
    row = {"ended": now(), "exit_code": exit_code, "outcome": outcome}
    transaction.execute(update(runs).where(runs.c.id == run).values(row))
