"""The store of a run: an older one is upgraded in sight, a temporary one is shared."""

import io
import itertools
from functools import partial

import pytest
from lab.older_stores import VERSION_8, make_older
from scrapy.settings import Settings

from newsscraper.crawl.opened_store import opened_store
from newsscraper.feeds.together import Together
from newsscraper.messages import meter
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.upgrades import UPGRADES, VERSION

LONG = (
    "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 1000000)"
    " SELECT count(*) FROM numbers"
)
"""It takes some tenths of a second, and here each look at the clock some more seconds."""


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self):
        return True


def terminal(monkeypatch):
    """Return what stderr is now: a terminal; its clock is fast."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(meter.time, "monotonic", partial(next, itertools.count(step=3)))
    return terminal


@pytest.fixture
def older(tmp_path, monkeypatch):
    """The path of an older store, whose upgrade takes long."""
    path = tmp_path / "articles.db"
    Store.open(path).close()
    monkeypatch.setitem(UPGRADES, 8, (LONG,))
    return make_older(path, VERSION_8)


def open_it(path, together=None, progress="auto"):
    return opened_store(path, Clock(), Settings({"PROGRESS": progress}), together)


@pytest.mark.parametrize("progress", ["auto", "lines"])
def test_an_upgrade_that_takes_long_shows_for_how_long(older, monkeypatch, progress):
    shown = terminal(monkeypatch)
    with open_it(older, progress=progress) as store, store.reading() as transaction:
        assert transaction.exec_driver_sql("SELECT version FROM schema_version").scalar() == VERSION
    assert shown.getvalue().startswith("the store is at work, ")
    assert shown.getvalue().endswith(" s\r\x1b[K")


def test_nothing_is_shown_with_progress_off(older, monkeypatch):
    shown = terminal(monkeypatch)
    with open_it(older, progress="off"):
        pass
    assert shown.getvalue() == ""


def test_a_store_is_closed_at_the_end_of_the_block(tmp_path):
    with open_it(tmp_path / "articles.db") as store, store.reading():
        pass
    assert {each.name for each in tmp_path.iterdir()} == {
        "articles.db"
    }  # nothing is open beside it


def test_a_temporary_store_is_that_of_all_runs_together():
    together = Together(["satu", "dua"], 0)
    with open_it(None, together) as one, open_it(None, together) as other:
        assert one is other
    with one.reading():  # who is still at work needs it
        together.close()
    with open_it(None) as alone:
        assert alone is not one


def test_a_store_in_a_file_is_each_ones_own(tmp_path):
    together = Together(["satu", "dua"], 0)
    path = tmp_path / "articles.db"
    with open_it(path, together) as one, open_it(path, together) as other:
        assert one is not other
