"""Rows of what runs counted."""

from newsscraper.store import profile_rows
from newsscraper.store.profile_rows import Kept

ME = Kept("detik", "")


def row(first, **others):
    known = {"first": first, "last": first, "began": "2026-01-01T00:00:00+00:00"}
    return {**known, "articles": 1, "pages": 0, "counts": "{}", **others}


def test_the_newest_rows_are_read_oldest_first(writing):
    for first in (1, 2, 3):
        profile_rows.add(writing, ME, row(first))
    found = profile_rows.newest(writing, ME, 2)
    assert [each.first for each in found] == [2, 3]
    profile_rows.replace(writing, found[-1].id, row(3, last=4))
    assert [each.last for each in profile_rows.newest(writing, ME, 2)] == [2, 4]


def test_rows_that_are_too_old_are_forgotten_and_those_of_others_are_not(writing):
    other = Kept("detik", "opini")
    for kept in (ME, other, ME):
        profile_rows.add(writing, kept, row(1))
    [_, last] = profile_rows.newest(writing, ME, 9)
    profile_rows.forget_before(writing, ME, last.id)
    assert profile_rows.newest(writing, ME, 9) == [last]
    assert len(profile_rows.newest(writing, other, 9)) == 1
