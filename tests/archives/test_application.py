"""What is read from archives goes into the store as another extraction of what is there."""

import sqlite3
from dataclasses import replace

import pytest
from lab.engines import raw
from worlds.press import article

from newsscraper.archives.application import INSERTED, REREAD, Application
from newsscraper.archives.losses import Loss
from newsscraper.archives.originals import TABLES, Originals
from newsscraper.archives.stored_counterpart import Absent, counterpart
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.items import EXTRACTION
from newsscraper.store import delivered, ledger, revisions
from newsscraper.store.documents import from_document

TEXT = " ".join(f"Pedagang ke-{at} menata dagangannya di alun-alun." for at in range(20))


def told(number, day=1, **values):
    made = article(number, body=values.pop("body", f"{TEXT} {number}"))
    return replace(made, fetched_at=f"2026-02-0{day}T05:00:00+00:00", **values)


@pytest.fixture
def store(open_store):
    """A store with two revisions of article 1, of two days, and one of article 2."""
    store = open_store()
    with store.writing() as transaction:
        for each in (told(1), told(1, day=3, body=f"{TEXT} diperbarui"), told(2, authors=["Ani"])):
            revisions.add(transaction, each, 1)
            ledger.store(transaction, 1, each, 0)
    yield store
    store.close()


def no_originals():
    """What a work that begins has of those before it."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript(TABLES)
    return Originals(database)


def apply(store, *articles, applies=True, originals=None, **options):
    application = Application(
        store, DuplicateFinder(30, 0.3), originals or no_originals(), applies=applies, **options
    )
    for each in articles:
        application.take(each)
    return application


def rows(store):
    with store.reading() as transaction:
        found = raw(
            transaction, "SELECT key, revision, document, extraction FROM revisions ORDER BY seq"
        )
        return [
            (key, revision, (article := from_document(document)).byline, read, article.fetched_at)
            for key, revision, document, read in found
        ]


def test_without_being_asked_nothing_changes(store):
    before = rows(store)
    application = apply(store, told(2, byline="Ani"), told(9), applies=False)
    assert rows(store) == before
    assert [each.field for each in application.diff.changes()] == ["authors", "byline"]
    assert application.counts == {Absent.UNKNOWN: 1}


def test_an_article_of_which_nothing_is_read_has_lost_a_field_and_stays_in_the_store(store):
    before = rows(store)
    application = apply(store, told(2))
    application.miss(Loss(told(1).key, "body", "2026-02-01T06:00:00+00:00"))
    application.miss(Loss(told(9).key, "body", "2026-02-01T06:00:00+00:00"))
    (_, row) = application.diff.rows()
    assert [row[name] for name in ("field", "compared", "lost")] == ["body", 2, 1]
    assert row["samples"]["lost"] == [{"url": told(1).url, "before": f"{TEXT} 1", "after": None}]
    assert [each[:2] for each in rows(store)] == [each[:2] for each in before]


@pytest.mark.parametrize(("day", "revision"), [(1, 1), (3, 2)])
def test_the_revision_that_was_fetched_nearest_is_read_anew(store, day, revision):
    body = f"{TEXT} 1" if revision == 1 else f"{TEXT} diperbarui"
    came = replace(told(1, day=day, byline="Ani Lestari", body=body))
    came = replace(came, fetched_at=came.fetched_at.replace("05:00:00", "05:00:09"))
    application = apply(store, came)
    assert application.counts == {REREAD: 1}
    changed = [row for row in rows(store) if row[2] == "Ani Lestari"]
    key = told(1).key
    assert changed == [(key, revision, "Ani Lestari", EXTRACTION, f"2026-02-0{day}T05:00:00+00:00")]
    assert len(rows(store)) == 3
    with store.reading() as transaction:
        newest = revisions.document_of(transaction, key)
    assert newest.body == f"{TEXT} diperbarui"
    assert newest.revision == 2


def test_applied_twice_is_applied_once(store):
    apply(store, told(2, byline="Ani Lestari"))
    assert apply(store, told(2, byline="Ani Lestari")).counts == {}


def test_what_was_done_before_a_kill_is_told_by_who_goes_on(store):
    def came():
        updated = told(1, day=3, body=f"{TEXT} diperbarui", byline="Sari")
        return [told(2, byline="Ani Lestari"), told(5), updated]

    whole = apply(store, *came(), applies=False)
    first = apply(store, *came()[:2], inserts=True, originals=(originals := no_originals()))
    assert first.counts == {REREAD: 1, Absent.UNKNOWN: 1, INSERTED: 1}
    again = apply(store, *came(), inserts=True, originals=originals)
    assert again.counts == {REREAD: 2, Absent.UNKNOWN: 1, INSERTED: 1}
    assert list(again.diff.rows()) == list(whole.diff.rows())
    assert again.diff.compared == whole.diff.compared
    assert apply(store, *came(), inserts=True).counts == {}


def test_what_another_did_after_the_kill_is_compared_as_it_is(store):
    originals = no_originals()
    apply(store, told(2, byline="Ani Lestari"), originals=originals)
    apply(store, told(2, byline="Budi"))
    again = apply(store, told(2, byline="Ani Lestari"), originals=originals)
    (row,) = [each for each in again.diff.rows() if each["field"] == "byline"]
    assert row["samples"]["changed"][0]["before"] == "Budi"
    assert again.counts == {REREAD: 1}


def test_what_a_newer_program_read_stays(store):
    with store.writing() as transaction:
        raw(transaction, "UPDATE revisions SET extraction = ?", EXTRACTION + 1)
    before = rows(store)
    assert apply(store, told(2, byline="Ani Lestari")).counts == {}
    assert rows(store) == before


def test_a_page_that_was_changed_in_between_is_not_put_in_its_place(store):
    another = "Gubernur meresmikan jembatan gantung yang baru selesai. " * 20
    application = apply(store, told(2, day=8, body=another))
    assert application.counts == {Absent.OTHER_STATE: 1}
    later = told(2, day=8, date_modified="2026-02-05T09:00:00+07:00")
    with store.reading() as transaction:
        assert counterpart(transaction, later) is Absent.OTHER_STATE


def test_what_the_store_does_not_know_is_put_in_only_if_that_is_asked_for(store):
    assert apply(store, told(5)).counts == {Absent.UNKNOWN: 1}
    assert apply(store, told(5), inserts=True).counts[INSERTED] == 1
    with store.reading() as transaction:
        assert ledger.state_of(transaction, told(5).key) == "stored"
        assert revisions.document_of(transaction, told(5).key).fetched_at == told(5).fetched_at


def owed(store, feed_of="toko"):
    with store.reading() as transaction:
        feed = delivered.open_feed(transaction, "out.jsonl", told(1).publisher)
        return [
            (each.article.key, each.article.revision)
            for each in revisions.queued(
                transaction, delivered.owed_since(transaction, feed, with_duplicates=True)
            )
        ]


@pytest.fixture
def feeds(store):
    """Two feeds: one that has all, and one that lacks the last revision."""
    with store.writing() as transaction:
        feed = delivered.open_feed(transaction, "out.jsonl", told(1).publisher)
        late = delivered.open_feed(transaction, "late.jsonl", told(1).publisher)
        late.delivered = 2
        delivered.advance(transaction, late)
    return feed


def test_feeds_are_told_nothing(store, feeds):
    apply(store, told(2, byline="Ani Lestari"), told(5), inserts=True)
    assert owed(store) == []
    with store.writing() as transaction:
        late = delivered.open_feed(transaction, "late.jsonl", told(1).publisher)
        seqs = delivered.owed_since(transaction, late, with_duplicates=True)
    assert list(seqs) == [3]


def test_feeds_are_told_what_changed_if_that_is_asked_for(store, feeds):
    came = told(1, day=1, byline="Ani Lestari")
    apply(store, came, told(5), told(2, authors=["Ani"]), inserts=True, feeds=True)
    assert owed(store) == [(told(1).key, 1), (told(5).key, 1)]
    apply(store, told(2, byline="Budi"), feeds=True)
    assert owed(store) == [(told(1).key, 1), (told(2).key, 1), (told(5).key, 1)]
