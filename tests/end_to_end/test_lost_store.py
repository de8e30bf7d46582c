"""A store that is deleted, moved or replaced under a run: it is told, and nothing is doubled."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from worlds.paper import STORE, Paper, down

pytestmark = pytest.mark.slow

LAST = 12
"""So many stories there are."""


def deleted(store):
    store.unlink()


def moved(store):
    store.rename(store.with_name("moved.db"))


def replaced(store):
    copy = store.with_name("copy.db")
    shutil.copy(store, copy)
    copy.replace(store)


def folder_renamed(store):
    store.parent.rename(store.parent.with_name("elsewhere"))
    store.parent.mkdir()


def log_of(store):
    return store.with_name(f"{store.name}-wal")


def log_emptied(store):
    os.truncate(log_of(store), 0)


def log_cut(store):
    os.truncate(log_of(store), log_of(store).stat().st_size // 2)


def log_deleted(store):
    log_of(store).unlink()


def log_replaced(store):
    replaced(log_of(store))


def log_written_down(store):
    """What another program may do at any time: all is in the file itself then."""
    with closing(sqlite3.connect(store)) as other:
        assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)
    assert log_of(store).stat().st_size == 0


def put_back(store):
    for name in ("moved.db", "../elsewhere/articles.db"):
        if (there := Path(store.parent, name)).exists():
            there.replace(store)


MOVED, CUT = "was deleted, moved or replaced", "-wal was cut short, taken away or replaced"
HANDS = [
    (deleted, MOVED),
    (replaced, MOVED),
    (log_emptied, CUT),
    *(
        pytest.param(*each, marks=pytest.mark.slow)
        for each in (
            (moved, MOVED),
            (folder_renamed, MOVED),
            (log_cut, CUT),
            (log_deleted, CUT),
            (log_replaced, CUT),
        )
    ),
]


@pytest.fixture
def store(tmp_path):
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept/articles.db"


@pytest.fixture
def run(serve, crawl, tmp_path, store):
    """Return a function that lets a hand be laid on the store in a run, and runs once more."""
    paper = Paper(tmp_path / "site")
    paper.publish(down(LAST, 1))

    def runs(hand, way):
        hands = [hand]

        def lay_hand_on(url):
            if url == paper.address(3) and hands:
                hands.pop()(store)

        with serve(paper.folder) as server:
            server.hook = lay_hand_on
            options = ("-s", f"STORE_URL={STORE.replace('articles.db', str(store))}")
            options += ("-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0", way, "out.jsonl")
            first = crawl(*options, cwd=tmp_path)
            assert hands == []
            put_back(store)
            return first, crawl(*options, cwd=tmp_path)

    return runs


@pytest.mark.parametrize("way", ["-o", pytest.param("-O", marks=pytest.mark.slow)])
@pytest.mark.parametrize(("hand", "said"), HANDS)
def test_a_store_that_is_lost_under_a_run_is_told_and_nothing_is_doubled(
    run, store, hand, said, way
):
    first, again = run(hand, way)
    assert first.code == 3
    assert first.last_line.startswith(f"Failed: {store}")
    assert said in first.last_line
    assert first.rows == []
    assert again.code == 0
    assert sorted(again.ids) == sorted(f"8{number:05}" for number in down(LAST, 1))


def test_a_log_whose_content_is_in_the_store_may_be_cut(run):
    first, again = run(log_written_down, "-o")
    assert (first.code, again.code) == (0, 0)
    assert sorted(again.ids) == sorted(f"8{number:05}" for number in down(LAST, 1))
