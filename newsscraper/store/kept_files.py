"""Small files of publishers that need not be asked for in every run."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select

from newsscraper.store.clock import stamp_of
from newsscraper.store.schema import kept_files
from newsscraper.store.statements import upsert

_PUT: Final = upsert(kept_files, ["url"], ["fetched", "body"])


def keep(transaction: Connection, url: str, body: bytes, moment: datetime) -> None:
    """Remember the file at *url*, fetched at *moment*, in UTC; empty when there is none."""
    transaction.execute(_PUT, {"url": url, "fetched": stamp_of(moment), "body": body})


def recall(transaction: Connection, url: str, age: timedelta, moment: datetime) -> bytes | None:
    """Return the file at *url*; None when it is not here, or at *moment* is older than *age*."""
    oldest = stamp_of(moment - age)
    query = select(kept_files.c.body)
    return transaction.scalar(query.where(kept_files.c.url == url, kept_files.c.fetched > oldest))
