"""What feeds are owed when a revision is put in, or read anew, without a run."""

import pytest
from worlds.press import article

from newsscraper.store import delivered, revisions
from newsscraper.store.article_store import Store

ME = article(1).publisher


@pytest.fixture
def writing():
    """Return a transaction on a store with three revisions."""
    store = Store.open(None)
    with store.writing() as transaction:
        for number in (1, 2, 3):
            revisions.add(transaction, article(number), 1)
        yield transaction
    store.close()


def feed(transaction, delivered_to, *held, publisher=ME):
    """Make a feed that goes on behind a seq, and holds others; return its name."""
    made = delivered.open_feed(transaction, f"{delivered_to} {held}", publisher)
    made.delivered = delivered_to
    delivered.advance(transaction, made)
    delivered.deliver(transaction, made, held, None)
    return f"{delivered_to} {held}"


def owed(transaction, name, publisher=ME):
    known = delivered.open_feed(transaction, name, publisher)
    return list(delivered.owed_since(transaction, known, with_duplicates=True))


def put_in(transaction, number=4):
    newest = revisions.newest_seq(transaction, ME)
    seq = revisions.add(transaction, article(number), 0)
    return seq, newest


@pytest.mark.parametrize(
    ("state", "before"), [((3,), []), ((2,), [3]), ((0,), [1, 2, 3]), ((1, 3), [2])]
)
def test_what_is_passed_over_is_owed_to_no_feed_and_all_else_as_before(writing, state, before):
    name = feed(writing, *state)
    assert owed(writing, name) == before
    delivered.pass_over(writing, ME, *put_in(writing))
    assert owed(writing, name) == before
    revisions.add(writing, article(5), 2)
    assert owed(writing, name) == [*before, 5]


def test_what_is_passed_over_twice_is_passed_over(writing):
    name = feed(writing, 3)
    for number in (4, 5):
        delivered.pass_over(writing, ME, *put_in(writing, number))
    assert owed(writing, name) == []
    late = feed(writing, 2)
    seq, newest = put_in(writing, 6)
    for _ in range(2):
        delivered.pass_over(writing, ME, seq, newest)
    assert owed(writing, late) == [3, 4, 5]


def test_a_feed_that_comes_later_begins_behind_what_was_passed_over(writing):
    delivered.pass_over(writing, ME, *put_in(writing))
    assert owed(writing, "new.jsonl") == []


@pytest.mark.parametrize("seq", [1, 2, 3])
@pytest.mark.parametrize(
    ("state", "before"),
    [((3,), []), ((2,), [3]), ((0,), [1, 2, 3]), ((1, 3), [2]), ((0, 2), [1, 3])],
)
def test_what_is_owed_again_is_owed_once_more_and_nothing_else(writing, seq, state, before):
    name = feed(writing, *state)
    assert owed(writing, name) == before
    for _ in range(2):
        delivered.owe_again(writing, ME, seq)
        assert owed(writing, name) == sorted({*before, seq})
    known = delivered.open_feed(writing, name, ME)
    delivered.deliver(writing, known, owed(writing, name), None)
    assert owed(writing, name) == []


def test_feeds_of_other_publishers_are_left_alone(writing):
    other = feed(writing, 0, publisher="lain")
    before = writing.exec_driver_sql("SELECT delivered FROM feeds").all()
    seq, newest = put_in(writing)
    delivered.owe_again(writing, ME, seq)
    delivered.pass_over(writing, ME, seq, newest)
    assert writing.exec_driver_sql("SELECT delivered FROM feeds").all() == before
    assert owed(writing, other, "lain") == []
    assert writing.exec_driver_sql("SELECT count(*) FROM deliveries").scalar() == 0
