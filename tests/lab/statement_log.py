"""Logs every statement that a process gives to its database, when it is loaded as `sitecustomize`.

The variable `STATEMENT_LOG` names the file: a line of JSON for each statement that is new, with the
function of `newsscraper` that asked for it, and values to ask it with.
"""

import json
import os
import sqlite3
import sys
from functools import partial
from pathlib import Path


class Statements:
    """Writes down each statement once."""

    def __init__(self, file):
        self.file = file
        self.known = set()

    def note(self, statement, values=()):
        asker = asker_of(sys._getframe(2))
        if (asker, statement) not in self.known:
            self.known.add((asker, statement))
            with self.file.open("a", encoding="utf-8") as file:
                values = dict(values) if isinstance(values, dict) else list(values)
                print(json.dumps([asker, statement, values], default=repr), file=file)


def asker_of(frame):
    """Return the innermost function of the project on the stack, but for those that ask for all."""
    while frame:
        module = frame.f_globals.get("__name__", "")
        if module.startswith("newsscraper.") and module != "newsscraper.store.statements":
            return f"{module.removeprefix('newsscraper.')}.{frame.f_code.co_qualname}"
        frame = frame.f_back
    return ""


class LoggingCursor(sqlite3.Cursor):
    log = None

    def execute(self, statement, values=()):
        self.log.note(statement, values)
        return super().execute(statement, values)

    def executemany(self, statement, rows):
        rows = list(rows)
        if rows:
            self.log.note(statement, rows[0])
        return super().executemany(statement, rows)


class LoggingConnection(sqlite3.Connection):
    def cursor(self, factory=LoggingCursor):
        return super().cursor(factory)


def install(file):
    """Log what is asked from now on into *file*."""
    LoggingCursor.log = Statements(file)
    sqlite3.connect = partial(sqlite3.connect, factory=LoggingConnection)


if "STATEMENT_LOG" in os.environ:
    install(Path(os.environ["STATEMENT_LOG"]))
