"""Articles whose pages lie in different archives, as a person reads them again."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from lab.reextraction import kill_when, reextract
from worlds.several_pages import key, text, write_captures, write_spider

ARTICLES = 40
PAGES = 3
SAID = "38 article pages read; others: 4 not_whole"


class Made(NamedTuple):
    """Archives, and what comes of them."""

    apart: list[str]
    """Three that have a page of each article; of two articles they lack one."""
    one: str
    """One that has all of that."""
    whole: bytes
    """What is written where all pages are in one archive."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recorded")
    captures = [
        (number, page, PAGES, "pertama", PAGES * number + page)
        for number in range(1, ARTICLES + 1)
        for page in range(1, PAGES + 1)
        if (number, page) not in {(3, 2), (5, 1)}
    ]
    apart = [
        write_captures(
            folder / f"{at}.warc.gz", [each for each in captures if sum(each[:2]) % PAGES == at]
        )
        for at in range(PAGES)
    ]
    one = write_captures(folder / "one.warc.gz", captures)
    write_spider(folder)
    ended = reextract(folder, str(one), "-O", "whole.jsonl")
    assert ended.returncode == 0, ended.stderr
    assert SAID in ended.stderr
    return Made([*map(str, apart)], str(one), (folder / "whole.jsonl").read_bytes())


@pytest.fixture
def folder(tmp_path):
    """A folder in which the publisher is known, and nothing else is."""
    write_spider(tmp_path)
    return tmp_path


def rows(content):
    return [json.loads(line) for line in content.splitlines()]


def test_articles_of_which_all_pages_are_there_are_whole(made):
    found = {row["key"]: row["body"].split("\n\n") for row in rows(made.whole)}
    numbers = [number for number in range(1, ARTICLES + 1) if number not in (3, 5)]
    pages = range(1, PAGES + 1)
    assert found == {key(each): [text(each, page) for page in pages] for each in numbers}


@pytest.mark.slow
@pytest.mark.parametrize(("jobs", "way"), [("1", 1), ("1", -1), ("3", -1)])
def test_pages_in_different_archives_give_what_one_archive_gives(folder, made, jobs, way):
    ended = reextract(folder, *made.apart[::way], "-O", "out.jsonl", "--jobs", jobs)
    assert ended.returncode == 0, ended.stderr
    assert SAID in ended.stderr
    assert (folder / "out.jsonl").read_bytes() == made.whole


def stored(folder):
    with closing(sqlite3.connect(folder / "articles.db")) as store:
        return dict(store.execute("SELECT key, document FROM revisions"))


@pytest.mark.slow
def test_they_go_into_the_store_and_are_applied_there(folder, made):
    assert reextract(folder, *made.apart, "--insert").returncode == 0
    found = {name: json.loads(document)["body"] for name, document in stored(folder).items()}
    assert found == {row["key"]: row["body"] for row in rows(made.whole)}
    before = stored(folder)
    with closing(sqlite3.connect(folder / "articles.db")) as store, store:
        store.execute(
            "UPDATE revisions SET document = json_set(document, '$.byline', 'Lain') WHERE key = ?",
            (key(7),),
        )
    ended = reextract(folder, *made.apart, "--apply", "-O", "diff.jsonl")
    assert "38 articles compared with articles.db; 1 read anew; 1 field" in ended.stderr
    (row,) = rows((folder / "diff.jsonl").read_bytes())
    assert (row["field"], row["changed"]) == ("byline", 1)
    assert stored(folder) == before


# --- Kills ----------------------------------------------------------------------------------------


def asked(folder, query):
    """What the gathering beside the output says; 0 while there is none."""
    for file in Path(folder).glob("out.jsonl.reread/*-gathered.db"):
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=60)) as gathering:
            try:
                return gathering.execute(query).fetchone()[0]
            except sqlite3.OperationalError:
                return 0
    return 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        "SELECT count(*) FROM files",
        "SELECT count(*) > 3 FROM firsts WHERE archives > 1",
    ],
)
def test_who_goes_on_after_a_kill_gives_the_same(folder, made, query):
    arguments = (*made.apart, "-O", "out.jsonl", "--jobs", "1")
    kill_when(folder, lambda: asked(folder, query), *arguments)
    assert not (folder / "out.jsonl").exists()
    assert asked(folder, query)
    ended = reextract(folder, *arguments)
    assert ended.returncode == 0, ended.stderr
    assert SAID in ended.stderr
    assert (folder / "out.jsonl").read_bytes() == made.whole
    assert not (folder / "out.jsonl.reread").exists()
