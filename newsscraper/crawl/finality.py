"""Whether what a run delivered need not be delivered again."""

from newsscraper.crawl.ending import Ending
from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import Exit
from newsscraper.store.article_store import Store
from newsscraper.store.open_work import is_newly_open


def is_final(outcome: Outcome, ending: Ending, store: Store, run: int) -> bool:
    """Tell whether a run did all that it was to do, but for what was open before it.

    A file of such a run may be replaced by the next; else that holds the same once more, as nobody
    may have read it: the run was not at its end, or its articles are not believed yet. Raises
    CannotGoOn when the store cannot be read.
    """
    if outcome.exit_code != Exit.PARTIAL:
        return outcome.exit_code in (Exit.COMPLETE, Exit.CHANGED)
    if ending.reason != "finished" or ending.suspicion:
        return False
    with store.reading() as transaction:
        return not is_newly_open(transaction, ending.publisher, run)
