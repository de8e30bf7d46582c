"""Whether a run need not deliver again: by how it ended, and by what is newly open."""

import pytest
from worlds.press import key

from newsscraper.crawl.ending import Ending
from newsscraper.crawl.finality import is_final
from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import Exit
from newsscraper.store import ledger
from newsscraper.store.ledger import Listed
from newsscraper.store.states import State

RUN = 3


@pytest.fixture
def ended(press):
    """Return a function that tells whether a run is final which ended so."""
    store = press().store

    def told(reason):
        return Ending(reason, publisher="mediaindonesia", suspicion=suspicion)

    suspicion = None

    def final(code, reason="finished", *states):
        with store.writing() as transaction:
            rows = [Listed(key(at), "https://a", 0, None, each) for at, each in enumerate(states)]
            ledger.put(transaction, "mediaindonesia", RUN, rows)
        return is_final(Outcome(code, ""), told(reason), store, RUN)

    return final


@pytest.mark.parametrize("code", list(Exit))
def test_a_run_is_final_if_it_did_its_work(ended, code):
    done = {Exit.COMPLETE, Exit.CHANGED, Exit.PARTIAL}
    assert ended(code) == (code in done)


def test_a_partial_run_is_not_final_if_anything_is_newly_open(ended):
    assert ended(Exit.PARTIAL, "finished", State.STORED)
    assert not ended(Exit.PARTIAL, "finished", State.LISTED)
    assert ended(Exit.COMPLETE, "finished", State.LISTED), "it is not for this run"


def test_a_run_that_a_limit_stopped_is_not_final(ended):
    assert not ended(Exit.PARTIAL, "closespider_itemcount")
