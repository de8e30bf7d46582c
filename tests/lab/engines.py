"""The kinds of database that a store can be in, for tests of what holds for each."""

import os
import re
import shutil
import sqlite3
from contextlib import closing, contextmanager
from itertools import count
from threading import Lock

from lab import postgresql_server
from newsscraper.store.article_store import Store
from newsscraper.store.location import place_at

TEMPLATE = f"newsscraper_{os.getpid()}"
"""Of its own for each process of tests, as they may share a server."""
NUMBERS = count()
LOCK = Lock()


def raw(transaction, query, *values):
    """Ask *query*, SQLite's SQL with a `?` for each of *values*; return its result."""
    if transaction.dialect.name == "postgresql":
        query = in_postgresql(query, values)
    return transaction.exec_driver_sql(query, values)


def in_postgresql(query, values=()):
    """Return a query of SQLite's as PostgreSQL understands it."""
    query = re.sub(r"json_extract\((\w+), '\$\.([^']+)'\)", in_document, query)
    return query.replace("%", "%%").replace("?", "%s") if values else query


def in_document(found):
    names = found[2].replace("[", ",").replace("]", "").replace(".", ",")
    return f"({found[1]}::json #>> '{{{names}}}')"


class OnSQLite:
    """Stores in files of their own, or temporary ones."""

    name = "sqlite"

    def open(self, clock=None, path=None, **options):
        """Open a new store; in a file it is at *path*."""
        return Store.open(path, clock, **options)

    def url(self, folder, name="articles.db"):
        """The STORE_URL of the store of a *folder*, where commands run."""
        return f"sqlite:///{name}"

    def place(self, folder):
        """Where that store is."""
        return folder / "articles.db"

    def copy(self, source, folder):
        """Let a folder have a copy of the store of another."""
        shutil.copy(source / "articles.db", folder)

    def state(self, folder):
        """What changes when anything is written to that store."""
        return (folder / "articles.db").read_bytes()

    def called(self, folder):
        """What commands call that store."""
        return "articles.db"

    def typed(self, folder):
        """The option that names it in the commands that a person is told to run."""
        return f"-s STORE_URL={self.url(folder)}"

    def ask(self, folder, query, *values):
        """Ask the store of a *folder*, or change something in it; return the rows."""
        with closing(sqlite3.connect(folder / "articles.db")) as database, database:
            return database.execute(query, values).fetchall()

    def integrity(self, folder):
        """What is wrong with the store of a folder; "ok": nothing."""
        try:
            ((found,),) = self.ask(folder, "PRAGMA integrity_check")
        except (sqlite3.Error, ValueError) as error:
            return str(error)
        return found

    def outwait(self, folder):
        """Let the time pass that a dead run still counts as a living one: none."""

    def take_locks(self, folder):
        """Take away the locks of the runs that go on in a folder."""
        for lock in folder.glob("articles.db.*.lock"):
            lock.unlink()

    def end(self):
        """Let go of all."""


class OnPostgreSQL:
    """Stores in databases of their own on a server."""

    name = "postgresql"

    def __init__(self, server):
        self.server = server
        self.folders = {}
        self.made = []

    def open(self, clock=None, path=None, **options):
        """Open a new store."""
        return Store.open(place_at(self._new()), clock, **options)

    def url(self, folder, name="articles.db"):
        """The STORE_URL of the store of a *folder*, where commands run."""
        with LOCK:
            if (folder, name) not in self.folders:
                self.folders[folder, name] = self._new()
            return self.folders[folder, name]

    def place(self, folder):
        """Where that store is."""
        return place_at(self.url(folder))

    def copy(self, source, folder):
        """Let a folder have a copy of the store of another."""
        with LOCK:
            original = place_at(self.folders[source, "articles.db"]).url.database
            self.folders[folder, "articles.db"] = self._new(original)

    def state(self, folder):
        """What changes when anything is written to that store."""
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        names = self.ask(folder, f"{tables} AND tablename <> 'leases'")
        return {
            name: sorted(self.ask(folder, f"SELECT * FROM {name}"), key=repr)
            for (name,) in sorted(names)
        }

    def called(self, folder):
        """What commands call that store."""
        return self.place(folder).name

    def typed(self, folder):
        """The option that names it in the commands that a person is told to run."""
        return f"-s 'STORE_URL={self.place(folder)}'"

    def ask(self, folder, query, *values):
        """Ask the store of a *folder*, or change something in it; return the rows."""
        with closing(place_at(self.url(folder)).connect()) as driver:
            found = driver.execute(in_postgresql(query, values), values or None)
            return found.fetchall() if found.description else []

    def integrity(self, folder):
        """What is wrong with the store of a folder: nothing, as the server keeps it whole."""
        return "ok"

    def outwait(self, folder):
        """Let the time pass that a dead run still counts as a living one, without waiting."""
        self.take_locks(folder)

    def take_locks(self, folder):
        """Take away the leases of the runs that go on in a folder."""
        self.ask(folder, "DELETE FROM leases")

    def cut(self, folder):
        """Cut all connections to the store of a folder."""
        self.ask(
            folder,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )

    def end(self):
        """Drop all that was made."""
        with closing(self._admin()) as admin:
            for name in self.made:
                admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.folders.clear()
        self.made.clear()

    def _new(self, template=TEMPLATE):
        """Make a database, a copy of another, by default with the tables of a store; its URL."""
        with closing(self._admin()) as admin:
            name = f"{TEMPLATE}_{admin.info.backend_pid}_{next(NUMBERS)}"
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        self.made.append(name)
        return f"{self.server}/{name}"

    def _admin(self):
        return place_at(f"{self.server}/postgres").connect()


@contextmanager
def template(server):
    """Have the database that all others are copies of within the block."""
    drop = f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)"
    with closing(place_at(f"{server}/postgres").connect()) as admin:
        admin.execute(drop)
        admin.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0 ENCODING 'UTF8'")
        Store.open(place_at(f"{server}/{TEMPLATE}")).close()
        yield
        admin.execute(drop)


@contextmanager
def chosen(*, is_on_server):
    """Have stores in files within the block, or on a server. Raises NoServer."""
    if not is_on_server:
        yield OnSQLite()
        return
    with postgresql_server.running() as server, template(server):
        engine = OnPostgreSQL(server)
        yield engine
        engine.end()
