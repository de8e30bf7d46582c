"""What was said in a transaction is said again, and has to be answered as before."""

from contextlib import closing

import pytest

from newsscraper.store.location import place_at
from newsscraper.store.transcript import OtherAnswer, Said, Transcript

pytestmark = pytest.mark.slow

RUN = (
    "INSERT INTO runs (publisher, arguments, started, pid)"
    " VALUES (%(name)s, '{}', '', 1) RETURNING runs.id"
)
ALIAS = "INSERT INTO aliases VALUES (%(url)s, %(key)s)"
COUNT = "SELECT count(*) FROM aliases"


@pytest.fixture
def place(server, tmp_path):
    return place_at(server.url(tmp_path))


def said(driver, transcript, query, values=None, method="execute"):
    words = Said(method, query, values)
    cursor = words.told(driver)
    transcript.add(words, cursor)
    return cursor


@pytest.fixture
def transcript(place):
    """Return that of a transaction which came to nothing, and whose row had the number 1."""
    transcript = Transcript()
    with closing(place.connect()) as driver:
        driver.execute("BEGIN")
        assert said(driver, transcript, RUN, {"name": "detik"}).fetchone() == (1,)
        rows = [{"url": f"https://a/{number}", "key": "a:1"} for number in range(2)]
        said(driver, transcript, ALIAS, rows, method="executemany")
        assert said(driver, transcript, COUNT).fetchone() == (2,)
        driver.execute("ROLLBACK")
    return transcript


def test_all_of_it_is_there_with_the_same_numbers(place, transcript):
    with closing(place.connect()) as driver:
        transcript.repeat(driver)
        assert driver.execute("SELECT id, publisher FROM runs").fetchall() == [(1, "detik")]
        assert driver.execute(COUNT).fetchone() == (2,)


def test_numbers_go_on_behind_those_that_others_were_given_meanwhile(place, transcript):
    with closing(place.connect()) as driver:
        assert driver.execute(RUN, {"name": "kompas"}).fetchone() == (2,)
        transcript.repeat(driver)
        assert driver.execute(RUN, {"name": "okezone"}).fetchone() == (4,)
        assert driver.execute("SELECT id FROM runs ORDER BY id").fetchall() == [(1,), (2,), (4,)]


def test_another_answer_is_noticed(place, transcript):
    with closing(place.connect()) as driver:
        driver.execute(ALIAS, {"url": "https://b", "key": "b:1"})
        driver.execute("BEGIN")
        with pytest.raises(OtherAnswer):
            transcript.repeat(driver)
