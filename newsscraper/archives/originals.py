"""What the store had of articles before this work changed it: a kill does not take that away."""

import sqlite3
from typing import Final, NamedTuple

from newsscraper.archives.packed_article import packed, unpacked
from newsscraper.items import Article

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
        row = (changed.key, changed.revision, before and packed(before))
        self._database.execute("INSERT OR IGNORE INTO originals VALUES (?, ?, ?)", row)

    def get(self, revision: Article) -> StateBefore | None:
        """Return what was there before a *revision* was changed; None if it was not."""
        query = "SELECT document FROM originals WHERE key = ? AND revision = ?"
        found = self._database.execute(query, (revision.key, revision.revision)).fetchone()
        if found is None:
            return None
        return StateBefore(found[0] and unpacked(found[0]))
