"""Profiles and changes, as the store keeps them."""

import pytest
from pasts import days, stretch

from newsscraper.drift import memory
from newsscraper.drift.course import follow
from newsscraper.drift.past import MOST_STRETCHES
from newsscraper.store import page_changes, profile_rows
from newsscraper.store.profile_rows import Kept
from newsscraper.store.states import Stage

ME = Kept("detik", "")
PLACES = {"authors": ("css a", "ld b")}


def facts(stretches):
    return [
        (each.first, each.last, each.began, each.profile.articles, each.profile.questions)
        for each in stretches
    ]


def test_runs_are_kept_and_small_ones_with_the_one_before_them(writing):
    sizes = (9, 9, 9, 50, 3, 3)
    for number, size in enumerate(sizes, 1):
        kept = memory.add_stretch(writing, ME, stretch(number, {"css a": size}))
    assert [(each.first, each.last, each.profile.articles) for each in kept] == [
        (1, 3, 27),
        (4, 4, 50),
        (5, 6, 6),
    ]
    again = memory.add_stretch(writing, ME, stretch(7, {"css a": 50}))
    assert facts(again[:2]) == facts(kept[:2])


def test_other_publishers_and_sections_have_a_past_of_their_own(writing):
    for kept in (Kept("kompas", ""), Kept("detik", "opini"), ME):
        found = memory.add_stretch(writing, kept, stretch(1, {"css a": 50}))
        assert len(found) == 1


def test_a_newer_extraction_begins_a_new_past(writing, monkeypatch):
    memory.add_stretch(writing, ME, stretch(1, {"css a": 50}))
    monkeypatch.setattr("newsscraper.store.profile_rows.EXTRACTION", 99)
    assert len(memory.add_stretch(writing, ME, stretch(2, {"css a": 50}))) == 1


def test_the_newest_stretches_are_read_and_no_others(writing):
    other = Kept("kompas", "")
    memory.add_stretch(writing, other, stretch(1, {"css a": 20}))
    for each in days(MOST_STRETCHES + 5, {"css a": 20}):
        found = memory.add_stretch(writing, ME, each)
    assert found[0].first == 5
    assert len(profile_rows.newest(writing, ME, 999)) == MOST_STRETCHES + 1
    assert len(profile_rows.newest(writing, other, 999)) == 1


@pytest.mark.parametrize(("size", "daily"), [(10, 24), (25, 24), (25, 96)])
def test_a_change_is_seen_however_often_runs_come(writing, size, daily):
    runs = daily * 10
    for number in range(1, runs):
        memory.add_stretch(writing, ME, stretch(number, {"css a": size}, days=number / daily))
    for number in range(runs, runs + 9):
        found = memory.add_stretch(writing, ME, stretch(number, {"": size}, days=number / daily))
    assert [each.deviation.text for each in follow(found, [], PLACES)] != []


def test_a_change_is_kept_with_all_that_is_known_of_it(writing):
    stretches = [*days(20, {"css a": 50}), stretch(21, {"ld b": 50})]
    altered = follow(stretches, [], PLACES)
    memory.put_changes(writing, ME, {}, altered)
    [(number, change)] = memory.changes(writing, ME, PLACES).items()
    assert change.deviation._replace(strength=0) == altered[0].deviation._replace(strength=0)
    assert change.stage == Stage.OPEN

    stretches.append(stretch(22, {"css a": 50}))
    known = {number: change}
    memory.put_changes(writing, ME, known, follow(stretches, known.values(), PLACES))
    [(_, change)] = memory.changes(writing, ME, PLACES).items()
    assert (change.stage, change.last) == (Stage.WELL, 21)
    assert page_changes.open_changes(writing, "detik") == []
