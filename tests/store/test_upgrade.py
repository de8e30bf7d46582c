"""A store that an older version made: upgraded in one step, with all that is in it."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from lab.older_stores import (
    VERSION_1,
    VERSION_2,
    VERSION_3,
    VERSION_5,
    VERSION_6,
    VERSION_7,
    VERSION_8,
    make_older,
)
from sqlalchemy.exc import OperationalError
from worlds.stories import crawl_three, dump, scrapy

from newsscraper.failures import CannotGoOn
from newsscraper.items import Article
from newsscraper.roads.listing import Usual
from newsscraper.roads.validators import Validators
from newsscraper.store import (
    database,
    delivered,
    index_pages,
    ledger,
    list_sizes,
    revisions,
    run_log,
    walk_log,
)
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.index_pages import IndexPage
from newsscraper.store.upgrades import UPGRADES, VERSION
from newsscraper.window import Window

PROJECT = Path(__file__).parents[2]
ME, ROAD = "mediaindonesia", "https://mediaindonesia.com/indeks"
ALL = """
import sys, os, pathlib
from newsscraper.store.article_store import Store
from newsscraper.store.upgrades import UPGRADES

def statements(deadly):
    for number, statement in enumerate(UPGRADES[1]):
        if number == deadly:
            os._exit(9)
        yield statement

upgrades = {1: statements(int(sys.argv[2]))} if len(sys.argv) > 2 else UPGRADES
print("ready", flush=True)
sys.stdin.readline()
Store.open(pathlib.Path(sys.argv[1]), upgrades=upgrades).close()
"""


def article(number):
    """An article that can be stored."""
    url = f"https://{ME}.example/ekonomi/{number}/judul"
    known = {"section": "ekonomi", "date_published": "2026-01-20T18:00:00+07:00"}
    return Article(key=f"{ME}:{number}", publisher=ME, url=url, content_hash="x", **known)


@pytest.fixture
def old(tmp_path):
    """Return the path of a store of version 1 that has an article."""
    path = tmp_path / "old.db"
    store = Store.open(path)
    with store.writing() as transaction:
        run = run_log.begin(transaction, ME, {}, Clock().now())
        revisions.add(transaction, article(1), run)
    store.close()
    return make_older(path, VERSION_1)


def layout(path):
    """Version, columns and indexes of a store."""
    with closing(sqlite3.connect(path)) as database:
        found = "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'"
        tables = [row[0] for row in database.execute(found)]
        columns = {
            (name, *column[1:4])
            for name in tables
            for column in database.execute(f"PRAGMA table_info({name})")
        }
        columns.update((name,) for name in tables)
        return database.execute("SELECT version FROM schema_version").fetchall(), columns


def test_an_old_store_has_the_tables_of_a_new_one_after_its_upgrade(old, tmp_path):
    assert layout(old)[0] == [(1,)]
    Store.open(old).close()
    Store.open(tmp_path / "new.db").close()
    assert layout(old) == layout(tmp_path / "new.db")
    Store.open(old).close()
    assert layout(old)[0] == [(VERSION,)]


def test_an_upgrade_keeps_what_is_known(old):
    store = Store.open(old)
    with store.reading() as transaction:
        assert revisions.count(transaction, ME) == 1
        assert walk_log.has_known(transaction, ME, ROAD)
        assert walk_log.unfinished(transaction, ME, ROAD, Window()) == []
        assert not walk_log.ended_before(transaction, ME, ROAD, 3, f"{ROAD}?page=2", None)
        entry = ledger.look_up(transaction, [f"{ME}:1"], ROAD)[f"{ME}:1"]
        assert (entry.state, entry.walk, entry.is_known) == ("stored", 1, True)
    store.close()


def test_an_upgraded_store_is_used_like_a_new_one(old):
    store = Store.open(old)
    with store.writing() as transaction:
        run = run_log.begin(transaction, ME, {}, Clock().now())
        first, second = (
            walk_log.begin(transaction, ME, ROAD, run, Window(), is_from_top=True) for _ in range(2)
        )
        walk_log.reach(transaction, first, "page 7")
        assert [each[:2] for each in walk_log.unfinished(transaction, ME, ROAD, Window())] == [
            (first, "page 7")
        ]
        walk_log.take_over(transaction, second, first)
        page = IndexPage(ME, ROAD, ROAD, second)
        index_pages.read(transaction, page, Validators('"x"'))
        walk_log.complete(transaction, ROAD, second, makes_known=True)
        assert index_pages.validators_of(transaction, ROAD, ROAD) == ('"x"', None)
        revisions.add(transaction, article(2), run)
    store.close()


def start(*arguments):
    """Start a process that opens a store when it is told to, and wait until it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", ALL, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.slow
def test_two_processes_may_upgrade_a_store_at_once(old):
    processes = [start(old) for _ in range(3)]
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    ends = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    told = "old.db is of an earlier version; to find the duplicates in it: scrapy dedup --rebuild\n"
    assert sorted(ends) == ["", "", told]
    assert layout(old)[0] == [(VERSION,)]


@pytest.mark.parametrize("deadly", [0, 3, len(UPGRADES[1]) - 1])
def test_an_upgrade_that_is_killed_leaves_the_store_as_it_was(old, deadly):
    before = layout(old)
    process = start(old, deadly)
    process.communicate("\n", timeout=60)
    assert process.returncode == 9
    assert layout(old) == before
    Store.open(old).close()
    assert layout(old)[0] == [(VERSION,)]


def test_an_upgrade_that_fails_is_told_in_one_line_and_leaves_the_store_as_it_was(old):
    before = layout(old)
    broken = (*UPGRADES[1], "ALTER TABLE nowhere ADD COLUMN x TEXT")
    with pytest.raises(CannotGoOn, match="no such table: nowhere") as refused:
        Store.open(old, upgrades={1: broken})
    assert refused.value.exit_code == 3
    assert isinstance(refused.value.__cause__, OperationalError)
    assert layout(old) == before


# --- A store that knew of no duplicates -----------------------------------------------------------


@pytest.fixture(scope="module")
def three(crawl, tmp_path_factory):
    """Return the path of a store that crawls of three publishers filled."""
    return crawl_three(crawl, tmp_path_factory.mktemp("three"))[1].folder / "articles.db"


@pytest.fixture
def as_before(three, tmp_path):
    """Return a function that returns the path of that store, as an older version would have it."""

    def made_old(script):
        path = tmp_path / "articles.db"
        shutil.copy(three, path)
        return make_older(path, script)

    return made_old


@pytest.fixture
def unmarked(as_before):
    """Return the path of that store as version 2 would have made it."""
    return as_before(VERSION_2)


def test_an_older_store_that_is_read_only_says_how_it_is_upgraded(unmarked, monkeypatch):
    monkeypatch.setattr(database, "is_frozen", lambda path: True)  # root writes everywhere
    with pytest.raises(CannotGoOn, match=r"is of version 2 .* use it once where it can be written"):
        Store.open_to_read(unmarked)
    assert layout(unmarked)[0] == [(2,)]


def test_a_store_of_version_2_gets_the_tables_of_duplicates_in_one_step(unmarked, tmp_path):
    assert layout(unmarked)[0] == [(2,)]
    Store.open(unmarked).close()
    Store.open(tmp_path / "new.db").close()
    assert layout(unmarked) == layout(tmp_path / "new.db")
    found = dump(unmarked)
    assert (found["sketches"], found["matches"], found["duplicates"]) == ([], [], [])
    assert len(found["revisions"]) == 9


def test_a_store_of_version_3_gets_the_hashes_of_its_duplicates_by_comparing_anew(
    three, tmp_path, as_before
):
    path = as_before(VERSION_3)
    code, _, said = scrapy(tmp_path, "dedup", "--rebuild")
    assert (code, said.splitlines()[-1]) == (0, "Compared anew: 0 marks changed")
    assert layout(path) == layout(three)
    assert dump(path)["duplicates"] == dump(three)["duplicates"] != []


def test_a_store_of_version_5_knows_the_files_of_feeds_by_their_length(tmp_path):
    path = tmp_path / "articles.db"
    Store.open(path).close()
    as_new = layout(path)
    with closing(sqlite3.connect(make_older(path, VERSION_5))) as database:
        database.execute("INSERT INTO files (path, is_open, length) VALUES ('/a.jsonl', 0, 7)")
        database.commit()
    with closing(Store.open(path)) as store, store.reading() as transaction:
        file = delivered.file_at(transaction, "/a.jsonl")
        assert (file.length, file.digest, file.has_part) == (7, None, False)
    assert layout(path) == as_new


def test_a_store_of_version_5_gets_indexes_and_does_not_know_what_read_its_revisions(
    three, as_before
):
    path = as_before(VERSION_5)
    Store.open(path).close()
    assert layout(path) == layout(three)
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("SELECT DISTINCT extraction FROM revisions").fetchall()
    assert found == [(None,)]


def test_a_store_of_version_8_can_be_searched(three, as_before):
    path = as_before(VERSION_8)
    code, out, said = scrapy(path.parent, "search", "garam")
    assert (code, out, said) == scrapy(three.parent, "search", "garam")
    assert said == "3 articles found\n"
    assert layout(path) == layout(three)


def test_a_store_of_version_7_begins_to_keep_what_runs_count(three, as_before):
    path = as_before(VERSION_7)
    Store.open(path).close()
    assert layout(path) == layout(three)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT * FROM profiles").fetchall() == []


def test_a_store_of_version_6_learns_anew_what_is_usual(three, as_before):
    path = as_before(VERSION_6)
    with closing(Store.open(path)) as store, store.reading() as transaction:
        assert list_sizes.usual(transaction, "R") == Usual()
    assert layout(path) == layout(three)


def test_comparing_anew_marks_what_a_store_of_version_2_holds(unmarked, three):
    code, out, said = scrapy(unmarked.parent, "dedup", "--rebuild")
    assert (code, said.splitlines()[-1]) == (0, "Compared anew: 4 marks changed")
    assert out.splitlines()[-1].split() == ["mediaindonesia", "6", "1", "1"]
    assert layout(unmarked)[0] == [(VERSION,)]
    assert sorted_documents(dump(unmarked)) == sorted_documents(dump(three))


def test_without_comparing_anew_an_upgraded_store_shows_no_duplicates(unmarked):
    code, out, _ = scrapy(unmarked.parent, "dedup")
    assert code == 0
    assert [line.split()[2:] for line in out.splitlines()[1:]] == [["0", "0"]] * 3


def sorted_documents(found):
    """A dump with documents parsed, as SQLite writes JSON without spaces, and no extractions."""
    revisions = [(*row[:-2], json.loads(row[-2])) for row in found["revisions"]]
    return found | {"revisions": revisions}
