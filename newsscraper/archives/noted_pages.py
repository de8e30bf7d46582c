"""Where the pages of articles lie that have several, and which of them were put together.

Their content is not kept: whoever puts them together reads it once more. All of it is in the
tables of a gathering, so memory does not grow with the pages.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC
from hashlib import blake2b
from typing import Final, NamedTuple

from newsscraper.archives.captures import Capture

TABLES: Final = """
CREATE TABLE IF NOT EXISTS firsts (
    page TEXT PRIMARY KEY, recorded TEXT, digest TEXT, archives INTEGER DEFAULT 0,
    is_whole INTEGER DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS further (
    address TEXT, recorded TEXT, digest TEXT, page TEXT, is_part INTEGER,
    PRIMARY KEY (address, recorded, digest, page)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS steps (
    first TEXT, number INTEGER, address TEXT, low TEXT, high TEXT, page TEXT,
    PRIMARY KEY (first, number)) WITHOUT ROWID;
"""
"""`firsts.archives`: among the pages of how many archives the further ones were looked for.
`steps`: the captures of an *address* that were made from *low* to *high* would be no worse there
than the *page* that was found."""
MERGED: Final = tuple(
    f"INSERT OR IGNORE INTO {table} SELECT * FROM part.{table}"
    for table in ("firsts", "further", "steps")
)

_TO_BE_JOINED: Final = """
WITH all_of_them AS (SELECT count(*) AS number FROM files)
SELECT page, recorded, digest FROM firsts f, all_of_them
WHERE page > ? AND (archives = 0 OR archives < number AND (archives > 1 OR EXISTS (
    SELECT 1 FROM steps s JOIN further q
        ON q.address = s.address AND q.recorded BETWEEN s.low AND s.high
    WHERE s.first = f.page AND json_extract(q.page, '$[0]') <> json_extract(f.page, '$[0]'))))
ORDER BY page LIMIT 1
"""
_COLUMNS: Final = "SELECT page, recorded, digest FROM further WHERE address = ?"
_NEXT: Final = f"{_COLUMNS} AND recorded >= ? ORDER BY recorded, digest, page LIMIT 1"
_LAST: Final = f"{_COLUMNS} ORDER BY recorded DESC, digest DESC, page DESC LIMIT 1"
_JOINED: Final = """
UPDATE firsts SET is_whole = ?, archives = max(1, (SELECT count(*) FROM files)) WHERE page = ?
"""
_OF_NO_ARTICLE: Final = """
SELECT (SELECT count(*) FROM firsts WHERE NOT is_whole) + (
    SELECT count(*) FROM further WHERE is_part AND page NOT IN (SELECT page FROM steps))
"""
_EARLIEST, _LATEST = "", "~"
"""Before and behind all times."""


class PageNote(NamedTuple):
    """A capture of a page that has a part of its article."""

    id: str
    """Its archive, and its place there, as JSON."""
    recorded: str
    """When, ISO 8601 in UTC: as texts in the order of time."""
    digest: str
    """Of the body; it decides between those of the same moment."""

    @property
    def archive(self) -> str:
        """The path of the archive in which it lies."""
        return str(json.loads(self.id)[0])

    @property
    def place(self) -> int | str:
        """Where it lies there."""
        place: int | str = json.loads(self.id)[1]
        return place


class PageStep(NamedTuple):
    """The way to a further page."""

    address: str
    low: str
    high: str
    page: PageNote | None
    """The capture that was found there."""


def noted(archive: str, capture: Capture) -> PageNote:
    """Return what is noted of a *capture*."""
    recorded = capture.recorded.astimezone(UTC).isoformat(timespec="microseconds")
    digest = capture.digest or blake2b(capture.body, digest_size=16).hexdigest()
    return PageNote(json.dumps([archive, capture.place]), recorded, digest)


class NotedPages:
    """The pages in the *database* of a gathering."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def note_first(self, page: PageNote) -> None:
        """Note a page that leads to others."""
        put = "INSERT OR IGNORE INTO firsts (page, recorded, digest) VALUES (?, ?, ?)"
        self._database.execute(put, page)

    def note_further(self, page: PageNote, address: str, *, is_part: bool) -> None:
        """Note a page to which others may lead; one that *is_part* is no article by itself."""
        put = "INSERT OR IGNORE INTO further VALUES (?, ?, ?, ?, ?)"
        row = (address, page.recorded, page.digest, page.id, is_part)
        self._database.execute(put, row)

    def to_be_joined(self) -> Iterator[PageNote]:
        """Yield first pages whose others may lie where nobody has looked for them."""
        last = ""
        while found := self._database.execute(_TO_BE_JOINED, (last,)).fetchone():
            page = PageNote._make(found)
            yield page
            last = page.id

    def find(self, address: str, before: PageNote) -> PageStep:
        """Return the way behind a page: to the capture that was made next, else to the last one."""
        if found := self._database.execute(_NEXT, (address, before.recorded)).fetchone():
            page = PageNote._make(found)
            return PageStep(address, before.recorded, page.recorded, page)
        if found := self._database.execute(_LAST, (address,)).fetchone():
            page = PageNote._make(found)
            return PageStep(address, page.recorded, _LATEST, page)
        return PageStep(address, _EARLIEST, _LATEST, None)

    def put_joined(self, first: PageNote, steps: Sequence[PageStep], *, is_whole: bool) -> None:
        """Keep where the pages behind *first* were found, and whether the article *is_whole*."""
        self._database.execute("DELETE FROM steps WHERE first = ?", (first.id,))
        rows = [
            (first.id, number, step.address, step.low, step.high, step.page.id if step.page else "")
            for number, step in enumerate(steps)
        ]
        self._database.executemany("INSERT INTO steps VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._database.execute(_JOINED, (is_whole, first.id))

    def whole(self) -> int:
        """Return how many first pages gave an article."""
        query = "SELECT count(*) FROM firsts WHERE is_whole"
        return int(self._database.execute(query).fetchone()[0])

    def not_whole(self) -> int:
        """Return how many pages are of an article that did not come whole."""
        return int(self._database.execute(_OF_NO_ARTICLE).fetchone()[0])
