"""Keeps an article that came: as a new one, as a revision, read anew, or as not believed yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from sqlalchemy import Connection

from newsscraper.crawl.tally import Tally
from newsscraper.duplicates.compared_text import Text
from newsscraper.duplicates.comparison import is_read_otherwise
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import Reason
from newsscraper.items import Article
from newsscraper.store import ledger, rereading, revisions, settling, shrunken
from newsscraper.store.article_store import Store
from newsscraper.store.states import HERE, State


class Stored(NamedTuple):
    """A revision that was committed."""

    seq: int
    document: str
    """Its JSON."""
    is_duplicate: bool
    """An exact one, which feeds leave out."""


class Known(Enum):
    """Why an article that came is no revision: the store has this one already."""

    UNCHANGED = "Stored before"
    REEXTRACTED = "Stored before, and read anew"
    """An older extraction had read it. Its document is replaced."""


@dataclass
class Arrival:
    """How an article came."""

    asked: str
    """Key of the URL that was asked for: after some redirects another than the article's."""
    urls: list[str] = field(default_factory=list)
    """The addresses that led to it."""
    hops: int = 0
    """Related links between it and an index page."""


class Keeper:
    """Commits the articles of one run, and lets its *tally* count them."""

    def __init__(self, store: Store, run: int, tally: Tally) -> None:
        self.store = store
        self.run = run
        self.tally = tally

    def keep(
        self, article: Article, finder: DuplicateFinder, arrival: Arrival
    ) -> Stored | Known | Reason:
        """Commit *article* with what *finder* says it repeats.

        Return a reason when it is not believed yet.
        """
        key = str(article.key)
        with self.store.writing() as transaction:
            newest = revisions.document_of(transaction, key)
            seq = self._seq_read_anew(transaction, article, newest) if newest else None
            text = self._see_text(transaction, article, newest)
            if arrival.asked != key:
                self.stray(transaction, arrival.asked, key)
            elif text != State.STORED and not seq:  # what is settled is not judged with the others
                self.tally.came(article.body)
            revisions.add_aliases(transaction, key, arrival.urls)
            if text == State.FAILED:
                return Reason.SAME_TEXT
            if newest and self._has_shrunk(transaction, article, newest):
                return Reason.SHRUNK
            if newest and seq:
                return self._reread(transaction, seq, article, newest, finder)
            stored = self._add(transaction, article, newest, finder, arrival.hops)
            return stored or Known.UNCHANGED

    def _see_text(
        self, transaction: Connection, article: Article, newest: Article | None
    ) -> State | None:
        """Return what is to be thought of a text that is as before, None if it is another."""
        if newest is None or newest.content_hash != article.content_hash:
            return None
        now = self.store.clock.now()
        doubted = settling.see_same_text(transaction, str(article.key), self.run, now)
        return doubted or State.STORED

    def stray(
        self, transaction: Connection, asked: str, key: str, state: State = State.DUPLICATE
    ) -> None:
        """Note that the address of *asked* leads to article *key*; count it while it is open.

        It is to become *state*.
        """
        now = self.store.clock.now()
        if ledger.redirect(transaction, asked, key, self.run, now, state) == State.LISTED:
            self.tally.strayed()

    def _has_shrunk(self, transaction: Connection, article: Article, newest: Article) -> bool:
        """Tell whether the page of an article has lost most of its *newest* text; then keep it.

        That text has to be one that is believed.
        """
        key = str(article.key)
        if ledger.state_of(transaction, key) not in HERE:
            return False
        self.tally.rechecked += 1
        if not _is_short(article, newest):
            shrunken.drop(transaction, key)
            return False
        self.tally.shrunk += 1
        article.revision = newest.revision
        shrunken.put(transaction, article, self.run, self.store.clock.stamp())
        return True

    def _seq_read_anew(
        self, transaction: Connection, article: Article, newest: Article
    ) -> int | None:
        """Return the seq of the *newest* revision if *article* is that one, only read otherwise.

        It is not if the page says that it was changed since, or the text is another. Nor if the
        stored text is not believed: what came in its place may be the article's own at last.
        """
        key = str(article.key)
        seq = rereading.outdated(transaction, key)
        if seq is None or ledger.state_of(transaction, key) not in HERE:
            return None
        is_other = (
            _is_later(article.date_modified, newest.fetched_at)
            or _is_short(article, newest)
            or not is_read_otherwise(Text(newest.body or ""), Text(article.body or ""))
        )
        return None if is_other else seq

    def _reread(
        self,
        transaction: Connection,
        seq: int,
        article: Article,
        newest: Article,
        finder: DuplicateFinder,
    ) -> Known:
        """Let the *newest* revision, *seq*, be *article* from now on.

        The ledger needs no word of it: it is stored there, and stays the duplicate that it is.
        """
        article.revision = newest.revision
        finder.keep_reread(transaction, seq, article, newest)
        rereading.replace(transaction, seq, article)
        return Known.REEXTRACTED

    def _add(
        self,
        transaction: Connection,
        article: Article,
        newest: Article | None,
        finder: DuplicateFinder,
        hops: int,
    ) -> Stored | None:
        finding = finder.mark(transaction, article)
        stored = None
        if added := revisions.added_to(transaction, article, self.run, newest):
            is_duplicate = finder.keep(transaction, added.seq, article, finding)
            stored = Stored(*added, is_duplicate)
        original = article.duplicate_of if finder.is_left_out(transaction, article) else None
        ledger.store(transaction, self.run, article, hops, original)
        return stored

    def accept_shrunk(
        self, publisher: str, finder: DuplicateFinder
    ) -> list[tuple[Article, Stored]]:
        """Commit what the run saw again of what stored articles had a day before already.

        Nothing if half of the rechecked articles have shrunk: then the pages are wrong.
        """
        if not self.tally.has_few_shrunk:
            return []
        with self.store.writing() as transaction:
            return list(self._accept(transaction, publisher, finder))

    def _accept(
        self, transaction: Connection, publisher: str, finder: DuplicateFinder
    ) -> Iterator[tuple[Article, Stored]]:
        before = settling.long_ago(self.store.clock.now())
        for article in shrunken.seen_since(transaction, publisher, self.run, before):
            key = str(article.key)
            shrunken.drop(transaction, key)
            hops = ledger.look_up(transaction, [key])[key].hops
            newest = revisions.document_of(transaction, key)
            if stored := self._add(transaction, article, newest, finder, hops):
                yield article, stored


def _is_short(article: Article, newest: Article) -> bool:
    """Tell whether *article* has less than half of the words of the *newest* revision."""
    return article.word_count * 2 < newest.word_count


def _is_later(moment: str | None, than: str | None) -> bool:
    if moment is None or than is None:
        return False
    return datetime.fromisoformat(moment) > datetime.fromisoformat(than)
