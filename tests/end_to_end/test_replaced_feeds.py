"""A file that each run replaces never loses what a run did not finish: real runs, real signals."""

import json
import signal

import pytest
from worlds.paper import Paper, Reader, down, numbers

pytestmark = pytest.mark.slow

ALL = list(range(18))
BROKEN = "<html><body><h1>Sedang diperbarui</h1></body></html>"


@pytest.fixture
def paper(tmp_path):
    paper = Paper(tmp_path / "paper")
    paper.publish(down(17))
    return paper


def held(reader, name="out.jsonl"):
    """The numbers of the stories in the file, sorted, each as often as it is there."""
    lines = (reader.folder / name).read_text(encoding="utf-8").splitlines()
    return sorted(numbers(map(json.loads, lines)))


def break_off(paper, reader, serve, start_crawl, number, sent, *feed):
    """Run until a story is asked for, then send a signal; return the exit code."""
    with serve(paper.folder) as server:
        slowly = (reader.crawl, reader.folder, server.url, "DOWNLOAD_DELAY=0.05")
        served = Reader(*slowly, engine=reader.engine)
        process = start_crawl(*served.arguments, *feed, cwd=reader.folder)
        server.hook = lambda url: url == paper.address(number) and process.send_signal(sent)
        process.communicate(timeout=60)
    return process.returncode


FULL = ("-a", "max_pages=9")
"""So that the first run reads all pages."""


@pytest.mark.parametrize(
    "sent", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)]
)
def test_after_a_signal_the_next_file_holds_what_the_last_one_held(
    paper, reader, serve, start_crawl, sent
):
    assert break_off(paper, reader, serve, start_crawl, 9, sent, *FULL) == 11
    before = held(reader)
    assert 9 in before
    assert before != ALL
    assert reader(*FULL).code == 0
    assert held(reader) == ALL
    assert reader().code == 0
    assert held(reader) == ALL
    paper.publish(down(18))
    assert reader().code == 0
    assert held(reader) == [18]


def test_after_a_signal_the_file_can_be_continued_and_holds_nothing_twice(
    paper, reader, serve, start_crawl
):
    assert break_off(paper, reader, serve, start_crawl, 9, signal.SIGINT, *FULL) == 11
    assert reader(*FULL, "-o", "out.jsonl").code == 0
    assert held(reader) == ALL


@pytest.mark.slow
def test_after_two_signals_in_two_runs_nothing_is_lost(paper, reader, serve, start_crawl):
    for number in (15, 9):
        assert break_off(paper, reader, serve, start_crawl, number, signal.SIGINT, *FULL) == 11
    assert reader(*FULL).code == 0
    assert held(reader) == ALL


@pytest.mark.slow
def test_after_a_limit_the_next_file_holds_what_the_last_one_held(paper, reader):
    assert reader(*FULL, "-s", "CLOSESPIDER_ITEMCOUNT=4").code == 7
    assert len(held(reader)) >= 4
    assert reader(*FULL).code == 0
    assert held(reader) == ALL


def test_after_a_fault_the_next_file_holds_what_the_last_one_held(paper, reader):
    paper.page("/ekonomi/800005/berita", BROKEN)
    assert reader(*FULL).code == 7
    assert held(reader) == [number for number in ALL if number != 5]
    paper.story(5)
    assert reader().code == 0
    assert held(reader) == ALL


def test_a_fault_that_lasts_does_not_make_the_file_grow(paper, reader):
    paper.page("/ekonomi/800005/berita", BROKEN)
    others = [number for number in ALL if number != 5]
    assert reader(*FULL).code == 7
    paper.publish(down(18))
    assert reader().code == 7
    assert held(reader) == [*others, 18]
    paper.publish(down(19))
    assert reader().code == 0
    assert held(reader) == [19]


def test_a_fault_of_what_an_earlier_run_had_listed_only_was_open_before(paper, reader):
    paper.page("/ekonomi/800006/berita", BROKEN)
    others = [number for number in ALL if number != 6]
    assert reader(*FULL, "-s", "CLOSESPIDER_ITEMCOUNT=8").code == 7
    assert reader.ask("SELECT state FROM ledger WHERE key LIKE '%:800006'") == [("listed",)]
    assert reader(*FULL).code == 7
    assert held(reader) == others
    paper.publish(down(18))
    assert reader().code == 7
    assert held(reader) == [18]


@pytest.mark.slow
def test_an_upload_to_one_address_holds_once_more_what_a_run_did_not_finish(paper, reader):
    (reader.folder / "own.py").write_text(UPLOAD)
    storages = ("-s", 'FEED_STORAGES={"upload": "own.Upload"}', "-O", "upload://bucket/up.jsonl")
    paper.page("/ekonomi/800005/berita", BROKEN)
    assert reader(*FULL, *storages).code == 7
    paper.story(5)
    assert reader(*storages).code == 0
    assert held(reader, "up.jsonl") == ALL
    paper.publish(down(18))
    assert reader(*storages).code == 0
    assert held(reader, "up.jsonl") == [18]


UPLOAD = """
import shutil
from pathlib import Path

from scrapy.extensions.feedexport import BlockingFeedStorage


class Upload(BlockingFeedStorage):
    def __init__(self, uri, *, feed_options=None):
        pass

    def _store_in_thread(self, file):
        file.seek(0)
        Path("up.jsonl").write_bytes(file.read())
        file.close()
"""
