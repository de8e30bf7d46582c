"""The settlement of a run: at its end it is clear what of it can be believed."""

from contextlib import suppress
from datetime import timedelta
from typing import Final

from scrapy.crawler import Crawler

from newsscraper.crawl.counts import Counts, Stat
from newsscraper.crawl.frontier import Frontier
from newsscraper.crawl.keeping import Stored
from newsscraper.crawl.repeats import Repeats
from newsscraper.crawl.settled_roads import settle_roads
from newsscraper.crawl.tally import ENOUGH, ENOUGH_AT_A_STOP, Tally, suspicion_of
from newsscraper.crawl.walker import Walker
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import CannotGoOn, Reason, http_reason
from newsscraper.feeds.wanted import feeds_hold_duplicates
from newsscraper.items import Article
from newsscraper.signals import article_revised, article_stored
from newsscraper.store import future_times, recent_ends, revisions, run_log, settling
from newsscraper.store.settling import Settled
from newsscraper.store.states import InCommon, State

_DAY: Final = timedelta(hours=24)


def put_right(frontier: Frontier) -> None:
    """Put right what earlier runs left behind that were cut off, or had a wrong clock."""
    store = frontier.store
    with store.writing() as transaction:
        future_times.correct(transaction, frontier.urls.publisher, store.clock.now())
    reopen_cut_off(frontier)


def reopen_cut_off(frontier: Frontier) -> None:
    """Judge the texts that runs stored which were cut off before they could do it themselves."""
    publisher, store = frontier.urls.publisher, frontier.store
    tally = Tally(is_list=frontier.tally.is_list)
    with store.reading() as transaction:
        first = run_log.cut_off_before(transaction, publisher, frontier.run)
        if first is None:
            return
        after = revisions.last_before(transaction, publisher, first)
        for text in revisions.texts(transaction, publisher, after):
            tally.came(text)
    if tally.suspicion(ENOUGH_AT_A_STOP):
        with store.writing() as transaction:
            settling.reopen(transaction, publisher, after, tally.texts.values, store.clock.now())


class Settlement:
    """Makes final, at the end of a run, what can be believed of it, and leaves the rest open."""

    def __init__(self, crawler: Crawler, walker: Walker, counts: Counts) -> None:
        self.crawler = crawler
        self.walker = walker
        self.frontier = walker.frontier
        self.counts = counts

    def make(self, *, is_whole: bool = True) -> None:
        """Settle what the run left pending, before its feeds are delivered.

        A run that is not *whole*, as something ended it, settles nothing: what it saw of some
        may be a fault of all. A store that cannot be written remembers it by itself: then all of
        it stays open.
        """
        with suppress(CannotGoOn):
            if is_whole:
                settle_roads(self.walker)
            for settled in self._settle(is_whole=is_whole):
                self._count(settled)
            if is_whole and not self.frontier.tally.is_list:
                self._look_back()
            self._revise()

    def _settle(self, *, is_whole: bool) -> list[Settled]:
        frontier = self.frontier
        suspicion = frontier.tally.suspicion(ENOUGH if is_whole else ENOUGH_AT_A_STOP)
        kind = suspicion.kind if suspicion else None
        publisher, run = frontier.urls.publisher, frontier.run
        with frontier.store.writing() as transaction:
            now = frontier.store.clock.now()
            if kind in (InCommon.SAME_TEXT, InCommon.MIXED):
                first = run_log.cut_off_before(transaction, publisher, run) or run
                after = revisions.last_before(transaction, publisher, first)
                settling.reopen(transaction, publisher, after, frontier.tally.texts.values, now)
            return settling.settle(transaction, publisher, run, now, kind) if is_whole else []

    def _look_back(self) -> None:
        """Doubt what the runs of a day have settled, a few articles each, if it is too much."""
        frontier, tally = self.frontier, self.frontier.tally
        repeats = self.counts[Stat.EXACT_DUPLICATES]
        if tally.suspicion() or not tally.is_doubtful(repeats):
            return
        publisher, now = frontier.urls.publisher, frontier.store.clock.now()
        with frontier.store.writing() as transaction:
            first = run_log.first_since(transaction, publisher, now - _DAY) or frontier.run
            ends, texts = recent_ends.last_ends(transaction, publisher, first, ENOUGH), Repeats()
            for text in recent_ends.texts_since(transaction, publisher, ends.run):
                texts.add(text)
            tally.of_a_day = suspicion_of(ends.gone, ends.elsewhere, texts.count, ends.of)
            if tally.of_a_day:
                after = revisions.last_before(transaction, publisher, ends.run)
                settling.reopen(transaction, publisher, after, texts.values, now)
                recent_ends.reopen_since(transaction, publisher, ends.run, now)

    def _count(self, settled: Settled) -> None:
        """Count what stays open as failed; what is not found was counted when it did not come."""
        state, is_final, status, urls = settled
        if state == State.GONE and is_final and status:
            self.counts.move(Stat.NOT_FOUND, Stat.GONE, urls, http_reason(status))
        elif state not in (State.GONE, State.FAILED) and not is_final:
            self.counts.add(Stat.FAILED, urls, reason=Reason.ELSEWHERE)

    def _revise(self) -> None:
        """Store the shorter texts of articles that are believed by now, and tell feeds of them."""
        finder = DuplicateFinder.from_settings(self.crawler.settings)
        keeper, publisher = self.frontier.keeper, self.frontier.urls.publisher
        for article, stored in keeper.accept_shrunk(publisher, finder):
            self._tell(article_revised, article, stored)
            if stored.is_duplicate and not feeds_hold_duplicates(self.crawler.settings):
                self.counts.add(Stat.EXACT_DUPLICATES)
                continue
            self.counts.add(Stat.SCRAPED)
            self._tell(article_stored, article, stored, document=stored.document)

    def _tell(self, signal: object, article: Article, stored: Stored, **others: str) -> None:
        self.crawler.signals.send_catch_log(signal, article=article, seq=stored.seq, **others)
