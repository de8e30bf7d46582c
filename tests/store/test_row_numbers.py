"""Rows are known by the number that the database gives them."""

from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, insert

from newsscraper.store.row_numbers import number_of

COLUMNS = (Column("number", Integer, primary_key=True), Column("name", Text))
SONGS = Table("songs", MetaData(), *COLUMNS)


def test_each_added_row_has_the_number_that_the_database_gave_it():
    engine = create_engine("sqlite://")
    with engine.begin() as transaction:
        SONGS.metadata.create_all(transaction)
        added = [number_of(transaction.execute(insert(SONGS), {"name": name})) for name in "ab"]
        rows = transaction.execute(SONGS.select()).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [(added[0], "a"), (added[1], "b")]
