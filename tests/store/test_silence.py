"""A server that says nothing any more is not awaited for ever; one that takes long is."""

import time
from contextlib import closing
from types import SimpleNamespace

import pytest
from lab.cutting_proxy import cutting_proxy

from newsscraper.store.location import place_at
from newsscraper.store.silence import Silence

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
pytestmark = pytest.mark.slow

LONG = 8
"""Seconds; more than a silence lasts."""


@pytest.fixture
def proxy(server, tmp_path):
    with cutting_proxy(place_at(server.url(tmp_path)).url.port) as proxy:
        yield proxy
        proxy.passes.set()


@pytest.fixture
def driver(server, tmp_path, proxy):
    place = place_at(server.url(tmp_path))
    url = place.url.set(port=proxy.port).render_as_string(hide_password=False)
    with closing(place_at(url).connect()) as driver:
        yield driver


@pytest.fixture
def others():
    return SimpleNamespace(is_heard=True)


@pytest.fixture
def silence(others):
    silence = Silence(others)
    yield silence
    silence.end()


def test_who_waits_for_a_silent_server_is_told(driver, proxy, others, silence):
    others.is_heard = False
    proxy.passes.clear()
    began = time.monotonic()
    with pytest.raises(psycopg.OperationalError), silence.of(driver):
        driver.execute("SELECT 1")
    assert time.monotonic() - began < 2 * LONG
    assert driver.closed


def test_a_statement_takes_as_long_as_it_does_while_the_server_answers_others(driver, silence):
    with silence.of(driver):
        assert driver.execute(f"SELECT 1 FROM pg_sleep({LONG})").fetchone() == (1,)


def test_who_asks_nothing_is_left_alone(driver, others, silence):
    others.is_heard = False
    with silence.of(driver):
        driver.execute("SELECT 1")
    time.sleep(LONG)
    assert driver.execute("SELECT 1").fetchone() == (1,)
