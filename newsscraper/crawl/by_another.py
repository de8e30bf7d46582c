"""A publisher that another run has crawled since our command began: its verdict is ours."""

import logging
from collections.abc import Mapping
from typing import Final

from scrapy.settings import BaseSettings

from newsscraper.crawl.opened_store import opened_store
from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store import run_log
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.location import store_place

_VERDICTS: Final = (
    Exit.COMPLETE,
    Exit.CHANGED,
    Exit.PARTIAL,
    Exit.NOTHING_FOUND,
    Exit.REFUSED,
    Exit.LAYOUT_CHANGED,
)
"""Exit codes that tell of the publisher; others tell of a machine, or of who stopped a run."""


class CrawledByAnother(CannotGoOn):
    """There is nothing to do: another run has done it."""

    def __init__(self, who: str, run: run_log.EndedRun) -> None:
        """Tell *who* did it, and how that *run* ended."""
        word, _, rest = run.outcome.partition(": ")
        super().__init__(Exit(run.exit_code), f"{word}, by {who}: {rest}")


def not_begun(cause: CannotGoOn) -> Outcome:
    """Return the outcome of a run that *cause* kept from beginning."""
    if not isinstance(cause, CrawledByAnother):
        return Outcome(cause.exit_code, f"Not begun: {cause}.")
    level = logging.ERROR
    if cause.exit_code in (Exit.COMPLETE, Exit.CHANGED, Exit.PARTIAL):
        level = logging.INFO if cause.text.startswith("Complete") else logging.WARNING
    return Outcome(cause.exit_code, cause.text, level)


def newest_run(settings: BaseSettings) -> int:
    """Return the number of the newest run in the store, 0 if there is none.

    Later ones have higher numbers, whatever the clocks of their machines say. Raises CannotGoOn
    when the store cannot be used.
    """
    place = store_place(settings)
    if place is None or not place.exists():
        return 0
    with opened_store(place, Clock(), settings, None) as store, store.reading() as transaction:
        return run_log.newest(transaction)


def leave_to_another(
    store: Store, publisher: str, arguments: Mapping[str, str], newest: int, holder: str
) -> None:
    """Raise CrawledByAnother when a run after the *newest* one was asked for the same, and had it.

    *holder* is who was seen to hold the publisher last. Files that name URLs may differ.
    """
    if "urls" in arguments:
        return
    with store.reading() as transaction:
        for run in run_log.ended_after(transaction, publisher, newest):
            if run.arguments == arguments and run.exit_code in _VERDICTS:
                who = f"process {run.pid}"
                is_seen = holder.startswith((f"{who} ", f"{who},"))
                raise CrawledByAnother(holder.partition(", since ")[0] if is_seen else who, run)
