"""A cursor that a server knows by a name: whoever asks by it is watched, each time."""

from contextlib import closing, contextmanager, nullcontext

import pytest
from lab.engines import OnPostgreSQL

from newsscraper.store.location import place_at
from newsscraper.store.named_cursor import NamedCursor

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
pytestmark = pytest.mark.slow

QUERY = "SELECT number FROM generate_series(1, 3) AS number"


@pytest.fixture
def driver(postgresql_server, tmp_path):
    server = OnPostgreSQL(postgresql_server)
    with closing(place_at(server.url(tmp_path)).connect()) as driver:
        driver.execute("BEGIN")
        yield driver
    server.end()


def test_whoever_asks_is_watched(driver):
    blocks = []

    @contextmanager
    def watched():
        blocks.append(driver.info.transaction_status.name)
        yield

    cursor = NamedCursor(driver.cursor("rows"), watched)
    cursor.execute(QUERY)
    assert cursor.description[0].name == "number"
    assert [cursor.fetchmany(2), cursor.fetchmany(2)] == [[(1,), (2,)], [(3,)]]
    cursor.close()
    assert blocks == 4 * ["INTRANS"]


def test_a_cursor_is_closed_also_when_its_server_is_gone(driver):
    cursor = NamedCursor(driver.cursor("rows"), nullcontext)
    cursor.execute(QUERY)
    driver.close()
    cursor.close()
    with pytest.raises(psycopg.Error):
        cursor.fetchmany(1)
