"""Holds: of either kind, in a file or on a server, they are taken, asked and let go of alike."""

import pytest

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store.clock import Clock
from newsscraper.store.holds import Hold
from newsscraper.store.location import place_at
from newsscraper.store.locks import publisher_hold, publisher_lock


@pytest.fixture
def place(engine, tmp_path):
    """Where a store is, in either kind of database."""
    return tmp_path / "articles.db" if engine.name == "sqlite" else place_at(engine.url(tmp_path))


def test_a_hold_is_taken_and_nobody_elses_until_it_is_let_go_of(place):
    hold = publisher_hold(place, "detik", Clock())
    assert {name for name in vars(Hold) if not name.startswith("_")} <= set(dir(hold))
    assert list(hold.taking()) == []
    assert (hold.may_go_on(), hold.loss) == (True, None)
    with pytest.raises(CannotGoOn, match=r"^detik in .* is held by another run: process ") as told:
        publisher_lock(place, "detik", Clock())
    assert told.value.exit_code == Exit.HELD
    publisher_lock(place, "kompas", Clock()).release()
    hold.release()
    publisher_lock(place, "detik", Clock()).release()
