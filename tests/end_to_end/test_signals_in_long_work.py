"""Signals during long work with a big store: it stops, says so, and leaves all as it should be."""

import signal
import subprocess
import sys

import pytest
from lab import big_store
from lab.project import hear_signals, own_environment
from worlds.paper import STORE, Paper

pytestmark = pytest.mark.slow

COUNT = 20_000
HELD = COUNT // 2
"""Articles of Media Indonesia."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a big store, and the site of a paper that lists nothing new."""
    folder = tmp_path_factory.mktemp("big")
    big_store.make(folder / "articles.db", COUNT, seed=1)
    Paper(folder / "site").publish([1])
    return folder


def stop_when_it_writes(process, folder, name, sent=signal.SIGINT):
    """Send a signal once any file with *name* in its own has grown; return how it ended."""
    while process.poll() is None:
        if any(path.stat().st_size for path in files_of(folder, name)):
            process.send_signal(sent)
            break
    out, said = process.communicate(timeout=60)
    return process.returncode, out.decode(), said.decode()


def files_of(folder, name):
    return [path for path in folder.iterdir() if name in path.name and path.suffix != ".lock"]


def test_a_run_that_hands_over_a_big_window_stops_when_it_is_told_to(start_crawl_anew, folder):
    options = ("-s", f"STORE_URL={STORE}", "-s", f"REPLAY={folder / 'site'}", "-O", "window.jsonl")
    process = start_crawl_anew(*options, "-a", "since=2016-01-01", cwd=folder)
    code, _, log = stop_when_it_writes(process, folder, "window")
    assert code == 11
    assert "Stopped by a signal: " in log.splitlines()[-1]
    rows = (folder / "window.jsonl").read_bytes().splitlines()
    assert 0 < len(rows) < HELD


def start(folder, *arguments):
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "scrapy", *arguments, "-s", f"STORE_URL={STORE}"],
        cwd=folder,
        env=own_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_signals,
    )


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_export_stops_when_it_is_told_to_and_leaves_the_file_as_it_was(folder, sent):
    (folder / "export.jsonl").write_text("")
    process = start(folder, "export", "-O", "export.jsonl")
    ended = stop_when_it_writes(process, folder, "export", sent)
    assert ended == (11, "", "newsscraper: stopped by a signal; nothing was changed\n")
    assert [path.name for path in folder.glob("*export*")] == ["export.jsonl"]
    assert (folder / "export.jsonl").read_text() == ""
