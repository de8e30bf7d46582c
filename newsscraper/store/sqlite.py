"""What tables and statements have that is special to the database: today SQLite."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Generic, TypedDict, TypeVar, TypeVarTuple

from sqlalchemy import Column, ColumnElement, Connection, Insert, Select, Table, func
from sqlalchemy.dialects import sqlite

_T = TypeVar("_T")
_Columns = TypeVarTuple("_Columns")


class _TableOptions(TypedDict, total=False):
    sqlite_with_rowid: bool
    sqlite_autoincrement: bool


class _IndexOptions(TypedDict):
    sqlite_where: ColumnElement[bool]


WITHOUT_ROWID: Final[_TableOptions] = {"sqlite_with_rowid": False}
"""Options of a table that lies in the order of its primary key, and has no other number."""

NEVER_REUSED: Final[_TableOptions] = {"sqlite_autoincrement": True}
"""Options of a table whose numbers are never used twice, even after rows are deleted."""


def partial(condition: ColumnElement[bool]) -> _IndexOptions:
    """Return the options of an index that has only the rows for which *condition* holds."""
    return {"sqlite_where": condition}


def insert_new(table: Table) -> Insert:
    """Return the statement that adds rows; those that *table* has already stay as they are."""
    return sqlite.insert(table).on_conflict_do_nothing()


def upsert(table: Table, keys: Sequence[str], changed: Iterable[str], **others: object) -> Insert:
    """Return the statement that adds rows, or changes those that have the same *keys*.

    Of these it sets the columns *changed* as the new row has them, and *others* to what they say.
    """
    values = {name: incoming(table.c[name]) for name in changed}
    return sqlite.insert(table).on_conflict_do_update(index_elements=keys, set_=values | others)


def incoming(column: Column[_T]) -> ColumnElement[_T]:
    """Return what *column* is in the new row of an `upsert`."""
    return sqlite.insert(column.table).excluded[column.name]


def text_in(document: ColumnElement[str], path: str) -> ColumnElement[str]:
    """Return the text at *path*, names with dots between them, in a JSON *document*."""
    return func.json_extract(document, f"$.{path}")


class Prepared(Generic[*_Columns]):
    """A statement that is asked for every article, given to the database itself.

    SQLAlchemy's way to it costs more than SQLite's answer.
    """

    def __init__(self, statement: Select[*_Columns] | Insert) -> None:
        compiled = statement.compile(dialect=sqlite.dialect(paramstyle="named"))
        self._sql = str(compiled)
        self._values = {name: each for name, each in compiled.params.items() if each is not None}

    def rows(
        self, connection: Connection, values: Mapping[str, object]
    ) -> Sequence[tuple[*_Columns]]:
        """Return the rows that it selects with *values*, by the names of its parameters."""
        cursor = connection.connection.cursor()
        cursor.execute(self._sql, {**self._values, **values})
        return cursor.fetchall()

    def execute_many(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Execute it for each of *rows*."""
        connection.connection.cursor().executemany(self._sql, rows)
