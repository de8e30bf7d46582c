"""Several publishers in one command: each by itself, one store, one feed or one for each."""

from collections import Counter

import pytest
from lab.whole_crawl import rows_of
from worlds.paper import down
from worlds.trio import NAMES, Trio, reader_of, write_spiders

TRIO = " ".join(NAMES)
FEW = list(range(4))
ADD, REPLACE = ("-o", "out.jsonl"), ("-O", "out.jsonl")
DEAD = "https://dua.example/"


@pytest.fixture
def trio(tmp_path):
    found = Trio(tmp_path / "papers")
    found.publish(down(3, 0))
    return found


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "run"
    folder.mkdir()
    write_spiders(folder)
    return folder


@pytest.fixture
def server(trio, serve):
    """The papers on a loopback server."""
    with serve(trio.folder) as server:
        yield server


@pytest.fixture
def read(crawl, folder, server):
    """Return a function that crawls all three, or others."""
    reader = reader_of(crawl, folder, server.url)

    def run(*arguments, name=TRIO):
        return reader(*arguments, name=name)

    run.reader = reader
    return run


def keys(*names, numbers=FEW):
    """The keys of stories of these publishers."""
    return Counter(f"{name}:{800_000 + number}" for name in names for number in numbers)


def held(folder, file="out.jsonl"):
    """How often a feed has which key."""
    return Counter(row["key"] for row in rows_of(folder / file))


def left(folder):
    """Files of runs that lie about."""
    return [each.name for each in folder.iterdir() if each.suffix in (".part", ".lock")]


def dead(server, start=DEAD):
    """Let a host hang up on everybody."""

    def hang_up(url):
        if url.startswith(start):
            raise ConnectionResetError

    server.hook = hang_up
    server.handle_error = lambda *about: None


def lines(run):
    """The last lines of the log, one for each publisher and one for all."""
    found = run.log.rstrip("\n").split("\n")[-4:]
    return [line.partition("] ")[2].partition(": ")[2] for line in found]


@pytest.mark.parametrize("feed", [ADD, REPLACE], ids=["continued", "replaced"])
def test_all_are_in_one_feed(read, folder, trio, feed):
    run = read(*feed)
    where = "added to" if feed == ADD else "in"
    each = [f"{name}: Complete: 4 articles {where} out.jsonl, 0 failed." for name in NAMES]
    assert lines(run) == [*each, "Complete: 3 publishers, 12 new articles, 0 failed."]
    assert run.code == 0
    assert held(folder) == keys(*NAMES)
    assert left(folder) == []
    trio.publish(down(5, 0))
    run = read(*feed)
    assert run.code == 0
    new = keys(*NAMES, numbers=[4, 5])
    assert held(folder) == (keys(*NAMES) + new if feed == ADD else new)
