"""What `scrapy reextract --apply` tells when it was killed while it changed the store."""

import json
import sqlite3
from contextlib import closing

import pytest
from lab.reextraction import kill_when, reextract
from worlds.several_pages import write_captures, write_spider

ARTICLES = 200
NEW = 80


@pytest.fixture
def folder(tmp_path):
    """A folder with a store that knows all articles but the last ones, with another byline."""
    write_spider(tmp_path)
    captures = [(number, 1, 1, "pertama", number) for number in range(1, ARTICLES + 1)]
    write_captures(tmp_path / "old.warc.gz", captures[:-NEW])
    write_captures(tmp_path / "all.warc.gz", captures)
    assert reextract(tmp_path, "old.warc.gz", "--insert").returncode == 0
    with closing(sqlite3.connect(tmp_path / "articles.db")) as store, store:
        store.execute("UPDATE revisions SET document = json_set(document, '$.byline', 'Lain')")
    return tmp_path


def changed(store):
    """How many articles are as they are to be."""
    query = "SELECT count(*) FROM revisions WHERE json_extract(document, '$.byline') <> 'Lain'"
    return store.execute(query).fetchone()[0]


def kill_at(folder, number, *arguments):
    """Begin the command, and kill it when it has changed so many; return how many it had."""
    with closing(sqlite3.connect(folder / "articles.db", isolation_level=None)) as store:
        kill_when(folder, lambda: changed(store) >= number, *arguments)
        return changed(store)


@pytest.mark.slow
def test_who_goes_on_tells_what_was_changed_before_the_kill(folder):
    arguments = ("all.warc.gz", "--apply", "--insert", "-O", "diff.jsonl")
    before = (folder / "articles.db").read_bytes()
    ended = reextract(folder, *arguments)
    assert ended.returncode == 0, ended.stderr
    assert f"{ARTICLES - NEW} read anew" in ended.stderr
    assert f"{NEW} inserted" in ended.stderr
    whole = (folder / "diff.jsonl").read_bytes()
    assert [json.loads(line)["field"] for line in whole.splitlines()] == ["byline"]
    (folder / "diff.jsonl").unlink()
    (folder / "articles.db").write_bytes(before)
    for number in (1, ARTICLES - NEW + 2):
        assert number <= kill_at(folder, number, *arguments) < ARTICLES
    again = reextract(folder, *arguments)
    assert vars(again) == vars(ended)
    assert (folder / "diff.jsonl").read_bytes() == whole
    assert not (folder / "diff.jsonl.reread").exists()
