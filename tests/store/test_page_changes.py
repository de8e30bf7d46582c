"""Rows of what has changed on pages."""

import pytest
from sqlalchemy import select

from newsscraper.store import drift_tables, page_changes
from newsscraper.store.article_store import Store
from newsscraper.store.profile_rows import Kept
from newsscraper.store.states import Stage

ME = Kept("detik", "")


@pytest.fixture
def transaction():
    store = Store.open(None)
    with store.writing() as transaction:
        yield transaction
    store.close()


def row(question="authors", **others):
    known = {"stage": Stage.OPEN, "first": 5, "question": question, "kind": "lacks", "value": ""}
    figures = {"found": 1, "of": 2, "usual": 0.1, "scale": 20}
    return {**known, **figures, "field": question, "text": question, "last": None, **others}


def test_a_change_is_told_once(transaction):
    page_changes.put(transaction, ME, None, row())
    [change] = page_changes.open_changes(transaction, "detik")
    assert not change.is_told
    page_changes.tell(transaction, "detik")
    page_changes.put(transaction, ME, change.id, row(found=2))
    [change] = page_changes.open_changes(transaction, "detik")
    assert (change.is_told, change.found) == (True, 2)


def test_what_is_accepted_or_well_is_open_no_more(transaction):
    page_changes.put(transaction, ME, None, row())
    page_changes.put(transaction, ME, None, row("editors", stage=Stage.WELL, last=7))
    page_changes.put(transaction, Kept("kompas", ""), None, row())
    assert page_changes.accept(transaction, "detik") == 1
    assert page_changes.open_changes(transaction, "detik") == []
    stages = select(drift_tables.page_changes.c.stage).order_by("id")
    assert transaction.scalars(stages).all() == [Stage.ACCEPTED, Stage.WELL, Stage.OPEN]
    assert len(page_changes.known(transaction, ME)) == 2
    assert len(page_changes.open_changes(transaction, "kompas")) == 1


def test_what_was_over_long_ago_is_forgotten(transaction):
    page_changes.put(transaction, ME, None, row())
    page_changes.put(transaction, ME, None, row("editors", stage=Stage.WELL, last=7))
    page_changes.forget_before(transaction, ME, 7)
    assert len(page_changes.known(transaction, ME)) == 2
    page_changes.forget_before(transaction, ME, 8)
    assert [each.question for each in page_changes.known(transaction, ME)] == ["authors"]


def test_what_an_older_extraction_showed_says_nothing(transaction, monkeypatch):
    page_changes.put(transaction, ME, None, row())
    for module in ("page_changes", "profile_rows"):
        monkeypatch.setattr(f"newsscraper.store.{module}.EXTRACTION", 99)
    assert page_changes.open_changes(transaction, "detik") == []
    assert page_changes.known(transaction, ME) == []
    page_changes.put(transaction, ME, None, row("editors"))
    assert page_changes.accept(transaction, "detik") == 1
