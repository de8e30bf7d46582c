"""Statements are said once, and each kind of database gets them in its own words."""

import subprocess
import sys

import pytest
from sqlalchemy import Column, MetaData, Table, create_mock_engine, insert, select
from sqlalchemy.schema import CreateIndex, CreateTable

from newsscraper.store import postgresql, schema, sqlite
from newsscraper.store.statements import (
    WITHOUT_ROWID,
    Integer,
    Prepared,
    Text,
    incoming,
    insert_new,
    is_postgresql,
    named,
    text_in,
    upsert,
)

SONGS = Table(
    "songs",
    MetaData(),
    Column("name", Text, primary_key=True),
    Column("plays", Integer, nullable=False),
    Column("document", Text),
    **WITHOUT_ROWID,
)


def said(statement):
    """A statement as each kind of database gets it."""
    engines = [create_mock_engine(f"{name}://", None) for name in ("sqlite", "postgresql")]
    return [" ".join(str(statement.compile(dialect=each.dialect)).split()) for each in engines]


def test_numbers_have_64_bits_and_texts_the_order_of_their_letters_numbers():
    here, there = said(CreateTable(SONGS))
    assert "name TEXT NOT NULL, plays INTEGER NOT NULL" in here
    assert here.endswith("WITHOUT ROWID")
    assert 'name TEXT COLLATE "C" NOT NULL, plays BIGINT NOT NULL' in there


def test_an_index_of_some_rows_is_one_in_both():
    [index] = [each for each in schema.ledger.indexes if each.name == "ledger_given_up"]
    assert all(each.endswith("WHERE state = 'given_up'") for each in said(CreateIndex(index)))


def test_a_text_in_a_document_is_found_by_names():
    here, there = said(select(text_in(SONGS.c.document, "by.name")))
    assert "json_extract(songs.document, '$.by.name')" in here
    assert "(songs.document::json #>> '{by,name}')" in there


def test_the_words_for_views_are_each_databases_own():
    assert sqlite.field("d", "revision") == "json_extract(d, '$.revision')"
    assert postgresql.field("d", "revision") == "(d::json ->> 'revision')::bigint"
    assert "json_each" in sqlite.names("d", "authors")
    assert "json_array_elements_text" in postgresql.names("d", "authors")


def songs(transaction):
    rows = transaction.execute(select(SONGS.c.name, SONGS.c.plays).order_by(SONGS.c.name))
    return [tuple(row) for row in rows]


@pytest.fixture
def transaction(writing):
    """A transaction with a table of songs."""
    SONGS.create(writing)
    writing.execute(insert(SONGS), {"name": "Halo-Halo", "plays": 2**40, "document": None})
    return writing


def test_rows_that_are_there_stay_or_are_changed(transaction):
    rows = [{"name": "Halo-Halo", "plays": 1}, {"name": "Bengawan", "plays": 3}]
    transaction.execute(insert_new(SONGS), rows)
    assert songs(transaction) == [("Bengawan", 3), ("Halo-Halo", 2**40)]
    more = upsert(SONGS, ["name"], (), plays=SONGS.c.plays + incoming(SONGS.c.plays))
    transaction.execute(more, rows)
    assert songs(transaction) == [("Bengawan", 6), ("Halo-Halo", 2**40 + 1)]


def test_a_prepared_statement_is_given_to_the_database_itself(transaction):
    for name in "ab":
        values = {"name": name, "plays": 1, "document": None}
        Prepared(insert_new(SONGS)).execute(transaction, values)
    wanted = Prepared(select(SONGS.c.name).where(SONGS.c.plays == 1).order_by(SONGS.c.name))
    assert [tuple(row) for row in wanted.rows(transaction, {})] == [("a",), ("b",)]


def test_a_prepared_statement_takes_many_rows_beside_the_values_that_it_has(transaction):
    adding = Prepared(insert(SONGS).values(named("name", "document") | {"plays": 7}))
    adding.execute_all(transaction, [])
    adding.execute_all(transaction, [{"name": name, "document": None} for name in "ba"])
    assert songs(transaction) == [("Halo-Halo", 2**40), ("a", 7), ("b", 7)]


def test_capitals_come_before_small_letters_and_both_before_others(transaction):
    transaction.execute(insert(SONGS), [{"name": name, "plays": 0} for name in ("é", "a", "B")])
    assert [name for name, _ in songs(transaction)] == ["B", "Halo-Halo", "a", "é"]


def test_the_kind_of_database_is_known(transaction, engine):
    assert is_postgresql(transaction) is (engine.name == "postgresql")


def test_what_is_known_of_postgresql_is_not_loaded_for_a_file():
    code = "import sys, newsscraper.store.article_store; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "sqlalchemy.dialects.sqlite" in loaded
    assert "sqlalchemy.dialects.postgresql" not in loaded
