"""Rows of what has changed on pages."""

from sqlalchemy import select

from newsscraper.store import drift_tables, page_changes
from newsscraper.store.profile_rows import Kept
from newsscraper.store.states import Stage

ME = Kept("detik", "")


def row(question="authors", **others):
    known = {"stage": Stage.OPEN, "first": 5, "question": question, "kind": "lacks", "value": ""}
    figures = {"found": 1, "of": 2, "usual": 0.1, "scale": 20}
    return {**known, **figures, "field": question, "text": question, "last": None, **others}


def test_a_change_is_told_once(writing):
    page_changes.put(writing, ME, None, row())
    [change] = page_changes.open_changes(writing, "detik")
    assert not change.is_told
    page_changes.tell(writing, "detik")
    page_changes.put(writing, ME, change.id, row(found=2))
    [change] = page_changes.open_changes(writing, "detik")
    assert (change.is_told, change.found) == (True, 2)


def test_what_is_accepted_or_well_is_open_no_more(writing):
    page_changes.put(writing, ME, None, row())
    page_changes.put(writing, ME, None, row("editors", stage=Stage.WELL, last=7))
    page_changes.put(writing, Kept("kompas", ""), None, row())
    assert page_changes.accept(writing, "detik") == 1
    assert page_changes.open_changes(writing, "detik") == []
    stages = select(drift_tables.page_changes.c.stage).order_by("id")
    assert writing.scalars(stages).all() == [Stage.ACCEPTED, Stage.WELL, Stage.OPEN]
    assert len(page_changes.known(writing, ME)) == 2
    assert len(page_changes.open_changes(writing, "kompas")) == 1


def test_what_was_over_long_ago_is_forgotten(writing):
    page_changes.put(writing, ME, None, row())
    page_changes.put(writing, ME, None, row("editors", stage=Stage.WELL, last=7))
    page_changes.forget_before(writing, ME, 7)
    assert len(page_changes.known(writing, ME)) == 2
    page_changes.forget_before(writing, ME, 8)
    assert [each.question for each in page_changes.known(writing, ME)] == ["authors"]


def test_what_an_older_extraction_showed_says_nothing(writing, monkeypatch):
    page_changes.put(writing, ME, None, row())
    for module in ("page_changes", "profile_rows"):
        monkeypatch.setattr(f"newsscraper.store.{module}.EXTRACTION", 99)
    assert page_changes.open_changes(writing, "detik") == []
    assert page_changes.known(writing, ME) == []
    page_changes.put(writing, ME, None, row("editors"))
    assert page_changes.accept(writing, "detik") == 1
