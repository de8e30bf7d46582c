"""What the store tells of coverage."""

from datetime import date, datetime

import pytest

from newsscraper.failures import Verdict
from newsscraper.items import Article
from newsscraper.store import articles, coverage, ledger
from newsscraper.store.coverage import Group
from newsscraper.store.ledger import Listed
from newsscraper.store.store import Store

ME, OTHER = "mediaindonesia", "lain"
FIRST, SECOND = date(2026, 1, 1), date(2026, 1, 2)
OUTAGE = Verdict("failed", "http_500", 500)


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
    articles.add(transaction, article, 1)
    ledger.store(transaction, 1, article, 0)


@pytest.fixture(scope="module")
def transaction():
    """A store with an article or two of every kind."""
    opened = Store.open(None)
    with opened.writing() as transaction:
        for key, day in {f"{ME}:1": FIRST, f"{ME}:2": FIRST, f"{ME}:podium:3": SECOND}.items():
            enter(transaction, key, FIRST)
            store_one(transaction, key, day)
        store_one(transaction, f"{ME}:2", FIRST, "isi yang diralat")
        enter(transaction, f"{ME}:4", FIRST, "out_of_window")
        enter(transaction, f"{ME}:5", SECOND)
        enter(transaction, f"{ME}:6", FIRST)
        ledger.fail(transaction, f"{ME}:6", OUTAGE, 1)
        enter(transaction, f"{ME}:7")
        enter(transaction, f"{ME}:8", SECOND, "gone")
        enter(transaction, f"{ME}:9", SECOND, "given_up")
        enter(transaction, f"{OTHER}:1", FIRST)
        yield transaction
    opened.close()


def test_publishers_are_those_of_the_ledger(transaction):
    assert coverage.publishers(transaction) == [OTHER, ME]


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
