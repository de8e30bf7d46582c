"""What ended in the last runs, and how it is doubted."""

from datetime import UTC, datetime

import pytest

from newsscraper.items import Article
from newsscraper.store import recent_ends, revisions
from newsscraper.store.clock import stamp_of
from newsscraper.store.recent_ends import RecentEnds
from newsscraper.store.schema import ledger

ME, NOON = "mediaindonesia", datetime(2026, 1, 20, 5, tzinfo=UTC)
HOME = "https://mediaindonesia.com"


@pytest.fixture
def writing(open_store):
    """A store with articles of three runs: stored, repeated, led elsewhere, gone, failed."""
    store = open_store()
    with store.writing() as transaction:
        put(transaction, 1, "a", "stored", "satu")
        put(transaction, 1, "b", "duplicate", "satu")
        put(transaction, 2, "c", "duplicate")
        put(transaction, 2, "d", "gone")
        put(transaction, 3, "e", "gone", suspected=NOON)
        put(transaction, 3, "f", "failed")
        put(transaction, 3, "g", "stored", "dua")
        yield transaction
    store.close()


def put(transaction, run, key, state, body=None, suspected=None):
    row = {"key": key, "publisher": ME, "url": f"{HOME}/{key}", "state": state, "hops": 0}
    mark = suspected and stamp_of(suspected)
    row |= {"tries": 0, "run": run, "suspected": mark, "reason": "http_404"}
    transaction.execute(ledger.insert(), row)
    if body:
        article = Article(key, ME, row["url"], body=body, content_hash=key)
        article.date_published = "2026-01-20T10:00:00+07:00"
        revisions.add(transaction, article, run)


@pytest.mark.parametrize(
    ("enough", "found"),
    [
        (1, RecentEnds(3, 0, 0, 1)),
        (2, RecentEnds(2, 1, 1, 3)),
        (4, RecentEnds(1, 1, 1, 5)),
        (99, RecentEnds(1, 1, 1, 5)),
    ],
)
def test_the_last_runs_are_taken_until_they_are_enough(writing, enough, found):
    assert recent_ends.last_ends(writing, ME, 1, enough) == found


def test_runs_before_the_first_do_not_count_nor_do_other_publishers(writing):
    assert recent_ends.last_ends(writing, ME, 3, 9) == RecentEnds(3, 0, 0, 1)
    assert recent_ends.last_ends(writing, "kompas", 1, 9) == RecentEnds(1)


def test_what_is_doubted_is_open_again_but_what_was_believed(writing):
    recent_ends.reopen_since(writing, ME, 1, NOON)
    rows = writing.execute(
        ledger.select()
        .order_by(ledger.c.key)
        .with_only_columns(ledger.c.key, ledger.c.state, ledger.c.reason)
    )
    assert [tuple(row) for row in rows] == [
        ("a", "stored", "http_404"),
        ("b", "duplicate", "http_404"),
        ("c", "failed", "elsewhere"),
        ("d", "failed", "http_404"),
        ("e", "gone", "http_404"),
        ("f", "failed", "http_404"),
        ("g", "stored", "http_404"),
    ]


def test_the_texts_of_what_is_stored_are_told(writing):
    assert sorted(recent_ends.texts_since(writing, ME, 1)) == ["dua", "satu", "satu"]
    assert list(recent_ends.texts_since(writing, ME, 2)) == ["dua"]
