"""All rows of a store in another one, and whether they are the same there."""

from contextlib import ExitStack, closing
from datetime import UTC, datetime

import pytest
from lab.engines import raw
from worlds.press import article

from newsscraper.store import copying, delivered, kept_files, ledger, revisions, run_log, text_index
from newsscraper.store.article_store import Store

NOON = datetime(2026, 1, 20, 5, tzinfo=UTC)


@pytest.fixture
def full():
    """A store in a temporary file with some of everything."""
    with closing(Store.open(None)) as store:
        with store.writing() as transaction:
            run_log.begin(transaction, "a", {"since": "kemarin"}, NOON)
            for each in (article(1), article(2, body="Isi \u2028 é 😀"), article(1, body="Baru.")):
                revisions.add(transaction, each, 1)
                ledger.store(transaction, 1, each, 0)
            kept_files.keep(transaction, "https://a.id/robots.txt", b"\0\xff", NOON)
            revisions.add_aliases(transaction, "a:1", ["https://a.id/\0", "https://a.id/É"])
        yield store


@pytest.fixture
def copied(full, open_store):
    """How many rows were copied, and were there, and both stores."""
    with ExitStack() as stack:
        target = stack.enter_context(closing(open_store()))
        source = stack.enter_context(full.reading())
        with target.writing() as transaction:
            assert copying.is_empty(transaction)
            rows = sum(copying.copy(copying.everything(source), transaction))
        yield rows, copying.count_all(source), source, target


def differing(source, target, rename=str):
    return copying.differing(copying.digests(source, rename), copying.digests(target))


def test_all_rows_are_there_and_the_same(copied):
    rows, of, source, target = copied
    assert rows == of
    with target.reading() as transaction:
        assert differing(source, transaction) == []
        assert not copying.is_empty(transaction)
        assert revisions.document_of(transaction, article(2).key).body == "Isi \u2028 é 😀"


def test_what_comes_next_has_numbers_of_its_own(copied):
    target = copied[-1]
    with target.writing() as transaction:
        assert revisions.add(transaction, article(3), 2) == 4
        assert run_log.begin(transaction, "a", {}, NOON) == 2


def test_the_articles_are_to_be_put_into_the_index(copied):
    with copied[-1].writing() as transaction:
        assert text_index.left(transaction) == (0, 3)
        assert text_index.put_in_more(transaction) == (3, 3)


@pytest.mark.parametrize(
    ("change", "table"),
    {
        "DELETE FROM aliases": "aliases",
        "UPDATE runs SET arguments = '{}'": "runs",
        "UPDATE ledger SET tries = 1": "ledger",
    }.items(),
)
def test_a_table_that_differs_is_named(copied, change, table):
    *_, source, target = copied
    with target.writing() as transaction:
        raw(transaction, change)
    with target.reading() as transaction:
        assert differing(source, transaction) == [table]


def test_files_have_the_names_that_the_other_store_gives_them(full, open_store):
    def there(name):
        return f"there:{name}"

    with full.writing() as transaction:
        delivered.open_feed(transaction, "/srv/a.jsonl", "a")
        delivered.close_file(transaction, "/srv/a.jsonl", 7, "digest")
    with closing(open_store()) as target, full.reading() as source:
        with target.writing() as transaction:
            list(copying.copy(copying.everything(source), transaction, there))
            assert delivered.paths(transaction) == ["there:/srv/a.jsonl"]
            assert delivered.open_feed(transaction, "there:/srv/a.jsonl", "a").id == 1
        with target.reading() as transaction:
            assert differing(source, transaction, there) == []
            assert differing(source, transaction) == ["feeds", "files"]
