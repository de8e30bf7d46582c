"""Which articles a run asks for: each once, and none that the store has."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection

from newsscraper.clock import now
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import Verdict
from newsscraper.items import Article, Link
from newsscraper.normalize.urls import ArticleUrls
from newsscraper.scope import Scope
from newsscraper.store import HERE, articles, ledger
from newsscraper.store.ledger import Entry, Listed
from newsscraper.store.schema import OPEN_STATES
from newsscraper.store.store import Store


class Wanted(NamedTuple):
    """An article to be fetched."""

    key: str
    url: str
    hops: int
    """"Berita Lainnya" links that led here from an index page."""


class Stored(NamedTuple):
    """A revision that was committed."""

    seq: int
    is_duplicate: bool
    """An exact one, which feeds leave out."""


@dataclass
class Arrival:
    """How an article came."""

    asked: str
    """Key of the URL that was asked for: after some redirects another than the article's."""
    urls: list[str] = field(default_factory=list)
    """The addresses that led to it."""


class Frontier:
    """Asks the store which articles are new, and tells it what became of each.

    In memory are only the articles on their way. An article may be met as a related one first and
    be listed by an index page later: then it counts as listed, and its related links are followed
    after all.
    """

    def __init__(self, store: Store, run: int, urls: ArticleUrls, scope: Scope, hops: int) -> None:
        self.store = store
        self.run = run
        self.urls = urls
        self.scope = scope
        self.limit = hops
        """Hops of related links to follow."""
        self.asked: dict[str, int] = {}
        """Articles on their way: key -> hops."""
        self.owed: set[str] = set()
        """Those of them that an earlier run listed, and not this one."""
        self.arrivals: dict[str, Arrival] = {}

    def ask(self, urls: Iterable[str]) -> Iterator[Wanted]:
        """Yield the articles at *urls* that the store does not have, however often they failed."""
        by_key: dict[str, str] = {}
        for url in urls:
            by_key.setdefault(str(self.urls.key(url)), url)
        for keys in articles.chunked(list(by_key)):
            with self.store.writing() as transaction:
                known = ledger.look_up(transaction, keys)
                here = {key for key, entry in known.items() if entry.state in HERE}
                missing = [key for key in keys if key not in here]
                rows = [Listed(key, by_key[key], 0, None) for key in missing]
                wanted = self._enter(transaction, rows)
            yield from wanted

    def resume(self) -> Iterator[Wanted]:
        """Yield the articles that earlier runs left open and that are due."""
        after = ""
        while rows := self._due(after):
            after = rows[-1].key
            for key, url, hops, date, _ in rows:
                if key not in self.asked and self.scope.may_hold_date(date):
                    self.asked[key] = hops
                    self.owed.add(key)
                    yield Wanted(key, url, hops)

    def _due(self, after: str) -> list[Listed]:
        with self.store.reading() as transaction:
            return ledger.due(transaction, self.urls.publisher, self.run, after)

    def again(self, moment: str) -> Iterator[Wanted]:
        """Yield stored articles, published at *moment* or later, to be fetched once more.

        Their related links are not followed.
        """
        with self.store.reading() as transaction:
            found = articles.published_since(transaction, self.urls.publisher, moment)
        for key, url, date in found:
            if key not in self.asked and self.scope.may_hold_date(date):
                self.asked[key] = self.limit
                yield Wanted(key, url, self.limit)

    def admit(
        self,
        transaction: Connection,
        links: Mapping[str, Link],
        known: Mapping[str, Entry],
        hops: int = 0,
    ) -> list[Wanted]:
        """Enter *links*, by the key of their article, and return those to be fetched now.

        *known* is what the ledger says of them.
        """
        rows, nearer = [], []
        for key, link in links.items():
            entry = known.get(key)
            row = Listed(key, link["url"], hops, link["date_published"])
            if entry is None:
                rows.append(row)
            elif self._is_wanted(entry):
                rows.append(row._replace(hops=min(hops, entry.hops)))
                if entry.state in OPEN_STATES:
                    self.owed.add(key)
            elif hops < entry.hops:
                nearer.append(row._replace(state=entry.state))
        wanted = self._enter(transaction, rows)
        ledger.put(transaction, self.urls.publisher, self.run, nearer)
        for row in nearer:
            wanted += self._catch_up(transaction, row.key, hops)
        return wanted

    def pass_by(self, transaction: Connection, links: Mapping[str, Link]) -> None:
        """Enter *links*, by the key of their article, that lie out of the window."""
        rows = [
            Listed(key, link["url"], 0, link["date_published"], "out_of_window")
            for key, link in links.items()
        ]
        ledger.put(transaction, self.urls.publisher, self.run, rows)

    def _enter(self, transaction: Connection, rows: list[Listed]) -> list[Wanted]:
        ledger.put(transaction, self.urls.publisher, self.run, rows)
        self.asked.update((row.key, row.hops) for row in rows)
        return [Wanted(row.key, row.url, row.hops) for row in rows]

    def _is_wanted(self, entry: Entry) -> bool:
        """Tell whether an article that a list showed before is to be fetched now."""
        if entry.key in self.asked or entry.run == self.run:
            return False
        if not self.scope.may_hold_date(entry.date):  # its own, where a list prints none
            return False
        is_due = entry.state in OPEN_STATES and (entry.next_try or "") <= now()
        return is_due or entry.state == "out_of_window"

    def follow(self, article: Article, asked: str) -> list[Wanted]:
        """Return which related articles to fetch; they are in the ledger then.

        *asked* is the key of the URL that was asked for.
        """
        hops = self.asked.get(asked, 0)
        links = self._to_follow(article, hops)
        if not links:
            return []
        with self.store.writing() as transaction:
            return self.admit(transaction, links, ledger.look_up(transaction, links), hops + 1)

    def _to_follow(self, article: Article, hops: int) -> dict[str, Link]:
        """Return the related links to follow from an article that is *hops* away, by key.

        Those that are on their way already are left out, unless this is the shorter way to them.
        """
        if hops >= self.limit:
            return {}
        return {
            key: link
            for link in article.related
            if (key := self.urls.key(link["url"]))
            and hops + 1 < self.asked.get(key, hops + 2)
            and self.scope.is_worth_following(link, article)
        }

    def _catch_up(self, transaction: Connection, key: str, hops: int) -> list[Wanted]:
        """Follow the related links of an article to which there is a shorter way than before."""
        if key in self.asked:
            self.asked[key] = hops
        elif article := articles.document_of(transaction, key):
            links = self._to_follow(article, hops)
            return self.admit(transaction, links, ledger.look_up(transaction, links), hops + 1)
        return []

    def arrived(self, article: Article, asked: str, urls: Iterable[str]) -> None:
        """Note how *article* came, until it is stored or dropped."""
        others = {url for url in urls if url != article.url}
        self.arrivals[str(article.key)] = Arrival(asked or str(article.key), sorted(others))

    def store_article(self, article: Article, finder: DuplicateFinder) -> Stored | None:
        """Commit *article* with what *finder* says it repeats; None when it is stored like that."""
        key = str(article.key)
        arrival = self.arrivals.pop(key, Arrival(key))
        hops = self._forget(arrival.asked)
        with self.store.writing() as transaction:
            stored = self._add(transaction, article, finder)
            articles.add_aliases(transaction, key, arrival.urls)
            original = article.duplicate_of if finder.is_left_out(transaction, article) else None
            ledger.store(transaction, self.run, article, hops, original)
            if arrival.asked != key:
                ledger.redirect(transaction, arrival.asked, key)
        return stored

    def _add(
        self, transaction: Connection, article: Article, finder: DuplicateFinder
    ) -> Stored | None:
        finding = finder.mark(transaction, article)
        if seq := articles.add(transaction, article, self.run):
            return Stored(seq, finder.keep(transaction, seq, article, finding))
        return None

    def drop(self, article: Article) -> str:
        """Forget how *article* came, as it cannot be stored; return the key that was asked for."""
        key = str(article.key)
        return self.arrivals.pop(key, Arrival(key)).asked

    def leave(self, article: Article, asked: str) -> None:
        """Note that *article* lies out of the window after all.

        What an earlier run listed may lie in that one's window: it stays to be fetched.
        """
        state = "listed" if asked in self.owed else "out_of_window"
        self._forget(asked)
        with self.store.writing() as transaction:
            ledger.leave(transaction, asked, article.date_published, state)

    def fail(self, asked: str, verdict: Verdict) -> str | None:
        """Note that an article could not be had this time; return its state in the ledger."""
        self._forget(asked)
        with self.store.writing() as transaction:
            return ledger.fail(transaction, asked, verdict, self.run)

    def _forget(self, asked: str) -> int:
        """Note that an article is no more on its way; return its hops."""
        self.owed.discard(asked)
        return self.asked.pop(asked, 0)
