"""What the store had of articles before this work changed it: a kill does not take that away."""

import sqlite3
import zlib
from typing import Final, NamedTuple

from newsscraper.items import Article
from newsscraper.store.documents import from_document, to_document

TABLES: Final = """
CREATE TABLE IF NOT EXISTS originals (
    key TEXT, revision INTEGER, document BLOB, PRIMARY KEY (key, revision)) WITHOUT ROWID;
"""


class StateBefore(NamedTuple):
    """What the store had in the place of a revision."""

    article: Article | None
    """None if it did not know the article."""


class Originals:
    """The first states of revisions, in the *database* of a gathering."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def keep(self, changed: Article, before: Article | None) -> None:
        """Keep what was there *before* a revision is changed, unless an earlier state is here."""
        document = before and zlib.compress(to_document(before).encode(), 1)
        row = (changed.key, changed.revision, document)
        self._database.execute("INSERT OR IGNORE INTO originals VALUES (?, ?, ?)", row)

    def get(self, revision: Article) -> StateBefore | None:
        """Return what was there before a *revision* was changed; None if it was not."""
        query = "SELECT document FROM originals WHERE key = ? AND revision = ?"
        found = self._database.execute(query, (revision.key, revision.revision)).fetchone()
        if found is None:
            return None
        return StateBefore(from_document(zlib.decompress(found[0]).decode()) if found[0] else None)
