"""Puts what was read from archives into the store: as another extraction of what is there."""

from collections import Counter
from copy import copy
from typing import Final

from sqlalchemy import Connection

from newsscraper.archives.field_diff import FieldDiff
from newsscraper.archives.losses import Loss
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
        *,
        applies: bool = False,
        inserts: bool = False,
        feeds: bool = False,
    ) -> None:
        self._store = store
        self._finder = finder
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
                self._compare(transaction, article)
            return
        with self._store.writing() as transaction:
            kept = self._compare(transaction, article)
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

    def _compare(self, transaction: Connection, article: Article) -> StoredRevision | Absent:
        kept = counterpart(transaction, article)
        if isinstance(kept, Absent):
            self.counts[kept] += 1
        else:
            self.diff.add(kept.article, as_kept(article, kept.article))
        return kept

    def _apply(self, transaction: Connection, kept: StoredRevision, article: Article) -> None:
        is_known = article == kept.article and kept.extraction == EXTRACTION
        if is_known or kept.extraction > EXTRACTION:  # a newer program read it
            return
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
        self._finder.keep(transaction, seq, article, finding)
        is_left_out = self._finder.is_left_out(transaction, article)
        original = article.duplicate_of if is_left_out else None
        ledger.store(transaction, _NO_RUN, article, 0, original)
        self.counts[INSERTED] += 1
        if not self._feeds:
            delivered.pass_over(transaction, str(article.publisher), seq, newest)
