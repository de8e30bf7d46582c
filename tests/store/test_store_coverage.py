"""What the store tells of coverage."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsscraper.failures import Verdict
from newsscraper.items import Article
from newsscraper.roads.validators import Validators
from newsscraper.store import coverage, index_pages, ledger, revisions, walk_log
from newsscraper.store.coverage import FailureGroup, Group, UnreadGroup
from newsscraper.store.index_pages import IndexPage
from newsscraper.store.ledger import Listed
from newsscraper.store.waits import WAITS
from newsscraper.window import Window

ME, OTHER = "mediaindonesia", "lain"
FIRST, SECOND = date(2026, 1, 1), date(2026, 1, 2)
OUTAGE = Verdict("failed", "http_500", 500)
NOW = datetime(2026, 1, 3, tzinfo=UTC)


def url(key):
    return f"https://{key.replace(':', '.')}/judul"


def enter(transaction, key, day=None, state="listed"):
    """Enter an article that a list showed with the date *day*."""
    moment = f"{day}T23:59:00+07:00" if day else None
    publisher = key.partition(":")[0]
    ledger.put(transaction, publisher, 1, [Listed(key, url(key), 0, moment, state)])


def store_one(transaction, key, day, text="isi"):
    """Store an article."""
    article = Article(
        key=key,
        publisher=key.partition(":")[0],
        url=url(key),
        date_published=f"{day}T08:30:00+07:00",
        content_hash=text,
    )
    revisions.add(transaction, article, 1)
    ledger.store(transaction, 1, article, 0)


@pytest.fixture(scope="module")
def transaction(open_store):
    """A store with an article or two of every kind."""
    opened = open_store()
    with opened.writing() as transaction:
        for key, day in {f"{ME}:1": FIRST, f"{ME}:2": FIRST, f"{ME}:podium:3": SECOND}.items():
            enter(transaction, key, FIRST)
            store_one(transaction, key, day)
        store_one(transaction, f"{ME}:2", FIRST, "isi yang diralat")
        enter(transaction, f"{ME}:4", FIRST, "out_of_window")
        enter(transaction, f"{ME}:5", SECOND)
        enter(transaction, f"{ME}:6", FIRST)
        ledger.fail(transaction, f"{ME}:6", OUTAGE, 1, NOW)
        enter(transaction, f"{ME}:7")
        enter(transaction, f"{ME}:8", SECOND, "gone")
        enter(transaction, f"{ME}:9", SECOND, "given_up")
        enter(transaction, f"{OTHER}:1", FIRST)
        miss_pages(transaction)
        yield transaction
    opened.close()


def miss_pages(transaction):
    """Read a page, miss some more, and give one up."""
    walks = [
        walk_log.begin(transaction, ME, "indeks", 1, window, is_from_top=True)
        for window in (Window(), Window(FIRST, SECOND))
    ]
    index_pages.read(transaction, IndexPage(ME, "indeks", "a", walks[0], FIRST), Validators())
    for url, walk, day in [("b", 0, FIRST), ("c", 0, FIRST), ("d", 1, SECOND), ("e", 1, None)]:
        index_pages.fail(transaction, IndexPage(ME, "indeks", url, walks[walk], day), OUTAGE, NOW)
    index_pages.fail(transaction, IndexPage("unread", "indeks", "f", 9), OUTAGE, NOW)
    for tries in range(len(WAITS) + 1):
        hopeless = IndexPage(ME, "indeks", "g", walks[0], SECOND)
        index_pages.fail(transaction, hopeless, OUTAGE, NOW + tries * timedelta(days=10))


def test_publishers_are_those_of_the_ledger_and_of_unread_pages(transaction):
    assert coverage.publishers(transaction) == [OTHER, ME, "unread"]


def test_unread_pages_are_told_by_road_day_and_the_window_that_asked_for_them(transaction):
    window = ("2026-01-01", "2026-01-02")
    first = UnreadGroup("indeks", FIRST, None, None, 2)
    second = UnreadGroup("indeks", SECOND, *window, 1)
    unknown = UnreadGroup("indeks", None, *window, 1)
    assert coverage.unread(transaction, ME, None, None) == [unknown, first, second]
    assert coverage.unread(transaction, ME, SECOND, None) == [unknown, second]
    assert coverage.unread(transaction, ME, None, FIRST) == [unknown, first]
    assert coverage.unread(transaction, OTHER, None, None) == []


def test_pages_that_are_given_up_are_counted_for_their_day(transaction):
    assert coverage.given_up_pages(transaction, ME, None, None) == 1
    assert coverage.given_up_pages(transaction, ME, SECOND, SECOND) == 1
    assert coverage.given_up_pages(transaction, ME, None, FIRST) == 0


def test_the_day_is_the_articles_own_then_the_lists_then_unknown(transaction):
    assert set(coverage.groups(transaction, ME, None, None)) == {
        Group(FIRST, "stored", 2, 1),
        Group(SECOND, "stored", 1, 0),
        Group(FIRST, "out_of_window", 1, 0),
        Group(FIRST, "failed", 1, 0),
        Group(SECOND, "listed", 1, 0),
        Group(SECOND, "gone", 1, 0),
        Group(SECOND, "given_up", 1, 0),
        Group(None, "listed", 1, 0),
    }


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (SECOND, None, {SECOND, None}),
        (None, FIRST, {FIRST, None}),
        (FIRST, SECOND, {FIRST, SECOND, None}),
        (date(2027, 1, 1), None, {None}),
    ],
)
def test_a_span_has_its_days_and_what_may_be_of_them(transaction, since, until, days):
    assert {group.day for group in coverage.groups(transaction, ME, since, until)} == days


def test_what_did_not_come_is_told_by_state_and_reason(transaction):
    first, second = FailureGroup("failed", "http_500", 1), FailureGroup("gone", None, 1)
    third = FailureGroup("given_up", None, 1)
    assert set(coverage.failures(transaction, ME, None, None)) == {first, second, third}
    assert coverage.failures(transaction, ME, None, FIRST) == [first]
    assert coverage.failures(transaction, OTHER, None, None) == []


def test_gaps_are_newest_first_and_those_of_unknown_days_last(transaction):
    expected = [url(f"{ME}:{number}") for number in (9, 5, 6, 7)]
    assert coverage.gaps(transaction, ME, None, None) == expected
    assert coverage.gaps(transaction, ME, SECOND, None) == [*expected[:2], expected[3]]
    assert coverage.gaps(transaction, OTHER, None, None) == [url(f"{OTHER}:1")]


def test_numbers_are_those_of_the_main_id_space_with_a_known_date(transaction):
    assert list(coverage.numbered(transaction, ME)) == [
        (1, datetime(2026, 1, 1, 8, 30)),
        (2, datetime(2026, 1, 1, 8, 30)),
        (4, datetime(2026, 1, 1, 23, 59)),
    ]
