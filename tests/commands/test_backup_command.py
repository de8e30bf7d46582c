"""`scrapy backup`: a sound copy of a real store, with the real command line."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from lab import forked
from lab.project import PROJECT
from worlds.site import Site

STORE = ("-s", "STORE_URL=sqlite:///articles.db")
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(PROJECT),
    "SCRAPY_SETTINGS_MODULE": "newsscraper.settings",
}
SMALL = 40_000
"""Bytes: more than SQLite keeps in its side file, less than a store without articles."""


def back_up(*arguments, cwd):
    """Run `scrapy backup` in the folder *cwd*; return exit code and stderr."""
    done = forked.run("backup", *arguments, cwd=cwd, env=ENVIRONMENT)
    return done.code, done.err.decode()


@pytest.fixture(scope="module")
def crawled(crawl, tmp_path_factory):
    """A folder with a site of two articles, and a run of it."""
    folder = tmp_path_factory.mktemp("crawled")
    site = Site(folder / "site")
    paths = [f"/ekonomi/80000{number}/berita" for number in (1, 2)]
    site.index("/indeks", [site.article(path, "2026-01-01 09:00") for path in paths])
    (folder / "run").mkdir()
    assert crawl(*STORE, "-s", f"REPLAY={site.folder}", cwd=folder / "run").code == 0
    return folder


@pytest.fixture
def folder(crawled, tmp_path):
    """A folder with a store of two articles, of its own."""
    shutil.copytree(crawled, tmp_path, dirs_exist_ok=True)
    return tmp_path / "run"


def articles_in(file):
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return sorted(key for (key,) in copy.execute("SELECT key FROM articles"))


def test_a_copy_is_one_file_that_the_other_commands_read(crawl, folder):
    code, said = back_up("copy.db", cwd=folder)
    assert code == 0
    assert said.startswith("2 articles, 0.")
    assert said.endswith(" MB in copy.db\n")
    assert articles_in(folder / "copy.db") == articles_in(folder / "articles.db")
    assert {path.name for path in folder.glob("*copy.db*")} == {"copy.db"}
    copy = ("-s", "STORE_URL=sqlite:///copy.db", "-s", f"REPLAY={folder.parent / 'site'}")
    assert crawl(*copy, "-O", "again.jsonl", cwd=folder).last_line == (
        "Complete: 0 new; copy.db holds 2: scrapy export -O FILE -s STORE_URL=sqlite:///copy.db"
    )


def test_what_is_committed_but_not_in_the_main_file_is_in_the_copy(folder):
    with closing(sqlite3.connect(folder / "articles.db")) as other:
        other.execute("PRAGMA wal_autocheckpoint=0")
        other.execute("CREATE TABLE later (word)")
        other.execute("INSERT INTO later VALUES ('baru')")
        other.commit()
        other.execute("INSERT INTO later VALUES ('belum')")  # not committed: not in the copy
        assert back_up("copy.db", cwd=folder)[0] == 0
    with closing(sqlite3.connect(folder / "copy.db")) as copy:
        assert copy.execute("SELECT word FROM later").fetchall() == [("baru",)]


def test_a_copy_ends_while_another_commits_all_the_time(folder):
    with closing(sqlite3.connect(folder / "articles.db")) as store:
        store.execute("CREATE TABLE filler (text)")
        rows = ((os.urandom(2_000),) for _ in range(10_000))  # more than one step of the copy
        store.executemany("INSERT INTO filler VALUES (?)", rows)
        store.commit()
    ended, commits = threading.Event(), 0

    def commit():
        nonlocal commits
        with closing(sqlite3.connect(folder / "articles.db", timeout=30)) as store:
            while not ended.is_set():
                store.execute("INSERT INTO filler VALUES ('x')")
                store.commit()
                commits += 1

    writer = threading.Thread(target=commit)
    writer.start()
    try:
        code, said = back_up("copy.db", cwd=folder)
    finally:
        ended.set()
        writer.join()
    assert (code, said.startswith("2 articles, ")) == (0, True)
    assert commits > 0
    assert len(articles_in(folder / "copy.db")) == 2


def test_an_earlier_copy_is_replaced(folder):
    assert back_up("copy.db", cwd=folder)[0] == 0
    first = (folder / "copy.db").read_bytes()
    assert back_up("copy.db", cwd=folder)[0] == 0
    assert (folder / "copy.db").read_bytes() == first


def test_an_earlier_copy_that_was_worked_with_is_replaced_too(folder):
    assert back_up("copy.db", cwd=folder)[0] == 0
    status = forked.run("status", "-s", "STORE_URL=sqlite:///copy.db", cwd=folder, env=ENVIRONMENT)
    assert status.code == 0
    for _ in range(2):
        assert back_up("copy.db", cwd=folder)[0] == 0
        assert {path.name for path in folder.glob("*copy.db*")} == {"copy.db"}


def test_a_pipe_is_no_copy_and_nobody_is_waited_for(folder):
    os.mkfifo(folder / "milik.saya")
    code, said = back_up("milik.saya", cwd=folder)
    assert code == 2
    assert said == (
        "newsscraper: milik.saya is there, and is no copy of a store; name another file\n"
    )


def make_photos(file):
    with closing(sqlite3.connect(file)) as photos:
        photos.execute("CREATE TABLE photos (name)")


OTHERS = {
    "a text": lambda file: file.write_text("milik saya\n"),
    "nothing": lambda file: file.touch(),
    "another database": make_photos,
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_is_no_copy_is_left_alone(folder, what):
    file = folder / "milik.saya"
    OTHERS[what](file)
    before = file.read_bytes()
    code, said = back_up("milik.saya", cwd=folder)
    assert (code, file.read_bytes()) == (2, before)
    assert said == (
        "newsscraper: milik.saya is there, and is no copy of a store; name another file\n"
    )


def test_a_copy_that_is_in_use_is_left_alone(folder):
    assert back_up("copy.db", cwd=folder)[0] == 0
    with closing(sqlite3.connect(folder / "copy.db")) as copy:
        copy.execute("PRAGMA journal_mode=WAL")
        copy.execute("CREATE TABLE later (word)")
        code, said = back_up("copy.db", cwd=folder)
    assert code == 2
    assert said == (
        f"newsscraper: {folder}/copy.db-wal is there: copy.db is in use, or was;"
        " name another file\n"
    )


STORE_FILES = ["articles.db", "sub/../articles.db-wal", "link.db", "hard.db"]


@pytest.mark.parametrize("name", [*STORE_FILES, "articles.db.mediaindonesia.lock"])
def test_the_store_is_never_its_own_copy(folder, name):
    (folder / "sub").mkdir()
    (folder / "link.db").symlink_to("articles.db")
    (folder / "hard.db").hardlink_to(folder / "articles.db")
    before = articles_in(folder / "articles.db")
    code, said = back_up(name, cwd=folder)
    assert (code, said.startswith(f"newsscraper: {name} is ")) == (2, True)
    assert said.endswith(f" the store {folder}/articles.db; name another file\n")
    assert articles_in(folder / "articles.db") == before


def test_a_damaged_store_is_told_by_its_name(folder):
    content = bytearray((folder / "articles.db").read_bytes())
    content[3 * 4096 : -4096] = os.urandom(len(content) - 4 * 4096)
    (folder / "articles.db").write_bytes(content)
    code, said = back_up("copy.db", cwd=folder)
    assert code == 3
    assert said.startswith(f"newsscraper: {folder}/articles.db is damaged")
    assert not (folder / "copy.db").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "name the file to write: scrapy backup FILE"),
        (("a.db", "b.db"), 2, "name the file to write: scrapy backup FILE"),
        (("--now",), 2, "unknown option --now"),
        ((".",), 2, ". is a folder; name a file"),
        (("s3://bucket/a.db",), 2, "s3://bucket/a.db is no file of this machine; name a file"),
        (("a.db", "-s", "FIRST_RUN_PAGES=x"), 2, "FIRST_RUN_PAGES=x is not a whole number"),
        (("articles.db/a.db",), 3, "articles.db/a.db cannot be written"),
        (("a.db", "-s", "STORE_URL=sqlite:///none.db"), 2, "there is no store"),
    ],
)
def test_what_cannot_be_copied_is_said_in_one_line(folder, arguments, code, said):
    ended, line = back_up(*arguments, cwd=folder)
    assert ended == code
    assert said in line
    assert line.count("\n") == 1
    assert not (folder / "a.db").exists()


def test_a_full_disk_leaves_the_earlier_copy(folder):
    assert back_up("copy.db", cwd=folder)[0] == 0
    before = (folder / "copy.db").read_bytes()
    assert len(before) > SMALL
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", "backup", "copy.db"],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL)),
    )
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert done.stderr.startswith("newsscraper: copy.db cannot be written: ")
    assert (folder / "copy.db").read_bytes() == before
    assert {path.name for path in folder.glob("*copy.db*")} == {"copy.db"}
