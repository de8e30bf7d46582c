"""The states of the ledger: what is here, what is still to be fetched, what is settled."""

from newsscraper.store.states import HERE, OPEN, State

SETTLED = {State.OUT_OF_WINDOW, State.GONE, State.GIVEN_UP, State.NOT_ARTICLE}


def test_a_state_is_here_or_open_or_settled_and_never_two_of_these():
    groups = [set(HERE), set(OPEN), SETTLED]
    assert set().union(*groups) == set(State)
    assert sum(map(len, groups)) == len(State)


def test_a_state_is_written_as_its_name():
    assert [str(state) for state in State] == [state.name.lower() for state in State]
