"""All rows of one store in another, whatever kind of database each is in; and whether they are."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, func, insert, select, update

from newsscraper.store.documents import without_zeros
from newsscraper.store.schema import feeds, files, revisions, schema_version, text_index
from newsscraper.store.statements import go_on_numbering
from newsscraper.store.upgrades import TABLES

_MADE: Final = (schema_version, text_index)
"""Tables that a new store has rows in."""

_DOCUMENT: Final = revisions.c.document.name

_CHUNK: Final = 500
"""Rows in memory at a time."""

_MODULUS: Final = 2**256

_FILE_NAMES: Final = {feeds.name: feeds.c.template.name, files.name: files.c.path.name}
"""Table -> column whose values each store has in its own way."""

Piece = tuple[Table, list[Row[Any]]]
"""Some rows of a table."""

Rename = Callable[[str], str]
"""Gives what a store calls a file that another store calls so."""


def is_empty(transaction: Connection) -> bool:
    """Tell whether a store has no rows but those of a new one."""
    return not any(count_rows(transaction, table) for table in _copied())


def count_all(source: Connection) -> int:
    """Return how many rows a copy has."""
    return sum(count_rows(source, table) for table in _copied())


def everything(source: Connection) -> Iterator[Piece]:
    """Yield all rows of a store, table by table."""
    for table in _copied():
        for rows in all_rows(source, table):
            yield table, rows


def copy(pieces: Iterable[Piece], target: Connection, rename: Rename = str) -> Iterator[int]:
    """Put *pieces* of another store into *target*, which is empty; yield how many rows each has.

    Names of files are *renamed*. The full-text index is left to be filled.
    """
    for table, rows in pieces:
        target.execute(insert(table), [_values(table, row, rename) for row in rows])
        yield len(rows)
    for table in _copied():
        go_on_numbering(target, table)
    last = select(func.coalesce(func.max(revisions.c.seq), 0)).scalar_subquery()
    target.execute(update(text_index).values(reached=0, until=last))


def digests(transaction: Connection, rename: Rename = str) -> dict[str, int]:
    """Return for each table what is the same for the same rows; names of files are *renamed*."""
    return {table.name: _digest(transaction, table, rename) for table in _copied()}


def differing(expected: Mapping[str, int], found: Mapping[str, int]) -> list[str]:
    """Return the tables whose digests are not the same in both."""
    return [table for table in expected if expected[table] != found[table]]


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


def _digest(transaction: Connection, table: Table, rename: Rename) -> int:
    """Return what is the same for the same rows, in whatever order."""
    rows = chain.from_iterable(all_rows(transaction, table))
    values = (_values(table, row, rename).values() for row in rows)
    said = (repr(list(each)).encode("utf-8", "replace") for each in values)
    return sum(int.from_bytes(sha256(each).digest()) for each in said) % _MODULUS


def _values(table: Table, row: Row[Any], rename: Rename) -> dict[str, Any]:
    """Return the values of *row* as every kind of database keeps them: without zero characters."""
    values = {
        name: value.replace("\0", "\ufffd") if isinstance(value, str) else value
        for name, value in row._mapping.items()
    }
    if _DOCUMENT in values:
        values[_DOCUMENT] = without_zeros(values[_DOCUMENT])
    if column := _FILE_NAMES.get(table.name):
        values[column] = rename(values[column])
    return values
