"""What the store had of articles before this work changed it: a kill does not take that away."""

import sqlite3
import zlib
from typing import Final, NamedTuple

from newsscraper.items import Article
from newsscraper.store.documents import from_document, to_document

TABLES: Final = """
CREATE TABLE IF NOT EXISTS originals (key TEXT PRIMARY KEY, document BLOB) WITHOUT ROWID;
"""


class StateBefore(NamedTuple):
    """What the store had of an article."""

    article: Article | None
    """None if it did not know it."""


class Originals:
    """The first states of articles, in the *database* of a gathering."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def keep(self, key: str, article: Article | None) -> None:
        """Keep that the store has *article* under a *key*, or nothing, unless its state is here."""
        document = article and zlib.compress(to_document(article).encode(), 1)
        self._database.execute("INSERT OR IGNORE INTO originals VALUES (?, ?)", (key, document))

    def get(self, key: str) -> StateBefore | None:
        """Return what the store had before it was changed; None if it was not."""
        query = "SELECT document FROM originals WHERE key = ?"
        found = self._database.execute(query, (key,)).fetchone()
        if found is None:
            return None
        return StateBefore(from_document(zlib.decompress(found[0]).decode()) if found[0] else None)
