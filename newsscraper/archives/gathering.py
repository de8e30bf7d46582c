"""What was read from archives so far, in a file that is whole whenever it is looked at."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from errno import EIO
from pathlib import Path
from typing import Final, Self

from newsscraper.archives.captures import Revisit, Skip
from newsscraper.archives.losses import Loss
from newsscraper.archives.packed_article import packed, unpacked
from newsscraper.items import Article

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS readings (
    id INTEGER PRIMARY KEY, key TEXT, digest TEXT, publisher TEXT, date TEXT, fetched TEXT,
    is_preferred INTEGER, document BLOB, UNIQUE (key, digest));
CREATE INDEX IF NOT EXISTS digests ON readings (digest);
CREATE TABLE IF NOT EXISTS revisits (
    key TEXT, digest TEXT, fetched TEXT, count INTEGER, PRIMARY KEY (key, digest)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS others (digest TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS losses (key TEXT PRIMARY KEY, field TEXT, fetched TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counts (reason TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    name TEXT PRIMARY KEY, archive TEXT, broken INTEGER) WITHOUT ROWID;
"""
_FORGET: Final = """
BEGIN;
DELETE FROM readings; DELETE FROM revisits; DELETE FROM others;
DELETE FROM losses; DELETE FROM counts; DELETE FROM files;
COMMIT;
"""
_PUT: Final = """
INSERT INTO readings (key, digest, publisher, date, fetched, is_preferred, document) {}
ON CONFLICT DO UPDATE SET publisher = excluded.publisher, date = excluded.date,
    fetched = excluded.fetched, is_preferred = excluded.is_preferred, document = excluded.document
    WHERE (excluded.fetched, excluded.is_preferred) > (readings.fetched, readings.is_preferred)
"""
_REVISIT: Final = """
INSERT INTO revisits (key, digest, fetched, count) {}
ON CONFLICT DO UPDATE SET
    fetched = max(fetched, excluded.fetched), count = count + excluded.count
"""
_LOSE: Final = """
INSERT INTO losses (key, field, fetched) {}
ON CONFLICT DO UPDATE SET field = excluded.field, fetched = excluded.fetched
    WHERE excluded.fetched > losses.fetched
"""
_COUNT: Final = """
INSERT INTO counts (reason, count) {} ON CONFLICT DO UPDATE SET count = count + excluded.count
"""
_BROKEN: Final = f"SELECT coalesce(sum(count), 0) FROM part.counts WHERE reason = '{Skip.BROKEN}'"
_MERGED: Final = (
    _PUT.format(
        "SELECT key, digest, publisher, date, fetched, is_preferred, document FROM part.readings"
        " WHERE true"
    ),
    _REVISIT.format("SELECT key, digest, fetched, count FROM part.revisits WHERE true"),
    _LOSE.format("SELECT key, field, fetched FROM part.losses WHERE true"),
    "INSERT OR IGNORE INTO others SELECT digest FROM part.others",
    _COUNT.format("SELECT reason, count FROM part.counts WHERE true"),
)
_NEWEST: Final = """
WITH dated AS (
    SELECT id, r.key, publisher, date, is_preferred, r.digest,
        max(r.fetched, coalesce(v.fetched, ''), coalesce(a.fetched, '')) AS fetched
    FROM readings r LEFT JOIN revisits v ON v.key = r.key AND v.digest = r.digest
        LEFT JOIN revisits a ON a.key = '' AND a.digest = r.digest),
ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY key ORDER BY fetched DESC, is_preferred DESC, digest) AS rank FROM dated)
SELECT (SELECT document FROM readings r WHERE r.id = ranked.id), fetched FROM ranked
WHERE rank = 1 ORDER BY publisher, date, key
"""
_WITHOUT_ORIGINAL: Final = """
SELECT coalesce(sum(count), 0) FROM revisits v WHERE digest NOT IN (SELECT digest FROM others)
    AND NOT EXISTS (SELECT 1 FROM readings r WHERE r.digest = v.digest AND v.key IN (r.key, ''))
"""
ARTICLES: Final = "articles"
"""What the pages are counted as that gave an article."""


class DamagedPart(ValueError):
    """Raised for what was read of an archive, if it is no whole file."""


class NotWritten(OSError):
    """Raised where what was read cannot be kept: no fault of an archive."""


@contextmanager
def gathering_at(path: Path) -> Iterator[None]:
    """Raise NotWritten when, within the block, the file *path* cannot be written."""
    try:
        yield
    except sqlite3.Error as error:  # a full disk, say
        raise NotWritten(EIO, str(error), str(path)) from error


class Gathering:
    """The articles of archives, each as its newest capture gave it, and why others gave none."""

    def __init__(self, path: Path, *, is_of_one_file: bool = False) -> None:
        """Open the file *path*; one that is of one archive is thrown away if it is not finished."""
        self.path = path
        self._database = sqlite3.connect(path, isolation_level=None)
        if is_of_one_file:
            self._database.execute("PRAGMA journal_mode = off")
            self._database.execute("PRAGMA synchronous = off")
        else:
            self._database.execute("PRAGMA journal_mode = wal")
        self._database.executescript(_TABLES)
        self._counted: Counter[str] = Counter()
        if is_of_one_file:
            self._database.execute("BEGIN")  # one transaction: each has its price

    # --- Of one archive ---------------------------------------------------------------------------

    def put(self, article: Article, digest: str | None, *, is_preferred: bool = False) -> None:
        """Keep *article*, unless a later capture of the same bytes, by their *digest*, is here.

        Of what was captured in the same second, that counts which *is_preferred*.
        """
        row = (
            article.key,
            digest or article.content_hash,
            article.publisher,
            article.date_published,
            article.fetched_at,
            is_preferred,
            packed(article),
        )
        self._database.execute(_PUT.format("VALUES (?, ?, ?, ?, ?, ?, ?)"), row)
        self.count(ARTICLES)

    def put_revisit(self, key: str | None, revisit: Revisit, fetched: str) -> None:
        """Keep that the page of *key* was *fetched* once more, and as before.

        An answer says itself of which article it is: it has no *key*.
        """
        row = (key or "", revisit.digest, fetched)
        self._database.execute(_REVISIT.format("VALUES (?, ?, ?, 1)"), row)

    def put_other(self, digest: str | None) -> None:
        """Keep that a page with this *digest* is here, which is no whole article by itself."""
        if digest:
            self._database.execute("INSERT OR IGNORE INTO others VALUES (?)", (digest,))

    def put_loss(self, loss: Loss) -> None:
        """Keep that a page gave no article for want of a field, unless a later one gave none."""
        self._database.execute(_LOSE.format("VALUES (?, ?, ?)"), loss)

    def count(self, reason: str, number: int = 1) -> None:
        """Count pages that gave no article for a *reason*."""
        self._counted[str(reason)] += number

    # --- Of all -----------------------------------------------------------------------------------

    def has(self, name: str) -> bool:
        """Tell whether the archive *name* is in here."""
        query = "SELECT 1 FROM files WHERE name = ?"
        return self._database.execute(query, (name,)).fetchone() is not None

    def keep_only(self, names: Set[str]) -> None:
        """Forget all that was read if some of it is of an archive that is not among *names*."""
        found = {name for (name,) in self._database.execute("SELECT name FROM files")}
        if found - names:
            self._database.executescript(_FORGET)

    def damage(self) -> dict[str, int]:
        """Return how many records cannot be read of each archive that has such."""
        query = "SELECT archive, broken FROM files WHERE broken > 0 ORDER BY archive"
        return dict(self._database.execute(query).fetchall())

    def has_any(self) -> bool:
        """Tell whether any archive is in here."""
        return self._database.execute("SELECT 1 FROM files").fetchone() is not None

    def merge(self, part: Path, name: str, archive: str = "") -> None:
        """Take in what was read of an *archive*, once for its *name*, however often this is called.

        Raises DamagedPart, and sqlite3.OperationalError as `gathering_at` expects it.
        """
        try:
            self._database.execute("ATTACH ? AS part", (str(part),))
            try:
                self._take_in(name, archive)
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                self._database.execute("DETACH part")
        except sqlite3.OperationalError:  # a full disk, say
            raise
        except sqlite3.DatabaseError as error:
            raise DamagedPart(str(error)) from error

    def _take_in(self, name: str, archive: str) -> None:
        self._database.execute("BEGIN IMMEDIATE")
        if not self.has(name):
            for statement in _MERGED:
                self._database.execute(statement)
            put = f"INSERT INTO files VALUES (?, ?, ({_BROKEN}))"
            self._database.execute(put, (name, archive))
        self._database.execute("COMMIT")

    def articles(self) -> Iterator[Article]:
        """Yield the newest reading of each article, by publisher, date and key."""
        for document, fetched in self._database.execute(_NEWEST):
            article = unpacked(document)
            article.fetched_at = fetched
            yield article

    def has_losses(self) -> bool:
        """Tell whether some pages gave no article for want of a field."""
        return self._database.execute("SELECT 1 FROM losses").fetchone() is not None

    def losses(self) -> Iterator[Loss]:
        """Yield the articles of which no page gave what it must have."""
        query = "SELECT * FROM losses WHERE key NOT IN (SELECT key FROM readings) ORDER BY key"
        yield from map(Loss._make, self._database.execute(query))

    def counts(self) -> Mapping[str, int]:
        """Return how many pages gave an article, and how many none, by reason."""
        found = dict(self._database.execute("SELECT reason, count FROM counts ORDER BY reason"))
        (lost,) = self._database.execute(_WITHOUT_ORIGINAL).fetchone()
        return found | ({Skip.REVISIT.value: found.get(Skip.REVISIT, 0) + lost} if lost else {})

    def close(self) -> None:
        """Let go of the file, in which all is that was kept and counted."""
        self._database.executemany(_COUNT.format("VALUES (?, ?)"), self._counted.items())
        if self._database.in_transaction:
            self._database.execute("COMMIT")
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
