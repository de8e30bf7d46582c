"""Small files of publishers that need not be asked for in every run."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from newsscraper.clock import now
from newsscraper.store.schema import kept_files

_PUT = insert(kept_files)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["url"],
    set_={name: _PUT.excluded[name] for name in ("fetched", "body")},
)


def keep(transaction: Connection, url: str, body: bytes) -> None:
    """Remember the file at *url*; empty when there is none."""
    transaction.execute(_PUT, {"url": url, "fetched": now(), "body": body})


def recall(transaction: Connection, url: str, age: timedelta) -> bytes | None:
    """Return the file at *url*; None when it is not here, or older than *age*."""
    oldest = (datetime.now(UTC) - age).isoformat(timespec="seconds")
    query = select(kept_files.c.body)
    return transaction.scalar(query.where(kept_files.c.url == url, kept_files.c.fetched > oldest))
