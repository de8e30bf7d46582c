"""Locks: one holder at a time, known by its process, and gone with it."""

import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lab.clocks import StillClock

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store.clock import Clock
from newsscraper.store.locks import Lock, publisher_lock

PROJECT = Path(__file__).parents[2]
CLOCK = StillClock(datetime(2026, 1, 21, 3, tzinfo=UTC))
HOLDER = """
import pathlib, sys
from newsscraper.store.clock import Clock
from newsscraper.store.locks import Lock

lock = Lock(pathlib.Path(sys.argv[1]), "it", Clock())
print("held", flush=True)
sys.stdin.readline()
lock.release()
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "new/folder/it.lock"


@contextmanager
def another_process(path):
    """Start a process that holds a lock until it is told, or killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def held(path, what="it"):
    """Take a lock and let go of it at the end of the block."""
    lock = Lock(path, what, CLOCK)
    lock.close = lock.release
    return closing(lock)


def refusal(path, wait=0.0):
    """Return what whoever meets a lock is told."""
    with pytest.raises(CannotGoOn) as refused:
        Lock(path, "it", CLOCK, wait)
    assert "\n" not in str(refused.value)
    return refused.value.exit_code, str(refused.value)


def test_who_meets_a_lock_is_told_who_holds_it_since_when(path):
    with another_process(path) as holder:
        code, text = refusal(path)
        assert code == Exit.HELD
        said, since = text.split(", since ")
        assert said == f"it is held by another run: process {holder.pid}"
        assert datetime.fromisoformat(since) <= Clock().now()


def test_a_lock_dies_with_its_process_and_its_file_is_taken_over(path):
    with another_process(path) as holder:
        holder.kill()
        holder.wait()
        assert path.exists()
        with held(path):
            assert path.read_text(encoding="utf-8").endswith("since 2026-01-21T03:00:00+00:00\n")
    assert not path.exists()


def test_a_lock_that_is_given_back_leaves_no_file_and_may_be_given_back_again(path):
    lock = Lock(path, "it", CLOCK)
    lock.release()
    assert not path.exists()
    with held(path):
        lock.release()
        assert path.exists(), "it is another's now"
        assert refusal(path)[0] == Exit.HELD


@pytest.mark.parametrize("is_another", [False, True])
def test_a_lock_whose_file_was_taken_away_is_lost_and_the_next_one_stays(path, is_another):
    lock = Lock(path, "it", CLOCK)
    assert lock.is_still_ours()
    assert lock.loss is None
    path.unlink()
    if is_another:
        path.touch()
    assert not lock.is_still_ours()
    assert str(lock.loss) == "somebody took it.lock away during the run"
    assert lock.loss.exit_code == Exit.NOT_WRITTEN
    lock.release()
    assert path.exists() is is_another


def test_who_waits_has_the_lock_once_it_is_given_back(path):
    with another_process(path) as holder:

        def let_go():
            holder.stdin.write("\n")
            holder.stdin.flush()

        assert refusal(path, 0.1)[0] == Exit.HELD
        threading.Timer(0.1, let_go).start()
        Lock(path, "it", CLOCK, 30).release()
        assert holder.wait(30) == 0


@pytest.mark.parametrize(
    ("content", "holder"),
    {b"": "one that has just begun", b"\xff": "its process is unknown"}.items(),
)
def test_a_holder_that_cannot_be_read_is_called_so(path, content, holder):
    with held(path):
        path.write_bytes(content)
        assert refusal(path) == (Exit.HELD, f"it is held by another run: {holder}")


def test_a_lock_file_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    code, text = refusal(tmp_path / "file/it.lock")
    assert (code, text) == (Exit.NOT_WRITTEN, "it cannot be written: its folder is a file")
    code, text = refusal(tmp_path / f"{'x' * 300}.lock")
    assert (code, text) == (Exit.NOT_WRITTEN, "it cannot be written: File name too long")


def test_a_publisher_of_a_store_has_one_lock_whatever_links_lead_there(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    real, linked = tmp_path / "real/articles.db", tmp_path / "link/articles.db"
    lock = publisher_lock(linked, "detik", CLOCK)
    assert lock.path == tmp_path / "real/articles.db.detik.lock"
    with pytest.raises(CannotGoOn, match=f"detik in {real} is held by another run: process "):
        publisher_lock(real, "detik", CLOCK)
    publisher_lock(real, "kompas", CLOCK).release()
    lock.release()
    publisher_lock(real, "detik", CLOCK).release()
    assert list((tmp_path / "real").iterdir()) == []
