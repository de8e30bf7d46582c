"""A store that is deleted, moved or replaced under a run: it is told, and nothing is doubled."""

import shutil
from pathlib import Path

import pytest
from worlds.paper import STORE, Paper, down

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


def put_back(store):
    for name in ("moved.db", "../elsewhere/articles.db"):
        if (there := Path(store.parent, name)).exists():
            there.replace(store)


HANDS = [
    deleted,
    replaced,
    *(pytest.param(each, marks=pytest.mark.slow) for each in (moved, folder_renamed)),
]


@pytest.mark.parametrize("way", ["-o", pytest.param("-O", marks=pytest.mark.slow)])
@pytest.mark.parametrize("hand", HANDS)
def test_a_store_that_is_lost_under_a_run_is_told_and_nothing_is_doubled(
    serve, crawl, tmp_path, hand, way
):
    paper, folder = Paper(tmp_path / "site"), tmp_path / "kept"
    paper.publish(down(LAST, 1))
    folder.mkdir()
    store = folder / "articles.db"

    def lay_hand_on(url):
        if url == paper.address(3) and hands:
            hands.pop()(store)

    with serve(paper.folder) as server:
        server.hook = lay_hand_on
        options = ("-s", f"STORE_URL={STORE.replace('articles.db', str(store))}")
        options += ("-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0", way, "out.jsonl")
        hands = [hand]
        run = crawl(*options, cwd=tmp_path)
        assert hands == []
        assert run.code == 3
        assert run.last_line.startswith(f"Failed: {store} was deleted, moved or replaced")
        assert run.rows == []
        put_back(store)
        again = crawl(*options, cwd=tmp_path)
    assert again.code == 0
    assert sorted(again.ids) == sorted(f"8{number:05}" for number in down(LAST, 1))
