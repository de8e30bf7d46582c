"""`scrapy demo`: what it makes of the replica, with no network at all."""

import json
import subprocess
import sys
from collections import Counter

import pytest
from lab.project import own_environment

NO_NETWORK = """
import os, sys

WATCHED = {
    "socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
}

def end(event, arguments):
    if event in WATCHED:
        os._exit(99)

sys.addaudithook(end)
"""
COUNTS = {"mediaindonesia": 52, "detik": 9, "kompas": 11}
STORY = "kompas:2026012017052361"
CORRECTED = "kompas:2026011916472451"


def demo(folder, *arguments):
    watch = folder.with_name(f"{folder.name}-watch")
    watch.mkdir(exist_ok=True)
    (watch / "sitecustomize.py").write_text(NO_NETWORK)
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", "demo", *arguments],
        cwd=folder,
        env=own_environment(watch),
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("arguments", "reason"),
    {
        ("detik",): "demo takes no argument: scrapy demo",
        ("--all",): "unknown option --all; scrapy demo -h lists the options",
        (): "demo.jsonl is here already; delete it, or run the demo in an empty folder",
    }.items(),
)
def test_what_cannot_be_is_refused_and_nothing_is_touched(tmp_path, arguments, reason):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "demo.jsonl").write_text("mine\n")
    done = demo(folder, *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"newsscraper: {reason}\n")
    assert [path.name for path in folder.iterdir()] == ["demo.jsonl"]
    assert (folder / "demo.jsonl").read_text() == "mine\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a demo, and what that printed."""
    folder = tmp_path_factory.mktemp("made")
    done = demo(folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder, done.stdout


@pytest.fixture(scope="module")
def rows(made):
    lines = (made[0] / "demo.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.slow
def test_a_demo_leaves_a_store_and_a_file_and_says_what_is_in_them(made):
    folder, printed = made
    assert {path.name for path in folder.iterdir() if ".lock" not in path.name} == {
        *("demo.db", "demo.jsonl"),
    }
    assert "demo.jsonl: 72 rows, one for each article and each revision\n" in printed
    assert "demo.db: the store, with 71 articles\n" in printed
    assert printed.splitlines()[:4] == [
        "mediaindonesia: Complete: 52 articles added to demo.jsonl, 0 failed.",
        "detik: Complete: 9 articles added to demo.jsonl, 0 failed.",
        "kompas: Partial: 5 articles added to demo.jsonl, 1 failed, 1 index page unread"
        " (2026-01-18)",
        "a day later, kompas: Up to date: 6 articles added to demo.jsonl, 0 failed",
    ]


@pytest.mark.slow
def test_its_file_has_a_copied_wire_story_and_a_corrected_article(rows):
    assert Counter(row["publisher"] for row in rows) == COUNTS
    repeated = {row["key"]: row["duplicate_of"] for row in rows if row["duplicate_of"]}
    assert repeated == {STORY: "mediaindonesia:851782"}
    [story] = [row for row in rows if row["key"] == STORY]
    assert story["syndicated_from"]["publisher"] == "Antara"
    assert [row["revision"] for row in rows if row["key"] == CORRECTED] == [1, 2]
    assert [row["key"] for row in rows if row["revision"] > 1] == [CORRECTED]


@pytest.mark.slow
def test_a_second_demo_leaves_the_first_one_as_it_is(made):
    folder, _ = made
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert demo(folder).returncode == 2
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
