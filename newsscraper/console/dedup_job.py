"""What `scrapy dedup` does: counts the articles that repeat another, or compares all anew."""

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Final

from scrapy.settings import BaseSettings

from newsscraper.console.open_store import existing_store, reading_store
from newsscraper.duplicates import rebuild
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.messages.meter import Meter
from newsscraper.messages.wording import in_columns
from newsscraper.store import matches, revisions
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.comparison_tables import ANEW
from newsscraper.store.locks import publisher_lock, publisher_locks

_LOCK: Final = "dedup"
"""Name of the lock of those who compare anew, among those of publishers."""

_PAUSE: Final = 0.12
"""Seconds: who waits for the store looks at it each tenth of a second."""


def compare_anew(settings: BaseSettings) -> int:
    """Compare all articles of the store anew, while runs go on; return how many marks changed.

    Raises CannotGoOn when another does so, or the store cannot be used; it is as it was then.
    """
    finder = DuplicateFinder.from_settings(settings, ANEW)
    place, clock = existing_store(settings), Clock()
    with ExitStack() as stack:
        stack.callback(publisher_lock(place, _LOCK, clock).release)
        store = Store.open(place, clock)
        stack.callback(store.close)
        with store.reading() as transaction:
            newest = revisions.newest_of_all(transaction)
        meters = {what: Meter(what) for what in rebuild.Work}
        return rebuild.rebuild(store, finder, partial(_rest, store, meters, newest))


def _rest(
    store: Store, meters: Mapping[rebuild.Work, Meter], newest: int, work: rebuild.Work, seq: int
) -> None:
    """Show how far a *work* is; let a run have its turn, if there is any in the *store*.

    On a server, who waits has the next turn in any case.
    """
    meters[work].show(seq, newest)
    if store.path and len(publisher_locks(store.path)) > 1:
        time.sleep(_PAUSE)


def counts(settings: BaseSettings) -> Sequence[str]:
    """Return the lines of a table: articles and duplicates of each publisher.

    Raises CannotGoOn when the store cannot be used.
    """
    rows = [["publisher", "articles", "exact", "near"]]
    with reading_store(settings) as transaction:
        rows += [[str(cell) for cell in row] for row in matches.counts(transaction)]
    return list(in_columns(rows))
