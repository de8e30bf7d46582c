"""Which extraction read a revision, and what a newer one puts in its place."""

import json

import pytest
from lab.engines import raw
from worlds.press import article

from newsscraper.items import EXTRACTION
from newsscraper.store import rereading, revisions


@pytest.fixture
def writing(open_store):
    """Return a transaction on a store with two revisions of article 1, and article 2."""
    store = open_store()
    with store.writing() as transaction:
        for told in (article(1, body="a"), article(1, body="b"), article(2)):
            revisions.add(transaction, told, 1)
        yield transaction
    store.close()


def read_by(transaction, extraction):
    raw(transaction, "UPDATE revisions SET extraction = ?", extraction)


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
    found = raw(writing, "SELECT seq, revision, document, extraction FROM revisions ORDER BY seq")
    assert [(seq, each, json.loads(said)["body"], read) for seq, each, said, read in found] == [
        (1, 1, "a", None),
        (2, 2, "c", EXTRACTION),
        (3, 1, "Isi.", None),
    ]
    newest = "SELECT revision, content_hash, section FROM articles WHERE key = ?"
    assert tuple(raw(writing, newest, anew.key).one()) == (2, "c", "opini")
    assert revisions.add(writing, article(1, body="c"), 2) is None
