"""What is special to a database stands in its own modules; each of the room can be had alone.

SQL that only one of them understands would fail only where a store is in the other.
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SQLITE = tuple(f"newsscraper/store/{name}.py" for name in ("sqlite", "database", "fts5"))
POSTGRESQL = tuple(
    f"newsscraper/store/{name}.py"
    for name in (
        *("postgresql", "server", "server_errors", "server_transactions"),
        *("lease_table", "server_session", "silence", "transcript", "tsvector"),
    )
)
CHOICE = ("newsscraper/store/statements.py",)
"""It has the options of tables for each."""
ENGINE = (*SQLITE, *POSTGRESQL, *CHOICE)
SCRATCH = (
    *(f"newsscraper/archives/{name}.py" for name in ("gathering", "noted_pages", "originals")),
    "newsscraper/record/seen_pages.py",
)
"""They keep a file of their own beside the store, and that is SQLite's whatever the store is."""
MODULES = sorted(
    path.relative_to(PROJECT).as_posix() for path in (PROJECT / "newsscraper").rglob("*.py")
)
OTHERS = [module for module in MODULES if module not in (*ENGINE, *SCRATCH)]
FOREIGN = ("sqlite3", "psycopg", "sqlalchemy.dialects", "sqlalchemy.pool")
NAMES = ("exec_driver_sql", "json_extract", "StaticPool")
ALONE = """
import importlib, pkgutil, sys
import newsscraper.store

names = [each.name for each in pkgutil.iter_modules(newsscraper.store.__path__)]
for name in names:
    for loaded in [each for each in sys.modules if each.startswith("newsscraper")]:
        del sys.modules[loaded]
    importlib.import_module(f"newsscraper.store.{name}")
print(*names)
"""


def special_to_a_database(source):
    """Return what in *source* only one kind of database understands."""
    return sorted(filter(is_special, said_in(ast.parse(source))))


def said_in(tree):
    """Yield the modules and names that a module uses, and the pragmas of its SQL."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (each.name for each in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{each.name}" for each in names)
                yield from (each.name for each in names)
            case ast.keyword(arg=str(name)) | ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.Constant(value=str(text)):
                yield text


def is_special(said):
    is_foreign = any(said == module or said.startswith(f"{module}.") for module in FOREIGN)
    is_option = said.startswith("sqlite_") and said.isidentifier()
    is_of_server = re.search(r"\bpg_(?!dump)|tsvector|tsquery|::json|::big|#>>", said) is not None
    is_name = said in NAMES or said.startswith("PRAGMA ")
    return is_foreign or is_option or is_name or ("(" in said and is_of_server)


def test_no_other_module_says_what_only_one_of_them_understands():
    sources = {module: (PROJECT / module).read_text(encoding="utf-8") for module in OTHERS}
    found = {module: special_to_a_database(source) for module, source in sources.items()}
    assert {module: said for module, said in found.items() if said} == {}


def test_the_modules_of_the_database_do():
    sources = [(PROJECT / module).read_text(encoding="utf-8") for module in ENGINE]
    found = {each for source in sources for each in special_to_a_database(source)}
    assert {"sqlite3", "psycopg", "sqlalchemy.dialects.sqlite.insert", "exec_driver_sql"} <= found
    assert {"sqlite_where", "PRAGMA quick_check(1)"} <= found
    assert any("pg_advisory_xact_lock" in each for each in found)


@pytest.mark.parametrize(
    "source",
    [
        "import sqlite3",
        "from sqlite3 import connect",
        "from sqlalchemy.dialects import sqlite",
        "from sqlalchemy.dialects.sqlite import insert",
        "import sqlalchemy.dialects.sqlite",
        "from sqlalchemy import StaticPool",
        "Table('a', metadata, sqlite_with_rowid=False)",
        "Table('a', metadata, **{'sqlite_with_rowid': False})",
        "connection.exec_driver_sql('BEGIN')",
        "select(func.json_extract(document, '$.body'))",
        "connection.execute(text('PRAGMA user_version'))",
        "from psycopg import connect",
        "connection.execute(text('SELECT pg_backend_pid()'))",
        "connection.execute(text('SELECT (a::json ->> 1) FROM b'))",
    ],
)
def test_what_only_one_of_them_understands_is_seen(source):
    assert special_to_a_database(source)


@pytest.mark.parametrize(
    "source",
    [
        "from newsscraper.store import sqlite",
        "from newsscraper.store.statements import upsert",
        "say('copy it with pg_dump -f FILE')",
        "from sqlalchemy import insert, select",
        "URL = 'sqlite:///articles.db'",
    ],
)
def test_what_any_database_understands_may_be_said_anywhere(source):
    assert special_to_a_database(source) == []


def test_every_module_of_the_room_can_be_imported_first():
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", ALONE],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert process.stderr == ""
    room = [Path(each).stem for each in MODULES if Path(each).parent.name == "store"]
    assert process.stdout.split() == [each for each in room if each != "__init__"]
