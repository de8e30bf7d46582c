"""A store on a disk that is read-only: what reads it works, and what writes says that it cannot."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache

import pytest
from lab.project import own_environment
from worlds.paper import STORE, Paper, Reader, down

pytestmark = pytest.mark.slow

MOUNTED = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
"""Makes the folder of its first argument read-only, for the command of the others alone."""

READING = {
    "export": ("export", "-O", "{out}/all.jsonl"),
    "coverage": ("coverage",),
    "gaps": ("coverage", "mediaindonesia", "--gaps"),
    "dedup": ("dedup",),
    "backup": ("backup", "{out}/copy.db"),
}


@cache
def can_mount():
    """Tell whether this user may mount in a name space of its own."""
    if not shutil.which("unshare"):
        return False
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", MOUNTED, "/tmp", "true"], capture_output=True
    )
    return done.returncode == 0


@pytest.fixture(scope="module")
def crawled(crawl, tmp_path_factory):
    """A folder with the store of a run."""
    folder = tmp_path_factory.mktemp("crawled")
    paper = Paper(folder / "site")
    paper.publish(down(6, 1))
    (folder / "run").mkdir()
    assert Reader(crawl, folder / "run", paper.folder)().code == 0
    return folder / "run"


@pytest.fixture
def folder(crawled, tmp_path):
    """The same, of this test alone."""
    if not can_mount():
        pytest.skip("this system lets nobody mount a folder as read-only")
    shutil.copytree(crawled, tmp_path / "disk")
    (tmp_path / "out").mkdir()
    return tmp_path / "disk"


def scrapy(folder, *arguments):
    """Run `scrapy ARGUMENTS` while *folder* is read-only; return exit code, stdout and stderr."""
    out = folder.parent / "out"
    arguments = [each.format(out=out) for each in arguments]
    store = ["-s", f"STORE_URL={STORE.replace('articles.db', str(folder / 'articles.db'))}"]
    command = [sys.executable, "-W", "error", "-m", "scrapy", *arguments, *store]
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", MOUNTED, folder, *command],
        cwd=out,
        env=own_environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("command", READING)
def test_every_command_that_reads_works(folder, command):
    before = names(folder)
    code, out, said = scrapy(folder, *READING[command])
    assert code == 0, said
    assert out or said.startswith("6 articles") or command == "gaps"
    assert names(folder) == before


@pytest.mark.parametrize("command", ["export", pytest.param("backup", marks=pytest.mark.slow)])
def test_what_lies_beside_it_is_not_left_out(folder, command):
    with closing(sqlite3.connect(folder / "articles.db")) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE later (word)")
        code, out, said = scrapy(folder, *READING[command])
    assert (code, out) == (3, "")
    assert said == (
        f"newsscraper: {folder}/articles.db cannot be read: it is on a disk or in a folder that is"
        " read-only, and articles.db-wal beside it has changes that only a writer can read\n"
    )


def test_an_older_store_is_told_as_it_cannot_be_upgraded(folder):
    with closing(sqlite3.connect(folder / "articles.db")) as old:
        old.execute("UPDATE schema_version SET version = version - 1")
        old.commit()
    code, out, said = scrapy(folder, "coverage")
    assert (code, out, said.count("\n")) == (3, "", 1)
    assert "cannot be used: it is of version" in said
    assert "read-only here" in said


@pytest.mark.parametrize("arguments", [("dedup", "--rebuild"), ("crawl", "mediaindonesia")])
def test_what_writes_says_that_it_cannot(folder, arguments):
    code, out, said = scrapy(folder, *arguments)
    assert (code, out) == (3, "")
    assert "Traceback" not in said
    assert "Read-only file system" in said or "readonly" in said
