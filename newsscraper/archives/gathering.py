"""What was read from archives so far, in a file that is whole whenever it is looked at."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from errno import EIO
from pathlib import Path
from typing import Final, Self

from newsscraper.archives import gathering_tables as tables
from newsscraper.archives.captures import Revisit, Skip
from newsscraper.archives.losses import Loss
from newsscraper.archives.noted_pages import NotedPages, PageNote, PageStep
from newsscraper.archives.originals import Originals
from newsscraper.archives.packed_article import packed, unpacked
from newsscraper.failures import Reason
from newsscraper.items import Article

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
        self._database.executescript(tables.TABLES)
        self.pages = NotedPages(self._database)
        self.originals = Originals(self._database)
        self._counted: Counter[str] = Counter()
        if is_of_one_file:
            self._database.execute("BEGIN")  # one transaction: each has its price

    # --- Of one archive ---------------------------------------------------------------------------

    def put(self, article: Article, digest: str | None, *, is_preferred: bool = False) -> None:
        """Keep *article*, unless a later capture of the same bytes, by their *digest*, is here.

        Of what was captured in the same second, that counts which *is_preferred*.
        """
        self._put(article, digest, is_preferred)
        self.count(ARTICLES)

    def put_joined(
        self,
        first: PageNote,
        steps: Sequence[PageStep],
        article: Article | None,
        digest: str | None,
    ) -> None:
        """Keep the *article* that begins with *first*, in place of what had come of it before.

        Without one it did not come whole; the *digest* is that of its last page.
        """
        with self._whole():
            self._database.execute(tables.TAKE_BACK, (first.id,))
            self.pages.put_joined(first, steps, is_whole=article is not None)
            if article:
                self._put(article, digest, True, first.id, f"{first.recorded} {first.digest}")

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Let what happens within the block be kept as a whole, or not at all."""
        if self._database.in_transaction:  # that of one archive
            yield
            return
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.execute("COMMIT")
        finally:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")

    def _put(
        self,
        article: Article,
        digest: str | None,
        is_preferred: bool,
        first: str = "",
        begun: str = "",
    ) -> None:
        row = (
            article.key,
            digest or article.content_hash,
            article.publisher,
            article.date_published,
            article.fetched_at,
            is_preferred,
            packed(article),
            first,
            begun,
        )
        self._database.execute(tables.PUT.format("VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"), row)

    def put_revisit(self, key: str | None, revisit: Revisit, fetched: str) -> None:
        """Keep that the page of *key* was *fetched* once more, and as before.

        An answer says itself of which article it is: it has no *key*.
        """
        row = (key or "", revisit.digest, fetched)
        self._database.execute(tables.REVISIT.format("VALUES (?, ?, ?, 1)"), row)

    def put_other(self, digest: str | None) -> None:
        """Keep that a page with this *digest* is here, which is no whole article by itself."""
        if digest:
            self._database.execute("INSERT OR IGNORE INTO others VALUES (?)", (digest,))

    def put_loss(self, loss: Loss) -> None:
        """Keep that a page gave no article for want of a field, unless a later one gave none."""
        self._database.execute(tables.LOSE.format("VALUES (?, ?, ?)"), loss)

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
            self._database.executescript(tables.FORGET)

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
            for statement in tables.MERGED:
                self._database.execute(statement)
            put = f"INSERT INTO files VALUES (?, ?, ({tables.BROKEN}))"
            self._database.execute(put, (name, archive))
        self._database.execute("COMMIT")

    def articles(self) -> Iterator[Article]:
        """Yield the newest reading of each article, by publisher, date and key."""
        for document, fetched in self._database.execute(tables.NEWEST):
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
        found = Counter(dict(self._database.execute("SELECT reason, count FROM counts")))
        (lost,) = self._database.execute(tables.WITHOUT_ORIGINAL).fetchone()
        found[Skip.REVISIT.value] += lost
        found[ARTICLES] += self.pages.whole()
        found[Reason.NOT_WHOLE.value] += self.pages.not_whole()
        return {reason: found[reason] for reason in sorted(found) if found[reason]}

    def close(self) -> None:
        """Let go of the file, in which all is that was kept and counted."""
        self._database.executemany(tables.COUNT.format("VALUES (?, ?)"), self._counted.items())
        if self._database.in_transaction:
            self._database.execute("COMMIT")
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
