"""Whether what a run delivered need not be delivered again."""

from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import Exit
from newsscraper.store.article_store import Store
from newsscraper.store.open_work import is_newly_open


def is_final(outcome: Outcome, reason: str, store: Store, publisher: str, run: int) -> bool:
    """Tell whether a run did all that it was to do, but for what was open before it.

    *reason* is Scrapy's word for why its spider was closed. A file of such a run may be replaced by
    the next; else that holds the same once more, as nobody may have read it: the run was not at its
    end. Raises CannotGoOn when the store cannot be read.
    """
    if outcome.exit_code != Exit.PARTIAL:
        return outcome.exit_code in (Exit.COMPLETE, Exit.CHANGED)
    if reason != "finished":
        return False
    with store.reading() as transaction:
        return not is_newly_open(transaction, publisher, run)
