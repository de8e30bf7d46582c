"""Which articles a run asks for: each once, and none that the store has."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from newsscraper.crawl.date_probes import DateProbes, denies
from newsscraper.crawl.keeping import Arrival, Keeper, Known, Stored
from newsscraper.crawl.scope import Scope
from newsscraper.crawl.stand_ins import StandIns
from newsscraper.crawl.taken import Wanted
from newsscraper.crawl.tally import Tally
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import Reason, Verdict
from newsscraper.items import Article, Link
from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.store import ledger, revisions
from newsscraper.store.article_store import Store
from newsscraper.store.ledger import Entry, Listed
from newsscraper.store.states import HERE, OPEN, State


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
        self.probes = DateProbes(scope, store.clock.now())
        self.stand_ins = StandIns(urls.publisher, scope.window)
        self.tally = Tally(is_list=scope.is_list)
        self.keeper = Keeper(store, run, self.tally)

    def ask(self, urls: Iterable[str]) -> Iterator[Wanted]:
        """Yield the articles at *urls* that the store does not have, however often they failed.

        It does not have those of several whose addresses led to one article.
        """
        by_key: dict[str, str] = {}
        for url in urls:
            by_key.setdefault(str(self.urls.key(url)), url)
        with self.store.reading() as transaction:
            strayed = ledger.strayed(transaction, by_key)
        for keys in revisions.chunked(list(by_key)):
            with self.store.writing() as transaction:
                known = ledger.look_up(transaction, keys)
                here = {key for key, entry in known.items() if entry.state in HERE} - strayed
                missing = [key for key in keys if key not in here]
                dates = {key: entry.date for key, entry in known.items()}
                rows = [Listed(key, by_key[key], 0, dates.get(key)) for key in missing]
                wanted = self.enter(transaction, rows)
            yield from wanted

    def resume(self) -> Iterator[Wanted]:
        """Yield the articles that earlier runs left open and that are due."""
        after = ""
        while rows := self._due(after):
            after = rows[-1].key
            for key, url, hops, date, _ in rows:
                if key not in self.asked and self.scope.may_hold_date(date):
                    self.asked[key], self.probes.dates[key] = hops, date
                    self.owed.add(key)
                    yield Wanted(key, url, hops)

    def _due(self, after: str) -> list[Listed]:
        with self.store.reading() as transaction:
            now = self.store.clock.now()
            return ledger.due(transaction, self.urls.publisher, self.run, after, now)

    def again(self, moment: str) -> Iterator[Wanted]:
        """Yield stored articles, published at *moment* or later, to be fetched once more.

        Their related links are not followed.
        """
        with self.store.reading() as transaction:
            found = revisions.published_since(transaction, self.urls.publisher, moment)
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
        rows, nearer = self._told_apart(links, known, hops)
        wanted = self.enter(transaction, rows)
        ledger.come_nearer(transaction, nearer)
        for row in nearer:
            wanted += self._catch_up(transaction, row.key, hops)
        return wanted

    def _told_apart(
        self, links: Mapping[str, Link], known: Mapping[str, Entry], hops: int
    ) -> tuple[list[Listed], list[Listed]]:
        """Return those to be fetched now, and the others to which this is a shorter way."""
        rows, nearer = [], []
        for key, link in links.items():
            entry = known.get(key)
            row = Listed(key, link["url"], hops, link["date_published"])
            if entry is None:
                rows.append(row)
            elif self._is_wanted(entry, link):
                date = entry.date or row.date
                rows.append(row._replace(hops=min(hops, entry.hops), date=date))
                if entry.state in OPEN:
                    self.owed.add(key)
            elif hops < entry.hops:
                nearer.append(row._replace(state=entry.state))
        return rows, nearer

    def pass_by(self, transaction: Connection, links: Mapping[str, Link]) -> None:
        """Enter *links*, by the key of their article, that lie out of the window."""
        rows = [
            Listed(key, link["url"], 0, link["date_published"], State.OUT_OF_WINDOW)
            for key, link in links.items()
        ]
        ledger.put(transaction, self.urls.publisher, self.run, rows)

    def enter(self, transaction: Connection, rows: list[Listed]) -> list[Wanted]:
        """Enter *rows*, with the dates that they have there, and return them to be fetched now."""
        ledger.put(transaction, self.urls.publisher, self.run, rows)
        self.asked.update((row.key, row.hops) for row in rows)
        self.probes.dates.update((row.key, row.date) for row in rows)
        return [Wanted(row.key, row.url, row.hops) for row in rows]

    def fetch_anyway(self, transaction: Connection, rows: Iterable[Listed]) -> list[Wanted]:
        """Return *rows*, each in the state that it has, to be fetched whatever their date."""
        fresh = [row for row in rows if row.key not in self.asked]
        self.owed.update(row.key for row in fresh if row.state in OPEN)
        return self.enter(transaction, [row._replace(state=State.LISTED) for row in fresh])

    def _is_wanted(self, entry: Entry, link: Link) -> bool:
        """Tell whether an article that a list showed before is to be fetched now."""
        if entry.key in self.asked or entry.run == self.run:
            return False
        if not self.scope.may_hold_date(entry.date) and not denies(link, entry):
            return False
        is_due = entry.state in OPEN and (entry.next_try or "") <= self.store.clock.stamp()
        return is_due or entry.state == State.OUT_OF_WINDOW

    def receive(self, article: Article, asked: str, addresses: Iterable[str]) -> list[Wanted]:
        """Note how *article* came, until it is stored or dropped; return what to fetch for it.

        *asked* is the key of the URL that was asked for, *addresses* those that led to the page.
        The related articles are in the ledger then. They have to be told before the article is
        stored, as its hops are forgotten with that.
        """
        others = {url for url in addresses if url != article.url}
        self.arrivals[str(article.key)] = Arrival(asked or str(article.key), sorted(others))
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
        elif article := revisions.document_of(transaction, key):
            links = self._to_follow(article, hops)
            return self.admit(transaction, links, ledger.look_up(transaction, links), hops + 1)
        return []

    def store_article(self, article: Article, finder: DuplicateFinder) -> Stored | Known | Reason:
        """Commit *article* with what *finder* says it repeats; see `Keeper.keep`."""
        key = str(article.key)
        arrival = self.arrivals.pop(key, Arrival(key))
        arrival.hops = self.forget(arrival.asked)
        return self.keeper.keep(article, finder, arrival)

    def drop(self, article: Article) -> str:
        """Forget how *article* came, as it cannot be stored; return the key that was asked for."""
        key = str(article.key)
        return self.arrivals.pop(key, Arrival(key)).asked

    def leave(self, article: Article, asked: str) -> None:
        """Note that *article* lies out of the window after all.

        What an earlier run listed may lie in that one's window: it stays to be fetched.
        """
        state = State.LISTED if asked in self.owed else State.OUT_OF_WINDOW
        self.forget(asked)
        with self.store.writing() as transaction:
            ledger.leave(transaction, asked, article.date_published, state)
            if asked == article.key:
                self.tally.articles += 1
            else:
                self.keeper.stray(transaction, asked, str(article.key), state)

    def fail(self, asked: str, verdict: Verdict) -> State | None:
        """Note that an article could not be had this time; return its state in the ledger."""
        self.forget(asked)
        with self.store.writing() as transaction:
            now = self.store.clock.now()
            state = ledger.fail(transaction, asked, verdict, self.run, now)
        self.tally.failed(verdict, state)
        return state

    def forget(self, asked: str) -> int:
        """Note that an article is no more on its way; return its hops."""
        self.owed.discard(asked)
        self.probes.dates.pop(asked, None)
        return self.asked.pop(asked, 0)
