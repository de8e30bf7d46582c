"""Which extraction read a revision, and what a newer one puts in its place."""

import pytest
from worlds.press import article

from newsscraper.items import EXTRACTION
from newsscraper.store import rereading, revisions
from newsscraper.store.article_store import Store


@pytest.fixture
def writing():
    """Return a transaction on a store with two revisions of article 1, and article 2."""
    store = Store.open(None)
    with store.writing() as transaction:
        for told in (article(1, body="a"), article(1, body="b"), article(2)):
            revisions.add(transaction, told, 1)
        yield transaction
    store.close()


def read_by(transaction, extraction):
    transaction.exec_driver_sql("UPDATE revisions SET extraction = ?", (extraction,))


def test_what_todays_extraction_read_is_not_outdated(writing):
    assert rereading.outdated(writing, article(1).key) is None
    assert rereading.outdated(writing, article(3).key) is None


@pytest.mark.parametrize("extraction", [None, EXTRACTION - 1])
def test_what_an_older_one_read_is_outdated_of_the_newest_revision(writing, extraction):
    read_by(writing, extraction)
    assert rereading.outdated(writing, article(1).key) == 2


def test_what_a_newer_program_read_is_not_replaced_by_an_older_one(writing):
    read_by(writing, EXTRACTION + 1)
    assert rereading.outdated(writing, article(1).key) is None


def test_a_document_is_replaced_in_its_place(writing):
    read_by(writing, None)
    anew = article(1, body="c")
    anew.revision, anew.section = 2, "opini"
    rereading.replace(writing, 2, anew)
    assert rereading.outdated(writing, anew.key) is None
    found = writing.exec_driver_sql(
        "SELECT seq, revision, json_extract(document, '$.body'), extraction FROM revisions"
    )
    assert [tuple(row) for row in found] == [
        (1, 1, "a", None),
        (2, 2, "c", EXTRACTION),
        (3, 1, "Isi.", None),
    ]
    newest = "SELECT revision, content_hash, section FROM articles WHERE key = ?"
    assert tuple(writing.exec_driver_sql(newest, (anew.key,)).one()) == (2, "c", "opini")
    assert revisions.add(writing, article(1, body="c"), 2) is None
