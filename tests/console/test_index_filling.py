"""The full-text index of a store that lacks articles is filled, in either kind of database."""

from contextlib import closing

import pytest
from lab.engines import raw
from worlds.press import article

from newsscraper.console.index_filling import fill_index
from newsscraper.store import revisions, text_index, text_search
from newsscraper.window import Window


@pytest.fixture
def store(open_store):
    """A store of five articles, none of which is in its index."""
    with closing(open_store()) as store:
        with store.writing() as transaction:
            raw(transaction, "UPDATE text_index SET reached = 0, until = 5")
            for number in range(5):
                revisions.add(transaction, article(number, body="Padi."), 1)
        yield store


def found(store):
    with store.reading() as transaction:
        return len(text_search.seqs(transaction, text_search.match_of("padi"), None, Window()))


def test_all_articles_are_found_then(store):
    assert found(store) == 0
    fill_index(store)
    assert found(store) == 5
    fill_index(store)
    assert found(store) == 5


def test_a_break_leaves_the_rest_to_the_next(store, monkeypatch):
    put_in_more = text_index.put_in_more

    def broken(transaction):
        put_in_more(transaction)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(text_index, "put_in_more", broken)
        with pytest.raises(KeyboardInterrupt):
            fill_index(store)
    assert found(store) == 0
    fill_index(store)
    assert found(store) == 5
