"""Puts what was read from archives into the store: as another extraction of what is there."""

from collections import Counter
from copy import copy
from typing import Final

from sqlalchemy import Connection

from newsscraper.archives.field_diff import FieldDiff
from newsscraper.archives.losses import Loss
from newsscraper.archives.originals import Originals
from newsscraper.archives.stored_counterpart import (
    Absent,
    as_kept,
    counterpart,
    nearest_revision,
)
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.items import EXTRACTION, Article
from newsscraper.store import delivered, ledger, rereading, revisions
from newsscraper.store.article_store import Store
from newsscraper.store.rereading import StoredRevision

REREAD: Final = "read anew"
INSERTED: Final = "inserted"

_NO_RUN: Final = 0
"""Number that no run has."""


class Application:
    """Compares articles with the store, and puts them there as far as that is asked for."""

    def __init__(
        self,
        store: Store,
        finder: DuplicateFinder,
        originals: Originals,
        *,
        applies: bool = False,
        inserts: bool = False,
        feeds: bool = False,
    ) -> None:
        self._store = store
        self._finder = finder
        self._originals = originals
        """What the store had before this work, which may have been killed."""
        self._applies = applies
        self._inserts = inserts
        self._feeds = feeds
        """Whether feeds are told."""
        self.diff = FieldDiff()
        self.counts: Counter[str] = Counter()
        """What became of the articles."""

    def take(self, article: Article) -> None:
        """Compare *article*, and put it into the store in one transaction if it is to go there."""
        if not self._applies and not self._inserts:
            with self._store.reading() as transaction:
                self._note(counterpart(transaction, article), article)
            return
        with self._store.writing() as transaction:
            kept = counterpart(transaction, article)
            if isinstance(kept, StoredRevision) and self._recall(kept, article):
                return
            self._note(kept, article)
            if isinstance(kept, StoredRevision):
                if self._applies:
                    self._apply(transaction, kept, article)
            elif kept is Absent.UNKNOWN and self._inserts:
                self._insert(transaction, article)

    def miss(self, loss: Loss) -> None:
        """Compare an article of which nothing was read today; what the store has stays."""
        with self._store.reading() as transaction:
            kept = nearest_revision(transaction, loss.key, loss.fetched)
        if kept:
            without = copy(kept.article)
            setattr(without, loss.field, None)
            self.diff.add(kept.article, without)

    def _recall(self, kept: StoredRevision, article: Article) -> bool:
        """Note what this work did with *article* before it was killed; tell whether it did."""
        original = self._originals.get(kept.article)
        if original is None or not _is_known(kept, as_kept(article, kept.article)):
            return False
        if original.article:
            self.diff.add(original.article, article)
            self.counts[REREAD] += 1
        else:
            self.counts[Absent.UNKNOWN] += 1
            self.counts[INSERTED] += 1
        return True

    def _note(self, kept: StoredRevision | Absent, article: Article) -> None:
        if isinstance(kept, Absent):
            self.counts[kept] += 1
        else:
            self.diff.add(kept.article, as_kept(article, kept.article))

    def _apply(self, transaction: Connection, kept: StoredRevision, article: Article) -> None:
        if _is_known(kept, article) or kept.extraction > EXTRACTION:  # a newer program read it
            return
        self._originals.keep(article, kept.article)
        self._finder.keep_reread(transaction, kept.seq, article, kept.article)
        put = rereading.replace if kept.is_newest else rereading.replace_older
        put(transaction, kept.seq, article)
        self.counts[REREAD] += 1
        if self._feeds and article != kept.article:
            delivered.owe_again(transaction, str(article.publisher), kept.seq)

    def _insert(self, transaction: Connection, article: Article) -> None:
        newest = revisions.newest_seq(transaction, str(article.publisher))
        finding = self._finder.mark(transaction, article)
        seq = revisions.add(transaction, article, _NO_RUN)
        assert seq
        self._originals.keep(article, None)
        self._finder.keep(transaction, seq, article, finding)
        is_left_out = self._finder.is_left_out(transaction, article)
        original = article.duplicate_of if is_left_out else None
        ledger.store(transaction, _NO_RUN, article, 0, original)
        self.counts[INSERTED] += 1
        if not self._feeds:
            delivered.pass_over(transaction, str(article.publisher), seq, newest)


def _is_known(kept: StoredRevision, article: Article) -> bool:
    return article == kept.article and kept.extraction == EXTRACTION
