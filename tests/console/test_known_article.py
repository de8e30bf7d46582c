"""What the store says of one article."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from newsscraper.console.known_article import known_of
from newsscraper.failures import Fate, Verdict, http_reason
from newsscraper.items import Article
from newsscraper.store import ledger, revisions, schema
from newsscraper.store.article_store import Store
from newsscraper.store.states import State

KEY, URL = "mediaindonesia:1", "https://mediaindonesia.example/a/1/b"
NOW = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "articles.db"


def filled(path, fill):
    store = Store.open(path)
    with store.writing() as transaction:
        fill(transaction)
    store.close()


def test_of_a_store_that_cannot_be_read_the_reason_is_told(path):
    path.write_bytes(b"no database" * 999)
    [(name, reason)] = known_of(KEY, path).items()
    assert name == "store"
    assert "file is not a database" in reason


def test_an_article_that_no_list_showed_is_told(path):
    filled(path, lambda transaction: None)
    assert known_of(KEY, path) == {"ledger": "no list has shown it"}


def test_a_failure_is_told_with_its_status_and_the_next_try(path):
    def fill(transaction):
        ledger.put(transaction, "mediaindonesia", 4, [ledger.Listed(KEY, URL, 0, None)])
        ledger.fail(transaction, KEY, Verdict(Fate.FAILED, http_reason(500), 500), 5, NOW)

    filled(path, fill)
    known = known_of(KEY, path)
    assert (known["ledger"], known["last status"]) == ("failed (http_500), by run 5", 500)
    assert known["next try"].startswith("2026-03-10T")


def test_an_address_that_led_to_another_article_is_told_with_that(path):
    def fill(transaction):
        ledger.put(transaction, "mediaindonesia", 4, [ledger.Listed(KEY, URL, 0, None)])
        state = {"state": State.DUPLICATE, "reason": "kompas:7"}
        transaction.execute(update(schema.ledger).values(state))

    filled(path, fill)
    assert known_of(KEY, path) == {"ledger": "duplicate of kompas:7, by run 4"}


def test_what_is_to_be_fetched_again_has_no_reason_of_before(path):
    def fill(transaction):
        ledger.put(transaction, "mediaindonesia", 4, [ledger.Listed(KEY, URL, 0, None)])
        transaction.execute(update(schema.ledger).values(reason="http_500"))

    filled(path, fill)
    assert known_of(KEY, path) == {"ledger": "listed, by run 4"}


def test_a_stored_article_is_told_with_what_it_repeats(path):
    article = Article(KEY, "mediaindonesia", URL, content_hash="x", fetched_at="2026-03-10T01:00")
    article.date_published = "2026-03-10T07:00:00+07:00"
    article.duplicate_of, article.similarity = "kompas:7", 0.9
    filled(path, lambda transaction: revisions.add(transaction, article, 1))
    known = known_of(KEY, path)
    assert known["stored"] == "revision 1, fetched 2026-03-10T01:00"
    assert known["repeats"] == "kompas:7 (0.9)"
