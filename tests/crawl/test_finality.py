"""Whether a run need not deliver again: by how it ended, and by what is newly open."""

import pytest
from worlds.press import key

from newsscraper.crawl.ending import Ending
from newsscraper.crawl.finality import Finality
from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import Exit
from newsscraper.store import ledger
from newsscraper.store.ledger import Listed
from newsscraper.store.states import State

RUN = 3


@pytest.fixture
def ended(press):
    """Return a function that tells whether a run is final which ended so.

    What was open before it is given by states, as what is open at its end.
    """
    store = press().store

    def enter(states):
        with store.writing() as transaction:
            rows = [Listed(key(at), "https://a", 0, None, each) for at, each in enumerate(states)]
            ledger.put(transaction, "mediaindonesia", RUN, rows)

    def final(code, reason="finished", *states, before=()):
        enter(before)
        finality = Finality(store, "mediaindonesia")
        enter(states)
        return finality.is_final(Outcome(code, ""), Ending(reason, publisher="mediaindonesia"))

    return final


@pytest.mark.parametrize("code", list(Exit))
def test_a_run_is_final_if_it_did_its_work(ended, code):
    done = {Exit.COMPLETE, Exit.CHANGED, Exit.PARTIAL}
    assert ended(code) == (code in done)


def test_a_partial_run_is_not_final_if_anything_is_newly_open(ended):
    assert ended(Exit.PARTIAL, "finished", State.STORED)
    assert not ended(Exit.PARTIAL, "finished", State.LISTED)
    assert ended(Exit.COMPLETE, "finished", State.LISTED), "it is not for this run"


def test_what_was_open_before_is_not_newly_open_though_it_failed_for_the_first_time(ended):
    assert ended(Exit.PARTIAL, "finished", State.FAILED, before=[State.LISTED])
    assert ended(Exit.PARTIAL, "finished", State.FAILED, before=[State.FAILED])
    assert not ended(Exit.PARTIAL, "finished", State.STORED, State.FAILED, before=[State.LISTED])
    assert not ended(Exit.PARTIAL, "finished", State.FAILED, before=[State.OUT_OF_WINDOW])


def test_a_run_that_a_limit_stopped_is_not_final(ended):
    assert not ended(Exit.PARTIAL, "closespider_itemcount")
