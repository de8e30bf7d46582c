"""`scrapy dedup`: counts of what repeats what, and the same found anew by other settings."""

import json
import threading
from contextlib import contextmanager
from functools import partial

import pytest
from lab.command_line import is_one_line, run
from lab.project import PROJECT
from worlds.paper import Paper
from worlds.stories import crawl_three, dump_by, retold, told

from newsscraper.store.clock import Clock
from newsscraper.store.locks import publisher_lock

TABLE = """\
publisher       articles  exact  near
detik                  2      1     0
kompas                 1      0     1
mediaindonesia         6      1     1
"""
NO_NEAR = TABLE.replace("     1\n", "     0\n")
KILLED = (PROJECT / "tests/lab/kill_points.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def filled(crawl, tmp_path_factory, engine):
    """A folder with the store that crawls of three publishers filled."""
    folder = tmp_path_factory.mktemp("filled")
    crawl_three(crawl, folder, engine)
    return folder


@pytest.fixture
def folder(filled, tmp_path, engine):
    """A folder with a copy of that store."""
    engine.copy(filled, tmp_path)
    return tmp_path


@pytest.fixture
def dedup(folder, engine):
    """Return a function that runs `scrapy dedup ARGUMENTS` there."""
    return partial(run, folder, "dedup", "-s", f"STORE_URL={engine.url(folder)}")


@pytest.fixture
def held(folder, engine):
    """Return a function that tells what the store holds about duplicates."""
    return partial(dump_by, partial(engine.ask, folder))


def test_it_counts_articles_by_publisher(dedup, held):
    before = held()
    assert dedup() == (0, TABLE, "")
    assert held() == before


def test_comparing_anew_by_the_same_settings_changes_nothing(dedup, held, folder, engine):
    before = held()
    assert dedup("--rebuild") == (0, TABLE, "Compared anew: 0 marks changed\n")
    assert held() == before
    assert {file.name for file in folder.iterdir()} <= {engine.called(folder)}


@pytest.mark.parametrize(
    "setting",
    [
        "NEAR_DUPLICATE_DAYS=0",
        pytest.param("NEAR_DUPLICATE_SIMILARITY=0.9", marks=pytest.mark.slow),
    ],
)
def test_other_settings_find_other_near_duplicates_and_the_old_ones_come_back(dedup, held, setting):
    before = held()
    said = "Compared anew: 2 marks changed\n"
    assert dedup("--rebuild", "-s", setting) == (0, NO_NEAR, said)
    assert marked(held()) == [("detik:8310001", 1.0), ("mediaindonesia:800009", 1.0)]
    assert held()["ledger"] == before["ledger"]
    assert held()["duplicates"] == before["duplicates"]
    assert dedup("--rebuild") == (0, TABLE, said)
    assert held() == before


def test_a_similarity_below_what_is_there_changes_nothing(dedup, held):
    before = held()
    ended = dedup("--rebuild", "-s", "NEAR_DUPLICATE_SIMILARITY=0.6")
    assert (ended.code, ended.out) == (0, TABLE)
    assert held() == before


def marked(tables):
    """Key and similarity of the articles that are marked, by key."""
    documents = (json.loads(row[-2]) for row in tables["revisions"])
    found = [(each["key"], each["similarity"]) for each in documents if each["duplicate_of"]]
    return sorted(found)


# --- What is refused ------------------------------------------------------------------------------

REFUSED = {
    "NEAR_DUPLICATE_DAYS=x is not a whole number from 0": ["-s", "NEAR_DUPLICATE_DAYS=x"],
    "NEAR_DUPLICATE_DAYS=-1 is not a whole number from 0": ["-s", "NEAR_DUPLICATE_DAYS=-1"],
    "NEAR_DUPLICATE_SIMILARITY=0 is not a number above 0": ["-s", "NEAR_DUPLICATE_SIMILARITY=0"],
    "NEAR_DUPLICATE_SIMILARITY=1.1 is not": ["-s", "NEAR_DUPLICATE_SIMILARITY=1.1"],
    "NEAR_DUPLICATE_SIMILARITY=nan is not": ["-s", "NEAR_DUPLICATE_SIMILARITY=nan"],
    "NEAR_DUPLICATE_SIMILARITY=x is not": ["-s", "NEAR_DUPLICATE_SIMILARITY=x"],
    "FEED_DUPLICATES=maybe is not True or False": ["-s", "FEED_DUPLICATES=maybe"],
    "there is no store": ["-s", "STORE_URL=sqlite:///none.db"],
    "SQLite and PostgreSQL are supported": ["-s", "STORE_URL=mysql://x/y"],
    "unknown option --anew": ["--anew"],
    "dedup takes no argument: scrapy dedup [--rebuild]": ["mediaindonesia"],
}


@pytest.mark.parametrize(("reason", "arguments"), REFUSED.items(), ids=REFUSED)
def test_bad_input_is_refused_in_one_line_with_code_2(dedup, held, folder, reason, arguments):
    before = held()
    code, out, said = dedup("--rebuild", *arguments)
    assert (code, out) == (2, "")
    assert said.startswith("newsscraper: ")
    assert reason in said
    assert is_one_line(said)
    assert held() == before
    assert not (folder / "none.db").exists()


def test_without_a_store_there_is_nothing_to_count(tmp_path):
    code, out, said = run(tmp_path, "dedup")
    assert (code, out, is_one_line(said)) == (2, "", True)
    assert "there is no store" in said
    assert not list(tmp_path.iterdir())


def test_a_store_that_is_none_is_told_in_one_line_with_code_3(tmp_path):
    (tmp_path / "articles.db").write_text("bukan basis data\n" * 100)
    for arguments in ((), ("--rebuild",)):
        code, out, said = run(tmp_path, "dedup", *arguments)
        assert (code, out, is_one_line(said)) == (3, "", True)


# --- While something else happens -----------------------------------------------------------------


def test_two_do_not_compare_anew_at_once(dedup, held, folder, engine):
    before = held()
    place = engine.place(folder)
    with held_by_another(place, "dedup"):
        code, out, said = dedup("--rebuild")
        assert (code, out, is_one_line(said)) == (8, "", True)
        assert said.startswith(f"newsscraper: dedup in {place} is held by another")
        assert dedup() == (0, TABLE, ""), "counting disturbs nobody"
    assert held() == before
    assert dedup("--rebuild").code == 0


@contextmanager
def held_by_another(place, publisher):
    lock = publisher_lock(place, publisher, Clock())
    try:
        yield
    finally:
        lock.release()


def test_a_running_crawl_and_the_comparison_do_not_disturb_each_other(
    serve, start_crawl, dedup, held, folder, engine
):
    paper = Paper(folder / "site")
    paper.story(12, body=told("kereta"))
    paper.story(13, body=retold("kopi"))
    paper.publish([13, 12, 9, 5, 4, 3, 2, 1])
    reached, go_on = threading.Event(), threading.Event()

    def wait(url):
        if url == paper.address(12):
            reached.set()
            go_on.wait(30)

    with serve(paper.folder) as server:
        server.hook = wait
        options = ("-s", f"REPLAY={server.url}", "-s", f"STORE_URL={engine.url(folder)}")
        process = start_crawl(*options, "-s", "DOWNLOAD_DELAY=0", cwd=folder)
        assert reached.wait(30)
        code, _, said = dedup("--rebuild", "-s", "NEAR_DUPLICATE_DAYS=0")
        go_on.set()
        log = process.communicate(timeout=60)[1].decode()
    # One more than of the store alone: story 13 had come.
    assert (code, said) == (0, "Compared anew: 3 marks changed\n")
    assert process.returncode == 0, log
    assert log.endswith("Complete: 1 article in out.jsonl, 0 failed, 1 exact duplicate.\n")
    assert dedup("--rebuild").code == 0
    before = held()
    assert dedup("--rebuild") == (0, dedup().out, "Compared anew: 0 marks changed\n")
    assert held() == before


@pytest.mark.parametrize(
    "point",
    [
        "in_transaction:2",
        pytest.param("in_transaction:10", marks=pytest.mark.slow),
        pytest.param("before_commit:2", marks=pytest.mark.slow),
    ],
)
def test_a_comparison_that_is_killed_leaves_the_store_as_it_was(
    dedup, held, folder, tmp_path, point, engine
):
    before = held()
    code = tmp_path / "code"
    code.mkdir()
    (code / "sitecustomize.py").write_text(KILLED, encoding="utf-8")
    setting = ("-s", "NEAR_DUPLICATE_DAYS=0")
    ended = dedup("--rebuild", *setting, PYTHONPATH=f"{code}:{PROJECT}", KILL_AT=point)
    engine.outwait(folder)
    assert (ended.code, ended.out) == (-9, "")
    assert held() == before
    assert dedup("--rebuild", *setting) == (0, NO_NEAR, "Compared anew: 2 marks changed\n")
