"""Tables and statements: what each kind of database has its own words for, said once for all.

Which words are used is chosen here, by the dialect of the connection; they stand in `sqlite` and in
`postgresql`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Generic, TypedDict, TypeVar, TypeVarTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Insert,
    Select,
    Table,
    TextClause,
    Update,
    bindparam,
    literal_column,
    text,
    types,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from newsscraper.store import postgresql, sqlite
from newsscraper.store.sqlite import OnConflictDoNothing, OnConflictDoUpdate

_T = TypeVar("_T")
_Columns = TypeVarTuple("_Columns")


class _TableOptions(TypedDict, total=False):
    sqlite_with_rowid: bool
    sqlite_autoincrement: bool


class _IndexOptions(TypedDict):
    sqlite_where: ColumnElement[bool]


Integer: Final[TypeEngine[int]] = types.Integer().with_variant(BigInteger(), "postgresql")
"""Numbers of 64 bits: hashes need them."""

Text: Final[TypeEngine[str]] = types.Text().with_variant(types.Text(collation="C"), "postgresql")
"""Texts in the order of their letters' numbers, whatever language a server is set to."""

WITHOUT_ROWID: Final[_TableOptions] = {"sqlite_with_rowid": False}
"""Options of a table that lies in the order of its primary key, and has no other number."""

NEVER_REUSED: Final[_TableOptions] = {"sqlite_autoincrement": True}
"""Options of a table whose numbers are never used twice, even after rows are deleted."""


def partial(condition: ColumnElement[bool]) -> _IndexOptions:
    """Return the options of an index that has only the rows for which *condition* holds."""
    return {"sqlite_where": condition}


@compiles(CreateIndex, "postgresql")
def _create_index(create: CreateIndex, compiler: Any, **options: Any) -> str:
    """Write the statement with the condition of `partial`.

    An index that names PostgreSQL would load all that SQLAlchemy has for it, wherever a store is.
    """
    index = create.element
    index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
    written: str = compiler.visit_create_index(create, **options)
    return written


def is_postgresql(connection: Connection) -> bool:
    """Tell whether it leads to PostgreSQL; if not, it is SQLite."""
    return connection.dialect.name == "postgresql"


def go_on_numbering(transaction: Connection, table: Table) -> None:
    """Let the next row of *table* have a number above those that it has; SQLite does so anyway."""
    column = table.autoincrement_column
    if column is not None and is_postgresql(transaction):
        transaction.execute(text(postgresql.numbering(table.name, column.name)))


# --- Rows that may be there ---------------------------------------------------------------------


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


@compiles(OnConflictDoNothing, "postgresql")
@compiles(OnConflictDoUpdate, "postgresql")
def _on_conflict(clause: Any, compiler: Any, **options: Any) -> str:
    """Write the clause, which is the same: PostgreSQL's may name a constraint, too."""
    clause.constraint_target = None
    written: str = getattr(compiler, f"visit_{clause.__visit_name__}")(clause, **options)
    return written


# --- Documents ----------------------------------------------------------------------------------


class _TextIn(FunctionElement[str]):
    """A text in a document, and the names that lead there."""

    inherit_cache = True
    type = types.Text()


def text_in(document: ColumnElement[str], path: str) -> ColumnElement[str]:
    """Return the text at *path*, names with dots between them, in a JSON *document*."""
    return _TextIn(document, literal_column(path))


@compiles(_TextIn, "sqlite")
def _in_sqlite(element: _TextIn, compiler: SQLCompiler, **options: Any) -> str:
    return sqlite.text_in(*(compiler.process(each, **options) for each in element.clauses))


@compiles(_TextIn, "postgresql")
def _in_postgresql(element: _TextIn, compiler: SQLCompiler, **options: Any) -> str:
    return postgresql.text_in(*(compiler.process(each, **options) for each in element.clauses))


# --- What is asked often ------------------------------------------------------------------------


def named(*columns: str) -> dict[str, object]:
    """Return parameters that have the names of *columns*."""
    return {name: bindparam(name) for name in columns}


class Prepared(Generic[*_Columns]):
    """A statement that is asked for every article, given to the database itself.

    SQLAlchemy's way to it costs more than SQLite's answer.
    """

    def __init__(self, statement: Select[*_Columns] | Insert | Update | TextClause) -> None:
        self._statement = statement
        self._texts: dict[str, tuple[str, Mapping[str, object]]] = {}
        """Dialect -> the statement in its words, and the values that it has of itself."""

    def rows(
        self, connection: Connection, values: Mapping[str, object]
    ) -> Sequence[tuple[*_Columns]]:
        """Return the rows that it selects with *values*, by the names of its parameters."""
        found: Sequence[tuple[*_Columns]] = self._asked(connection, values).fetchall()
        return found

    def execute(self, connection: Connection, values: Mapping[str, object]) -> None:
        """Execute it with *values*, by the names of its parameters."""
        self._asked(connection, values)

    def execute_all(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Execute it with the values of each of *rows*."""
        said, own = self._in_words_of(connection)
        driver: Any = connection.connection.dbapi_connection
        if rows:
            driver.cursor().executemany(said, [{**own, **row} for row in rows])

    def add(self, connection: Connection, values: Mapping[str, object]) -> int:
        """Return the number that the database gives the one row that it adds."""
        cursor = self._asked(connection, values)
        # PostgreSQL's words end with RETURNING; older SQLites have no such word.
        return int(cursor.fetchone()[0] if is_postgresql(connection) else cursor.lastrowid)

    def _asked(self, connection: Connection, values: Mapping[str, object]) -> Any:
        """Return the cursor of the database that has the answer."""
        said, own = self._in_words_of(connection)
        driver: Any = connection.connection.dbapi_connection
        cursor = driver.cursor()
        cursor.execute(said, {**own, **values})
        return cursor

    def _in_words_of(self, connection: Connection) -> tuple[str, Mapping[str, object]]:
        dialect = connection.dialect
        if dialect.name not in self._texts:
            named = dialect if is_postgresql(connection) else sqlite.with_names()
            compiled = self._statement.compile(dialect=named)
            own = {name: each for name, each in compiled.params.items() if each is not None}
            self._texts[dialect.name] = str(compiled), own
        return self._texts[dialect.name]
