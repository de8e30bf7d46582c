"""Several publishers crawled by several commands at once, which share one store: each does a part.

Nobody asks a publisher that another one holds, and whoever is killed is taken over.
"""

import sqlite3
import threading
import time
from collections import Counter, defaultdict
from contextlib import suppress
from itertools import pairwise
from types import SimpleNamespace

import pytest
from lab.workers import DELAY, Worker
from worlds.paper import down
from worlds.trio import NAMES, Trio, write_spiders

from newsscraper.failures import Exit
from newsscraper.store.clock import Clock
from newsscraper.store.locks import publisher_lock

pytestmark = pytest.mark.slow

STORIES = 4
SLACK = 0.1
"""Seconds by which a busy site may note a request late, and so see the next one early."""


@pytest.fixture
def server(tmp_path, serve):
    """The papers on a loopback server."""
    papers = Trio(tmp_path / "papers")
    papers.publish(down(STORIES - 1, 0))
    with serve(papers.folder) as server:
        yield server


@pytest.fixture
def visits(server):
    """When each host was asked, and how often while it was answering somebody."""
    seen = SimpleNamespace(at=defaultdict(list), now=Counter(), most=0)
    answer = server.answer

    def watched(url):
        host = url.split("/")[2]
        with server.lock:
            seen.at[host].append(time.monotonic())
            seen.now[host] += 1
            seen.most = max(seen.most, seen.now[host])
        time.sleep(DELAY / 4)
        found = answer(url)
        with server.lock:
            seen.now[host] -= 1
        return found

    server.answer = watched
    return seen


@pytest.fixture
def machine(tmp_path, server, engine):
    """Return a function that begins a command on a machine, which has a folder of its own."""
    workers = []
    store = engine.url(tmp_path).replace("sqlite:///", f"sqlite:///{tmp_path}/")

    def begun(folder, *arguments, name="--all", **options):
        (tmp_path / folder).mkdir(exist_ok=True)
        write_spiders(tmp_path / folder)
        asked = ("-s", "SPIDER_MODULES=koran", *arguments)
        workers.append(Worker(tmp_path / folder, store, server, *asked, name=name, **options))
        return workers[-1]

    yield begun
    for worker in workers:
        worker.go_on()
        worker.kill()


@pytest.fixture
def others(tmp_path, engine):
    """A run of nobody's that holds one of the publishers."""
    hold = publisher_lock(engine.place(tmp_path), "dua", Clock())
    yield hold
    hold.release()


@pytest.fixture
def checked(tmp_path, engine, visits):
    """Return a function that checks that all is stored once, and no site was asked in haste."""

    def check():
        rows = engine.ask(tmp_path, "SELECT key, revision FROM revisions")
        assert Counter(rows) == Counter((key, 1) for key in keys(*NAMES))
        assert visits.most == 1
        assert visits.at.keys() == {f"{name}.example" for name in NAMES}
        for times in visits.at.values():
            assert min(later - before for before, later in pairwise(times)) > DELAY - SLACK

    return check


@pytest.fixture
def ended(tmp_path, engine):
    """Return a function that waits until so many runs have ended."""

    def wait(count, seconds=60):
        end = time.monotonic() + seconds
        while True:
            with suppress(sqlite3.OperationalError):  # it has no tables yet
                if engine.ask(tmp_path, "SELECT count(ended) FROM runs") == [(count,)]:
                    return
            assert time.monotonic() < end
            time.sleep(0.1)

    return wait


def keys(*names):
    return [f"{name}:{800_000 + number}" for name in names for number in range(STORIES)]


class Gate:
    """Lets nobody have the stories of a publisher until it is opened."""

    def __init__(self, server, name):
        self.is_reached, self.is_open = threading.Event(), threading.Event()
        self.start = f"https://{name}.example/ekonomi"
        server.hook = self.pass_by

    def pass_by(self, url):
        if url.startswith(self.start):
            self.is_reached.set()
            self.is_open.wait(60)


def test_commands_that_begin_at_once_do_it_together(machine, checked):
    commands = [machine(folder, "-o", "all.jsonl") for folder in "abc"]
    assert [each.end()[0] for each in commands] == [Exit.COMPLETE] * 3
    checked()


def test_replaced_files_of_several_commands_wait_for_nobody_else(machine, checked):
    """Each holds a publisher until its file is whole, and wants one that another holds."""
    commands = [machine(folder, "-O", "all.jsonl") for folder in "ab"]
    assert [each.end()[0] for each in commands] == [Exit.COMPLETE] * 2
    checked()


@pytest.mark.parametrize(("name", "count"), [("--all", 2), ("satu dua", 1)])
def test_a_run_since_then_counts_whoever_made_it(machine, server, others, ended, name, count):
    """The command sees the other run, and waits for its end."""
    command = machine("a", name=name)
    command.wait_for("; waiting up to 600 s")
    ended(count)
    command.stop()
    gate = Gate(server, "dua")
    others.release()
    other = machine("b", name="dua")
    assert gate.is_reached.wait(60)
    command.go_on()
    command.wait_for("; waiting until that has ended")
    gate.is_open.set()
    assert other.end()[0] == Exit.COMPLETE
    code, line = command.end()
    assert code == Exit.COMPLETE
    assert " publishers (1 crawled by other runs), " in line
    assert f"dua: Complete, by process {other.process.pid}" in command.log


def test_a_run_that_was_stopped_does_not_count(machine, server, others, ended, checked):
    command = machine("a")
    command.wait_for("; waiting up to 600 s")
    ended(2)
    command.stop()
    gate = Gate(server, "dua")
    others.release()
    other = machine("b", name="dua")
    assert gate.is_reached.wait(60)
    command.go_on()
    command.wait_for("; waiting until that has ended")
    other.interrupt()
    gate.is_open.set()
    assert other.end()[0] == Exit.STOPPED
    assert command.end()[0] == Exit.COMPLETE
    assert "dua: Complete: " in command.log
    checked()


def test_others_take_over_from_a_command_that_is_killed(machine, server, checked):
    gate = Gate(server, "dua")
    first = machine("a")
    assert gate.is_reached.wait(60)
    others = [machine(folder) for folder in "bc"]
    for each in others:
        each.wait_for("dua in ")
    first.kill()
    gate.is_open.set()
    assert [each.end()[0] for each in others] == [Exit.COMPLETE] * 2
    checked()


def test_who_is_killed_while_it_waits_is_not_missed(machine, server, checked):
    gate = Gate(server, "dua")
    first = machine("a")
    assert gate.is_reached.wait(60)
    second = machine("b")
    second.wait_for("dua in ")
    second.kill()
    gate.is_open.set()
    assert first.end()[0] == Exit.COMPLETE
    checked()


def test_a_signal_ends_the_wait_at_once(machine, others):
    command = machine("a")
    command.wait_for("; waiting up to 600 s")
    command.interrupt()
    code, line = command.end(10)
    assert code == Exit.STOPPED
    assert line.startswith("Stopped: ")


def test_who_holds_it_all_the_time_makes_code_8(machine, others):
    command = machine("a", "-s", "PUBLISHER_LOCK_WAIT=1")
    code, line = command.end()
    assert code == Exit.HELD
    assert line.startswith("Failed: dua ended with code 8; 2 of 3 publishers with 0; ")


def test_a_publisher_that_is_crawled_alone_is_not_waited_for(machine, others):
    command = machine("a", name="dua")
    code, line = command.end()
    assert code == Exit.HELD
    assert line.startswith("Not begun: dua in ")
    assert "waiting" not in command.log
