"""A statement that takes long lets others hear it."""

from contextlib import closing

from newsscraper.store import database
from newsscraper.store.long_work import go_on, heard_by

COUNT = (
    "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 1000000)"
    " SELECT count(*) FROM numbers"
)


def test_who_listens_hears_of_a_long_statement_and_of_no_short_one():
    heard = []
    with closing(database.create(None, 1).connect()) as connection:
        with heard_by(lambda: heard.append(1)):
            connection.exec_driver_sql("SELECT 1")
            assert heard == []
            connection.exec_driver_sql(COUNT)
        often = len(heard)
        assert often > 3
        connection.exec_driver_sql(COUNT)
        assert len(heard) == often


def test_nobody_need_listen():
    assert go_on() == 0
