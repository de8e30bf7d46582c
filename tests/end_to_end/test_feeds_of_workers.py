"""Feeds of workers on several machines that share a store: each row once, whoever delivers it.

A file on a machine's own disk is that machine's; a shared folder and an upload are everybody's.
"""

import json
import time
from collections import Counter

import pytest
from lab.engines import OnPostgreSQL
from lab.whole_crawl import rows_of
from lab.workers import LEASE, Worker
from worlds.paper import down
from worlds.trio import NAMES, Trio, write_spiders

from newsscraper.failures import Exit

pytestmark = pytest.mark.slow

STORAGE = """import os
import shutil
import signal
from pathlib import Path

from scrapy.extensions.feedexport import BlockingFeedStorage


class Upload(BlockingFeedStorage):
    \"\"\"To a place that all machines can reach.\"\"\"

    def __init__(self, uri, *, feed_options=None):
        self.path = Path({folder!r}, uri.rpartition("/")[2])

    def _store_in_thread(self, file):
        file.seek(0)
        written = self.path.with_name(f"{{self.path.name}}.{{os.getpid()}}")
        with written.open("wb") as target:
            shutil.copyfileobj(file, target)
        if Path("stops").exists():
            Path("stops").unlink()
            os.kill(os.getpid(), signal.SIGSTOP)
        written.rename(self.path)
"""

DIES = """
import os
import signal

from newsscraper.feeds.delivery import Delivery

Delivery._book = lambda self: os.kill(os.getpid(), signal.SIGKILL)
"""
"""Settings of a worker that is killed when its feed is delivered, and that is not noted yet."""

UPLOADS = {
    "upload://host/%(name)s-%(batch_id)d.jsonl": {"format": "jsonl", "batch_item_count": 3},
}


@pytest.fixture(scope="module")
def on_server(postgresql_server):
    on_server = OnPostgreSQL(postgresql_server)
    yield on_server
    on_server.end()


@pytest.fixture
def papers(tmp_path):
    papers = Trio(tmp_path / "papers")
    papers.publish(down(3, 0))
    return papers


@pytest.fixture
def machine(tmp_path, papers, serve, on_server):
    """Return a function that begins a crawl in a folder of a machine."""
    workers, store = [], on_server.url(tmp_path)
    with serve(papers.folder) as server:

        def begun(host, *arguments, folder="here", name="satu", **options):
            (tmp_path / folder).mkdir(exist_ok=True)
            write_spiders(tmp_path / folder)
            place = tmp_path / "place"
            place.mkdir(exist_ok=True)
            (tmp_path / folder / "storage.py").write_text(STORAGE.format(folder=str(place)))
            given = ("-s", "SPIDER_MODULES=koran", *arguments)
            options = {"delay": 0, "host": host} | options
            workers.append(Worker(tmp_path / folder, store, server, *given, name=name, **options))
            return workers[-1]

        yield begun
        for worker in workers:
            worker.go_on()
            worker.kill()


def complete(*workers):
    assert [each.end()[0] for each in workers] == [Exit.COMPLETE] * len(workers)


def keys(*names, numbers):
    return Counter(f"{name}:{800_000 + number}" for name in names for number in numbers)


def held(*files):
    return sum((Counter(row["key"] for row in rows_of(file)) for file in files), Counter())


# --- A machine's own disk -------------------------------------------------------------------------


def test_files_of_the_same_path_on_two_machines_are_two(machine, papers, tmp_path):
    out, disks = tmp_path / "here/out.jsonl", {}

    def crawl(host, newest):
        papers.publish(down(newest, 0))
        if host in disks:
            out.write_bytes(disks[host])
        complete(machine(host, "-o", "out.jsonl"))
        disks[host] = out.read_bytes()
        out.unlink()

    crawl("a", 3)
    crawl("b", 5)
    crawl("a", 5)
    crawl("b", 6)
    found = {}
    for host, content in disks.items():
        out.write_bytes(content)
        found[host] = held(out)
    assert found == {"a": keys("satu", numbers=range(6)), "b": keys("satu", numbers=[4, 5, 6])}


# --- A folder of the network ----------------------------------------------------------------------


@pytest.fixture
def share(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def into(share, option="-o", name="all.jsonl"):
    return ("-s", f"SHARED_FOLDERS={share}", option, str(share / name))


def test_machines_add_to_a_shared_file_each_row_once(machine, papers, share):
    complete(*(machine(name, *into(share), folder=name, name=name) for name in NAMES))
    assert held(share / "all.jsonl") == keys(*NAMES, numbers=range(4))
    papers.publish(down(5, 0))
    complete(machine("another", *into(share)))
    assert held(share / "all.jsonl") == keys(*NAMES, numbers=range(4)) + keys(
        "satu", numbers=[4, 5]
    )
    assert [each.name for each in share.iterdir()] == ["all.jsonl"]


def test_what_a_killed_machine_had_added_another_takes_back_and_adds(machine, papers, share):
    complete(machine("a", *into(share)))
    papers.publish(down(5, 0))
    first = machine("a", *into(share), more=DIES)
    first.process.wait(120)
    assert held(share / "all.jsonl") == keys("satu", numbers=range(6))
    complete(machine("b", *into(share), name="dua", folder="there"))
    complete(machine("b", *into(share), folder="there"))
    assert held(share / "all.jsonl") == keys("satu", numbers=range(6)) + keys(
        "dua", numbers=range(6)
    )


def test_machines_replace_a_shared_file_in_turn(machine, share):
    workers = [
        machine(name, *into(share, "-O", "%(name)s.jsonl"), folder=name, name="--all")
        for name in "ab"
    ]
    complete(*workers)
    for name in NAMES:
        assert held(share / f"{name}.jsonl") == keys(name, numbers=range(4))


# --- Uploads --------------------------------------------------------------------------------------


def uploading(feeds):
    storages = {"upload": "storage.Upload"}
    return ("-s", f"FEEDS={json.dumps(feeds)}", "-s", f"FEED_STORAGES={json.dumps(storages)}")


def test_workers_upload_each_row_once(machine, papers, tmp_path):
    workers = [machine(name, *uploading(UPLOADS), folder=name, name="--all") for name in "ab"]
    complete(*workers)
    papers.publish(down(6, 0))
    complete(machine("c", *uploading(UPLOADS), folder="c", name="--all"))
    assert held(*(tmp_path / "place").glob("*.jsonl")) == keys(*NAMES, numbers=range(7))


def test_what_was_uploaded_and_not_noted_another_uploads_in_its_place(machine, papers, tmp_path):
    complete(machine("a", *uploading(UPLOADS)))
    papers.publish(down(6, 0))
    first = machine("a", *uploading(UPLOADS), more=DIES)
    first.process.wait(120)
    complete(machine("b", *uploading(UPLOADS), folder="there"))
    assert held(*(tmp_path / "place").glob("*.jsonl")) == keys("satu", numbers=range(7))


def test_who_was_stopped_in_an_upload_notes_nothing_and_says_what_it_may_have_done(
    machine, tmp_path
):
    feeds = {"upload://host/satu.jsonl": {"format": "jsonl"}}
    (tmp_path / "here").mkdir()
    (tmp_path / "here/stops").touch()
    first = machine("a", *uploading(feeds))
    end = time.monotonic() + 60
    while (tmp_path / "here/stops").exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(1.5 * LEASE)  # until then nobody can have missed it
    complete(machine("b", *uploading(feeds), folder="there"))
    first.go_on()
    code, line = first.end()
    assert code in (Exit.HELD, Exit.NOT_WRITTEN)  # the other still has its lease, or gave it back
    said = "upload://host/satu.jsonl was uploaded all the same, maybe in the place of a newer one"
    assert said in first.log, line
    assert held(tmp_path / "place/satu.jsonl") == keys("satu", numbers=range(4))
