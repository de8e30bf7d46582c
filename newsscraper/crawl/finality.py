"""Whether what a run delivered need not be delivered again."""

from newsscraper.crawl.ending import Ending
from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import Exit
from newsscraper.store.article_store import Store
from newsscraper.store.open_work import all_open


class Finality:
    """What was open of a publisher when its run began, by which the run's deliveries are judged."""

    def __init__(self, store: Store, publisher: str) -> None:
        """Look at what is open now. Raises CannotGoOn when the store cannot be read."""
        self._store = store
        self._publisher = publisher
        self._before = self._all_open()

    def _all_open(self) -> set[tuple[str, ...]]:
        with self._store.reading() as transaction:
            return all_open(transaction, self._publisher)

    def is_final(self, outcome: Outcome, ending: Ending) -> bool:
        """Tell whether the run did all that it was to do, but for what was open before it.

        A file of such a run may be replaced by the next; else that holds the same once more, as
        nobody may have read it: the run was not at its end, or its articles are not believed yet.
        Raises CannotGoOn when the store cannot be read.
        """
        if outcome.exit_code != Exit.PARTIAL:
            return outcome.exit_code in (Exit.COMPLETE, Exit.CHANGED)
        if ending.reason != "finished" or ending.suspicion:
            return False
        return self._all_open() <= self._before
