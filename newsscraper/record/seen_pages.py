"""What a recording folder holds of each URL, so that an unchanged page is not written again."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

from newsscraper.record.warc_names import GROWING
from newsscraper.record.warc_records import Earlier, recorded_body

_FILE: Final = "seen-pages.sqlite"

_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS page (url TEXT PRIMARY KEY, digest TEXT NOT NULL,"
    " recorded TEXT NOT NULL, file TEXT NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID"
)


class SeenPages:
    """A small database beside the WARC files: one row for each URL, none of them in memory.

    It is a help and no more: a page is called unchanged only when the record it leads to has been
    read and holds the same bytes. Without it, or when it is wrong, pages are written whole.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / _FILE
        try:
            self._database = _opened(path)
        except sqlite3.OperationalError:
            self._database = _opened("")  # in a temporary file
        except sqlite3.DatabaseError:  # something else, or damaged
            path.unlink()
            self._database = _opened(path)

    def find(self, url: str, digest: str, body: bytes) -> Earlier | None:
        """Return where *url* was recorded with this *digest*, if the *body* there is the same."""
        query = "SELECT url, recorded, file, place FROM page WHERE url = ? AND digest = ?"
        with suppress(sqlite3.Error, OSError):
            row = self._database.execute(query, (url, digest)).fetchone()
            if row and self._body_of(earlier := Earlier(*row), len(body) + 1) == body:
                return earlier
        return None

    def note(self, earlier: Earlier, digest: str) -> None:
        """Remember a response that was written."""
        row = (earlier.url, digest, *earlier[1:])
        with suppress(sqlite3.Error):
            self._database.execute("REPLACE INTO page VALUES (?, ?, ?, ?, ?)", row)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _body_of(self, earlier: Earlier, most: int) -> bytes | None:
        file = self.folder / earlier.file
        if not file.exists():
            file = file.with_name(file.name + GROWING)
        return recorded_body(file, earlier.place, most)


def _opened(path: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=1, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = OFF")  # what is lost is written whole once more
        database.execute(_TABLE)
    except sqlite3.Error:
        database.close()
        raise
    return database
