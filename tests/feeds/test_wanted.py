"""Which stored revisions a feed is to get, by a real store."""

from dataclasses import replace
from datetime import date

import pytest
from scrapy.settings import Settings
from worlds.koran import ALL, NEW, TEXT, put

from newsscraper.feeds.wanted import feeds_hold_duplicates, wanted
from newsscraper.store import delivered, revisions, walk_log


@pytest.fixture
def feed(store):
    """Return a feed that begins now."""
    with store.writing() as transaction:
        return delivered.open_feed(transaction, "out.jsonl", "koran")


@pytest.fixture
def fed(store, feed):
    """Return a function that names the articles a feed gets for a selection."""

    def numbers(selection, *, replaces=False):
        with store.reading() as transaction:
            return [
                int(each.article.key[6:])
                for query in wanted(feed, selection, replaces=replaces)
                for seqs in revisions.chunks_of_seqs(transaction, query)
                for each in revisions.queued(transaction, seqs)
            ]

    return numbers


def deliver(store, feed, *seqs):
    """Note that the feed holds these."""
    with store.writing() as transaction:
        delivered.deliver(transaction, feed, seqs, None)


def test_an_incremental_run_gets_what_was_stored_since_the_last_delivery(store, feed, fed):
    feed.delivered = put(store, 1)
    put(store, 2)
    put(store, 3)
    assert fed(NEW) == fed(NEW, replaces=True) == [2, 3]


def test_an_incremental_run_gets_nothing_twice_even_if_it_was_cut_off(store, feed, fed):
    put(store, 1)
    deliver(store, feed, put(store, 2))
    assert fed(NEW) == [1]


def test_an_incremental_run_gets_every_revision(store, fed):
    put(store, 1)
    put(store, 1, body=f"{TEXT} diubah")
    assert fed(NEW) == [1, 1]
    assert fed(ALL) == [1]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(2, None, [2, 3]), (None, 2, [1, 2]), (2, 2, [2]), (None, None, [1, 2, 3])],
)
def test_a_window_gets_the_articles_of_its_days(store, fed, since, until, expected):
    for day in (1, 2, 3):
        put(store, day, day)
    days = {name: date(2026, 1, day) for name, day in (("since", since), ("until", until)) if day}
    assert fed(replace(ALL, **days)) == expected


def test_a_file_that_is_continued_gets_only_what_it_lacks_a_replaced_one_all(store, feed, fed):
    deliver(store, feed, put(store, 1))
    put(store, 2)
    assert fed(ALL) == [2]
    assert fed(ALL, replaces=True) == [1, 2]


def test_articles_of_another_publisher_are_not_of_the_window(store, fed):
    put(store, 1)
    assert fed(replace(ALL, publisher="lain")) == []


def test_sections_get_their_own_articles_and_what_their_fronts_have_shown(store, fed):
    put(store, 1, section="ekonomi")
    put(store, 2, section="olahraga")
    put(store, 3, section="olahraga")
    front = "https://koran.example/ekonomi"
    with store.writing() as transaction:
        walk_log.show(transaction, front, 1, ["koran:3"])
    assert fed(replace(ALL, sections=("ekonomi",))) == [1]
    assert fed(replace(ALL, sections=("ekonomi",), fronts=(front,))) == [1, 3]


def test_a_list_gets_its_articles_and_no_others_however_long_it_is(store, fed):
    for number in range(1, 6):
        put(store, number)
    keys = tuple(f"koran:{number}" for number in (4, 2, *range(1000, 1500)))
    assert sorted(fed(replace(ALL, keys=keys))) == [2, 4]


def test_exact_duplicates_are_left_out_unless_they_are_wanted(store, fed):
    put(store, 1, body=TEXT)
    put(store, 2, body=TEXT)
    for selection in (NEW, ALL):
        assert fed(selection) == [1]
        assert fed(replace(selection, with_duplicates=True)) == [1, 2]


def test_a_listed_duplicate_stands_for_what_it_repeats(store, fed):
    put(store, 1, body=TEXT)
    put(store, 2, body=TEXT)
    listed = replace(ALL, keys=("koran:2",))
    assert fed(listed) == [1]
    assert fed(replace(listed, with_duplicates=True)) == [2]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (NEW, False),
        (ALL, False),
        (replace(ALL, sections=("ekonomi",)), True),
        (replace(ALL, keys=("koran:1",)), True),
    ],
)
def test_a_run_of_sections_or_of_a_list_may_add_stored_articles(selection, expected):
    assert selection.may_grow is expected


@pytest.mark.parametrize(("value", "expected"), [("True", True), (1, True), (False, False)])
def test_a_setting_says_whether_feeds_hold_duplicates(value, expected):
    assert feeds_hold_duplicates(Settings({"FEED_DUPLICATES": value})) is expected


def test_by_default_feeds_hold_no_duplicates():
    assert feeds_hold_duplicates(Settings()) is False
