from dataclasses import replace

import pytest
from worlds.press import article

from newsscraper.archives.stored_counterpart import Absent, as_kept, counterpart
from newsscraper.store import revisions

FETCHED = "2026-02-01T05:00:00+00:00"


def with_hash(made):
    return replace(made, content_hash=f"{made.headline} {made.body}")


@pytest.fixture
def transaction(open_store):
    store = open_store()
    with store.writing() as transaction:
        revisions.add(transaction, with_hash(replace(article(1), fetched_at=FETCHED)), 1)
        yield transaction
    store.close()


def test_a_fetch_of_the_same_minute_is_the_same_page(transaction):
    came = replace(article(1, body="lain"), fetched_at="2026-02-01T05:00:59+00:00")
    assert counterpart(transaction, came).article.fetched_at == FETCHED
    assert counterpart(transaction, replace(article(2), fetched_at=FETCHED)) is Absent.UNKNOWN


def test_an_archive_from_before_a_change_is_of_another_state(transaction):
    stored = replace(article(1), fetched_at=FETCHED, date_modified="2026-01-31T10:00:00+07:00")
    revisions.replace(transaction, 1, stored)
    came = replace(article(1), fetched_at="2026-01-25T00:00:00+00:00")
    assert counterpart(transaction, came) is Absent.OTHER_STATE
    assert counterpart(transaction, replace(came, fetched_at="2026-02-09T00:00:00+00:00")).seq == 1


@pytest.mark.parametrize("day", [7, 20])
def test_a_page_with_the_text_of_an_earlier_revision_is_that_one(transaction, day):
    corrected = replace(
        article(1), headline="Judul yang dibetulkan", fetched_at="2026-02-09T05:00:00+00:00"
    )
    revisions.add(transaction, with_hash(corrected), 2)
    came = with_hash(replace(article(1), fetched_at=f"2026-02-{day:02}T05:00:00+00:00"))
    assert counterpart(transaction, came).article.headline == article(1).headline


def test_a_page_from_between_two_revisions_with_the_text_of_neither_is_none_of_them(
    transaction,
):
    corrected = replace(article(1), headline="Dua", fetched_at="2026-02-09T05:00:00+00:00")
    revisions.add(transaction, with_hash(corrected), 2)
    came = with_hash(replace(corrected, headline="Tiga", fetched_at="2026-02-08T05:00:00+00:00"))
    assert counterpart(transaction, came) is Absent.OTHER_STATE
    later = replace(came, fetched_at="2026-02-19T05:00:00+00:00")
    assert counterpart(transaction, later).article.headline == "Dua"


def test_what_only_the_store_knows_stays():
    stored = replace(article(1), revision=3, fetched_at=FETCHED, duplicate_of="a:1", similarity=0.5)
    kept = as_kept(article(1, body="baru"), stored)
    assert (kept.revision, kept.fetched_at, kept.duplicate_of) == (3, FETCHED, "a:1")
    assert kept.body == "baru"
