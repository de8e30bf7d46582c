"""One file that several publishers append to at the same time: real runs take turns."""

import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter

import pytest
from lab.project import own_environment
from lab.whole_crawl import rows_of
from worlds.paper import Paper, Reader, down

pytestmark = pytest.mark.slow

NAMES = ("satu", "dua", "tiga")
SPIDERS = """
from dataclasses import replace

from newsscraper.roads.index import Index
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

"""
SPIDER = """
class {title}Spider(MediaIndonesiaSpider):
    name = "{name}"
    allowed_domains = ["{name}.example"]
    roads = (Index("https://{name}.example/indeks"),)
    article_urls = replace(
        MediaIndonesiaSpider.article_urls, publisher=name, host="{name}.example"
    )
"""
OUT = ("-o", "out.jsonl")
FEW = list(range(4))


@pytest.fixture
def press(tmp_path):
    """Return a function that publishes stories at three publishers, and their paper."""
    paper = Paper(tmp_path / "paper")

    def publish(numbers):
        paper.publish(numbers)
        home = paper.folder / "mediaindonesia.com"
        for name in NAMES:
            there = paper.folder / f"{name}.example"
            shutil.rmtree(there, ignore_errors=True)
            shutil.copytree(home, there)
            for file in filter(lambda each: each.is_file(), there.rglob("*")):
                text = file.read_text(encoding="utf-8")
                file.write_text(text.replace("mediaindonesia.com", f"{name}.example"))

    publish(down(3, 0))
    return publish, paper


@pytest.fixture
def reader(press, crawl, tmp_path):
    """Return a Reader of all three in one folder."""
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "koran.py").write_text(
        SPIDERS + "".join(SPIDER.format(name=name, title=name.title()) for name in NAMES)
    )
    return Reader(crawl, folder, press[1].folder, "SPIDER_MODULES=koran", "DOWNLOAD_DELAY=0")


def keys(*names, numbers=FEW):
    """The keys of stories of these publishers."""
    return Counter(f"{name}:{800_000 + number}" for name in names for number in numbers)


def held(reader):
    """How often the feed has which key."""
    return Counter(row["key"] for row in rows_of(reader.folder / "out.jsonl"))


def nothing_is_left(reader):
    """Whether no part and no lock lies in the folder."""
    return not [each for each in reader.folder.iterdir() if each.suffix in (".part", ".lock")]


class Holding:
    """A run of a publisher that has the file and waits until it may go on."""

    def __init__(self, reader, serve, press, start_crawl_anew, *arguments, name="satu"):
        self.has_it, self.may_go_on = threading.Event(), threading.Event()
        self.serving = serve(press[1].folder)
        server = self.server = self.serving.__enter__()
        server.hook = self.wait
        self.reader = Reader(
            start_crawl_anew, reader.folder, server.url, "SPIDER_MODULES=koran", "DOWNLOAD_DELAY=0"
        )
        self.process = self.reader(*(arguments or OUT), name=name)

    def __enter__(self):
        assert self.has_it.wait(60)
        return self

    def wait(self, url):
        if "/ekonomi/" in url and not self.has_it.is_set():
            self.has_it.set()
            self.may_go_on.wait(60)

    def end(self):
        """Let it go on; return its exit code."""
        self.may_go_on.set()
        self.process.communicate(timeout=60)
        return self.process.returncode

    def __exit__(self, *error):
        self.end()
        self.serving.__exit__(*error)


@pytest.fixture
def holding(reader, serve, press, start_crawl_anew):
    """Return a function that begins a run which has the file, in a `with` statement."""

    def begin(*arguments, **options):
        return Holding(reader, serve, press, start_crawl_anew, *arguments, **options)

    return begin


SAID = "out.jsonl is held by another run: process"


def test_three_publishers_append_to_one_file_in_the_same_minute(
    reader, start_crawl_anew, press, holding
):
    with holding() as first:
        others = [first.reader(*OUT, name=name) for name in NAMES[1:]]
        for process in others:
            until_it_says(process, "is appended when it ends")
        assert first.end() == 0
        logs = [process.communicate(timeout=60)[1].decode() for process in others]
    assert [process.returncode for process in others] == [0, 0]
    assert all("Complete: 4 articles added to out.jsonl, 0 failed." in log for log in logs)
    assert held(reader) == keys(*NAMES)
    assert nothing_is_left(reader)


def until_it_says(process, text):
    """Read the log of a process until a line has *text*."""
    for line in process.stderr:
        if text in line.decode():
            return
    raise AssertionError(f"it ended, and never said {text!r}")


def test_who_waits_in_vain_says_so_and_the_next_run_delivers(reader, holding, press):
    with holding() as first:
        run = reader(*OUT, "-s", "FEED_LOCK_WAIT=0.5", name="dua")
        assert run.code == 8
        said = f"Not delivered: {reader.folder}/{SAID} {first.process.pid}, since "
        assert run.last_line.startswith(said)
        assert run.last_line.endswith(
            "; the next run delivers it; 4 articles, 0 failed, all safe in the store."
        )
    assert held(reader) == keys("satu")
    assert reader(*OUT, name="dua").code == 0
    assert held(reader) == keys("satu", "dua")
    press[0](down(4, 0))
    assert reader(*OUT, name="dua").code == 0
    assert held(reader) == keys("satu", "dua") + keys("dua", numbers=[4])


@pytest.mark.slow
def test_a_window_that_waited_in_vain_is_delivered_by_the_next_run(reader, holding):
    window = ("-a", "since=2026-01-01", "-a", "until=2026-01-01")
    with holding():
        assert reader(*OUT, *window, "-s", "FEED_LOCK_WAIT=0", name="dua").code == 8
    for _ in range(2):
        assert reader(*OUT, *window, name="dua").code == 0
        assert held(reader) == keys("satu", "dua")


@pytest.mark.slow
def test_a_file_that_is_to_be_replaced_is_not_awaited(reader, holding):
    with holding():
        run = reader("-O", "out.jsonl", name="dua")
    assert run.code == 8
    assert run.last_line.startswith(f"Not begun: {reader.folder}/{SAID}")
    assert run.requests == []


@pytest.mark.slow
def test_who_replaces_a_file_is_awaited_by_who_appends_to_it(reader, holding):
    with holding("-O", "out.jsonl") as first:
        process = first.reader(*OUT, name="dua")
        until_it_says(process, "is appended when it ends")
        assert first.end() == 0
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert held(reader) == keys("satu", "dua")


@pytest.mark.slow
def test_with_a_temporary_store_it_appends_just_the_same(reader, holding, press, crawl):
    with holding() as first:
        replay = [f"REPLAY={press[1].folder}", "SPIDER_MODULES=koran"]
        options = [part for each in replay for part in ("-s", each)]
        run = crawl(*options, *OUT, "-s", "FEED_LOCK_WAIT=0", cwd=reader.folder, name="dua")
        assert run.code == 8
        assert run.last_line.endswith("; 4 articles, 0 failed, all in a temporary store.")
        process = first.reader.crawl(*options, *OUT, cwd=reader.folder, name="tiga")
        until_it_says(process, "is appended when it ends")
        assert first.end() == 0
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert held(reader) == keys("satu", "tiga")


@pytest.mark.slow
@pytest.mark.parametrize("signals", [1, 2])
def test_a_signal_comes_while_a_file_is_awaited(reader, holding, signals):
    with holding() as first:
        process = first.reader(*OUT, name="dua")
        until_it_says(process, "Waiting for")
        for _ in range(signals):
            process.send_signal(signal.SIGINT)
            until_it_says(process, "Received SIGINT")
        said = process.communicate(timeout=60)[1].decode()
        assert process.returncode == (8 if signals == 1 else 11)
        assert signals == 2 or "Not delivered: " in said.splitlines()[-1]
        assert first.end() == 0
    assert held(reader) == keys("satu")
    assert reader(*OUT, name="dua").code == 0
    assert held(reader) == keys("satu", "dua")


ONE_PROCESS = """
import sys

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

settings = get_project_settings()
settings.update({"REPLAY": sys.argv[1], "STORE_URL": "sqlite:///articles.db"})
settings.update({"SPIDER_MODULES": ["koran"], "FEEDS": {"out.jsonl": {"format": "jsonl"}}})
process = AsyncCrawlerProcess(settings)
for name in ("satu", "dua", "tiga"):
    process.crawl(name)
process.start()
"""


@pytest.mark.slow
def test_three_publishers_in_one_process_append_to_one_file(reader, press):
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", ONE_PROCESS, press[1].folder],
        cwd=reader.folder,
        capture_output=True,
        timeout=60,
        env=own_environment(reader.folder),
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert held(reader) == keys(*NAMES)
    assert nothing_is_left(reader)
