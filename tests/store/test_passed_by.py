"""What is known of an article that a window passed by: its printed date, and if it was fetched."""

import pytest
from worlds.press import INDEX, Press, article, key, link

from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import Fate, Verdict
from newsscraper.store import ledger, passed_by, walk_log
from newsscraper.store.ledger import Listed
from newsscraper.store.states import State

FRONT = "https://mediaindonesia.com/ekonomi"


@pytest.fixture
def paper(open_store):
    """Return a press whose walk 1 has passed by the articles 1 to 6, and fetched some of them."""
    made = Press(open_store)
    frontier = made.run().frontier
    with made.store.writing() as transaction:
        rows = [
            Listed(key(n), link(n)["url"], 0, link(n, 10)["date_published"], State.OUT_OF_WINDOW)
            for n in range(1, 7)
        ]
        ledger.put(transaction, "mediaindonesia", 1, rows)
        walk_log.show(transaction, INDEX, 1, [row.key for row in rows])
        ledger.leave(transaction, key(2), "2026-10-01T09:00:00+07:00", State.OUT_OF_WINDOW)
    frontier.store_article(article(3), DuplicateFinder(30, 0.3))
    frontier.fail(key(4), Verdict(Fate.FAILED, "http_500", 500))
    yield made
    made.store.close()


def test_the_date_of_a_list_is_kept_until_the_articles_own_is_known(paper):
    with paper.store.reading() as transaction:
        assert passed_by.date_of(transaction, key(1)) == "2026-01-10T10:00:00+07:00"
        assert passed_by.date_of(transaction, key(2)) == "2026-10-01T09:00:00+07:00"
        assert passed_by.date_of(transaction, key(99)) is None


def test_what_was_fetched_or_tried_needs_no_list_to_tell_its_date(paper):
    with paper.store.reading() as transaction:
        found = passed_by.with_own_date(transaction, map(key, range(1, 9)))
    assert found == {key(2), key(3), key(4)}


def test_what_a_walk_showed_and_nobody_fetched_is_found_chunk_by_chunk(paper):
    with paper.store.reading() as transaction:
        rows = passed_by.unseen(transaction, 1, "")
        assert [row.key for row in rows] == [key(1), key(5), key(6)]
        assert passed_by.unseen(transaction, 1, key(5)) == rows[2:]
        assert passed_by.unseen(transaction, 2, "") == []


def test_the_walks_of_a_run_that_showed_an_article_are_found_by_road(paper):
    with paper.store.writing() as transaction:
        walk_log.show(transaction, FRONT, 2, [key(1)])
        assert passed_by.walks_showing(transaction, key(1), [1, 2]) == {INDEX: 1, FRONT: 2}
        assert passed_by.walks_showing(transaction, key(1), [2]) == {FRONT: 2}
        assert passed_by.walks_showing(transaction, key(5), [2]) == {}
