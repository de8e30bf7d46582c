"""All rows of one store in another, whatever kind of database each is in; and whether they are."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, func, insert, select, update

from newsscraper.store.documents import without_zeros
from newsscraper.store.schema import revisions, schema_version, text_index
from newsscraper.store.statements import go_on_numbering
from newsscraper.store.upgrades import TABLES

_MADE: Final = (schema_version, text_index)
"""Tables that a new store has rows in."""

_DOCUMENT: Final = revisions.c.document.name

_CHUNK: Final = 500
"""Rows in memory at a time."""

_MODULUS: Final = 2**256

Show = Callable[[int, int], None]
"""Is told how many rows are done, and of how many."""


def is_empty(transaction: Connection) -> bool:
    """Tell whether a store has no rows but those of a new one."""
    return not any(count_rows(transaction, table) for table in _copied())


def copy(source: Connection, target: Connection, show: Show) -> int:
    """Copy all rows of *source* into *target*, which is empty; return how many.

    The full-text index is left to be filled.
    """
    of, done = sum(count_rows(source, table) for table in _copied()), 0
    for table in _copied():
        for rows in all_rows(source, table):
            target.execute(insert(table), [_values(row) for row in rows])
            done += len(rows)
            show(done, of)
        go_on_numbering(target, table)
    last = select(func.coalesce(func.max(revisions.c.seq), 0)).scalar_subquery()
    target.execute(update(text_index).values(reached=0, until=last))
    return done


def differing(source: Connection, target: Connection) -> list[str]:
    """Return the tables whose rows are not the same in both."""
    return [table.name for table in _copied() if _digest(source, table) != _digest(target, table)]


def _copied() -> Iterator[Table]:
    tables = chain.from_iterable(metadata.sorted_tables for metadata in TABLES)
    return (table for table in tables if table not in _MADE)


def count_rows(transaction: Connection, table: Table) -> int:
    """Return how many rows a table has."""
    return transaction.scalar(select(func.count()).select_from(table)) or 0


def all_rows(transaction: Connection, table: Table) -> Iterator[list[Row[Any]]]:
    """Yield all rows of a table, by its primary key and in pieces."""
    query = select(table).order_by(*table.primary_key.columns)
    found = transaction.execute(query, execution_options={"yield_per": _CHUNK})
    return (list(rows) for rows in found.partitions())


def _digest(transaction: Connection, table: Table) -> int:
    """Return what is the same for the same rows, in whatever order."""
    rows = chain.from_iterable(all_rows(transaction, table))
    said = (repr(list(_values(row).values())).encode("utf-8", "replace") for row in rows)
    return sum(int.from_bytes(sha256(each).digest()) for each in said) % _MODULUS


def _values(row: Row[Any]) -> dict[str, Any]:
    """Return the values of *row* as every kind of database keeps them: without zero characters."""
    values = {
        name: value.replace("\0", "\ufffd") if isinstance(value, str) else value
        for name, value in row._mapping.items()
    }
    if _DOCUMENT in values:
        values[_DOCUMENT] = without_zeros(values[_DOCUMENT])
    return values
