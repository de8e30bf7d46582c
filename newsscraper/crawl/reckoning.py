"""What the store and the counts tell of a run when it ends."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.counts import Counts, Stat
from newsscraper.crawl.ending import Ending, PageChange
from newsscraper.failures import CannotGoOn
from newsscraper.publisher.facts import Publisher
from newsscraper.store import page_changes, revisions
from newsscraper.store.article_store import Store
from newsscraper.store.open_work import OpenWork, Reach, open_work


@dataclass(frozen=True)
class Reckoning:
    """Adds to what is known of a run's ending."""

    publisher: type[Publisher]
    asked: Arguments
    run: int
    """Number of the run; 0 if it did not begin."""

    def counted(self, ending: Ending, counts: Counts) -> Ending:
        """Return *ending* with what was asked for, and the numbers of the run."""
        return replace(
            ending,
            publisher=self.publisher.name,
            floor=self.publisher.floor,
            is_list=bool(self.asked.urls),
            is_incremental=self.asked.is_incremental,
            skipped=self.asked.skipped_count,
            counts=counts.snapshot(),
            refusals=counts.by_reason(Stat.REFUSED),
            not_rechecked=counts.by_reason(Stat.NOT_RECHECKED),
        )

    def stored(self, ending: Ending, store: Store | None) -> Ending:
        """Return *ending* with what *store* tells; if it cannot be read, with why."""
        if store is None:
            return ending
        left, held, changes = self._looked_up(store, ending)
        zone = ZoneInfo(self.publisher.timezone)
        due = left.next_try
        return replace(
            ending,
            store_failure=str(store.failure) if store.failure else None,
            store_name=store.name if store.place else None,
            held=held,
            open=left,
            changes=changes,
            now=store.clock.now().astimezone(zone),
            next_try=datetime.fromisoformat(due).astimezone(zone) if due else None,
        )

    def _looked_up(
        self, store: Store, ending: Ending
    ) -> tuple[OpenWork, int, tuple[PageChange, ...]]:
        """Return what is open, how many articles there are, and what has changed on pages."""
        nothing = OpenWork(), 0, ()
        if store.failure or not self.run:
            return nothing
        try:
            with store.reading() as transaction:
                held = revisions.count(transaction, self.publisher.name)
                changed = page_changes.open_changes(transaction, self.publisher.name)
                changes = tuple(
                    PageChange(row.field, row.text, row.url, is_told=row.is_told) for row in changed
                )
                left = open_work(transaction, self._reach(ending), store.clock.now())
                return left, held, changes
        except CannotGoOn:  # the store keeps it as its failure
            return nothing

    def _reach(self, ending: Ending) -> Reach:
        keys = map(self.publisher.article_urls.key, self.asked.urls)
        return Reach(
            self.publisher.name,
            self.run,
            self.asked.window,
            tuple(filter(None, keys)) if self.asked.urls else None,
            frozenset(walk.road for walk in ending.walks),
        )
