"""The full-text index follows the newest revision of each article, in the same transaction."""

from contextlib import closing, suppress

import pytest
from lab.older_stores import VERSION_8, make_older
from worlds.press import article

from newsscraper.store import rereading, revisions, text_index, text_search
from newsscraper.store.article_store import Store
from newsscraper.window import Window


@pytest.fixture
def path(tmp_path):
    return tmp_path / "articles.db"


def told(number, body):
    return article(number, body=body)


def add(store, *articles):
    with store.writing() as transaction:
        for each in articles:
            revisions.add(transaction, each, 1)


def found(store, words):
    """The numbers of the articles that have the words; the index agrees with the store."""
    with store.writing() as transaction:
        check = "INSERT INTO news_text (news_text, rank) VALUES ('integrity-check', 0)"
        transaction.exec_driver_sql(check)
        seqs = text_search.seqs(transaction, text_search.match_of(words), None, Window())
        return sorted(int(each.article.key[-1]) for each in revisions.queued(transaction, seqs))


def test_a_new_revision_takes_the_old_text_out(path):
    with closing(Store.open(path)) as store:
        add(store, told(1, "padi"), told(2, "padi"))
        assert found(store, "padi") == [1, 2]
        add(store, told(1, "jagung"))
        assert (found(store, "padi"), found(store, "jagung")) == ([2], [1])
        add(store, told(1, "padi lagi"), told(1, "kedelai"))
        assert (found(store, "padi"), found(store, "kedelai")) == ([2], [1])


def test_a_revision_that_is_read_anew_is_found_by_its_new_text(path):
    with closing(Store.open(path)) as store:
        add(store, told(1, "padi"))
        anew = told(1, "gabah")
        anew.revision = 1
        with store.writing() as transaction:
            rereading.replace(transaction, 1, anew)
        assert (found(store, "padi"), found(store, "gabah")) == ([], [1])


def test_what_is_not_stored_after_all_is_not_found(path):
    with closing(Store.open(path)) as store:
        add(store, told(1, "padi"))
        with suppress(LookupError), store.writing() as transaction:
            revisions.add(transaction, told(1, "jagung"), 1)
            raise LookupError
        assert (found(store, "padi"), found(store, "jagung")) == ([1], [])


@pytest.fixture
def older(path):
    """The path of a store of version 8 with 1,203 revisions, the last three of one article."""
    with closing(Store.open(path)) as store:
        add(store, *(told(number, f"padi {number}") for number in range(1000, 2200)))
        add(store, told(1, "padi"), told(1, "beras"), told(1, "nasi"))
    return make_older(path, VERSION_8)


def some(store):
    with store.writing() as transaction:
        return text_index.put_in_more(transaction)


def test_an_older_store_is_put_in_step_by_step_and_goes_on_after_a_break(older):
    steps = []
    while not steps or steps[-1] < 1203:
        with closing(Store.open(older)) as store:  # each time anew
            steps.append(some(store)[0])
    assert steps == [500, 1000, 1203]
    with closing(Store.open(older)) as store:
        assert (found(store, "beras"), found(store, "nasi")) == ([], [1])
        assert len(found(store, "padi")) == 1200
        assert some(store) == (1203, 1203)


@pytest.mark.parametrize("steps", range(4))
def test_runs_may_store_while_an_older_store_is_put_in(older, steps):
    with closing(Store.open(older)) as store:
        for _ in range(steps):
            some(store)
        add(store, told(1, "lontong"), told(3, "ketupat"), told(1000, "ketan"))
        for _ in range(3 - steps):
            some(store)
        for words, numbers in {"nasi": [], "lontong": [1], "ketupat": [3], "ketan": [0]}.items():
            assert found(store, words) == numbers
        assert len(found(store, "padi")) == 1199
