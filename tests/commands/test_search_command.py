"""`scrapy search`: articles of a real store by their words, with the real command line."""

import csv
import gzip
import json
import os
import pty
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lab import forked
from lab.project import own_environment
from worlds.stories import crawl_three, scrapy

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def crawled(crawl, tmp_path_factory):
    """A folder with a store that crawls of three publishers filled."""
    return crawl_three(crawl, tmp_path_factory.mktemp("three"))[1].folder


@pytest.fixture
def folder(crawled, tmp_path):
    """A folder with that store, of its own."""
    shutil.copy(crawled / "articles.db", tmp_path)
    return tmp_path


def keys(out):
    """What stands in the lines of addresses."""
    return re.findall(r"^    https://\S+?/(\d+)\b", out, re.MULTILINE)


def test_the_best_articles_are_shown_with_date_publisher_and_a_piece(folder):
    code, out, said = scrapy(folder, "search", "garam")
    assert (code, said) == (0, "3 articles found\n")
    lines = out.splitlines()
    assert len(lines) == 12
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d  mediaindonesia  \S.*", lines[0])
    assert re.search(r"\bgaram\b", lines[1], re.IGNORECASE)
    assert lines[2].startswith("    https://mediaindonesia.com/")
    assert lines[3] == ""
    assert "\x1b" not in out


def test_nothing_found_is_no_failure(folder):
    assert scrapy(folder, "search", "garam", "zzz") == (0, "", "0 articles found\n")


def test_publisher_and_days_narrow_it(folder):
    everywhere = scrapy(folder, "search", "kopi")[2]
    assert everywhere == "2 articles found\n"
    assert scrapy(folder, "search", "kopi", "--publisher", "detik")[2] == "1 article found\n"
    days = ("--since", "2026-01-01", "--until", "2026-01-01")
    assert scrapy(folder, "search", "kopi", "--publisher", "detik", *days)[2] == "1 article found\n"
    later = ("--since", "2026-01-02", "--until", "2026-01-02")
    assert scrapy(folder, "search", "kopi", "--publisher", "detik", *later)[2] == (
        "0 articles found\n"
    )


def test_words_may_be_one_argument_or_several_and_a_phrase(folder):
    with closing(sqlite3.connect(folder / "articles.db")) as database:
        (body,) = database.execute("SELECT body FROM news WHERE publisher = 'kompas'").fetchone()
    first, second = re.findall(r"\b[a-z]{4,}\b", body)[:2]
    two = scrapy(folder, "search", first, second)
    assert two == scrapy(folder, "search", f"{first} {second}")
    assert two[2] != "0 articles found\n"
    backwards = scrapy(folder, "search", f'"{second} {first}"')
    assert backwards[2] == "0 articles found\n"


@pytest.mark.parametrize("name", ["hits.jsonl", "hits.csv", "hits.jsonl.gz"])
def test_a_file_has_all_that_is_found_as_an_export_has_them(folder, name):
    assert scrapy(folder, "search", "garam", "-O", name) == (0, "", f"3 articles in {name}\n")
    raw = (folder / name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    if name.endswith(".csv"):
        found = [row["key"] for row in csv.DictReader(text.removeprefix("\ufeff").splitlines())]
    else:
        found = [json.loads(line)["key"] for line in text.splitlines()]
        assert scrapy(folder, "export", "-O", "all.jsonl")[0] == 0
        every = (folder / "all.jsonl").read_text().splitlines()
        assert set(text.splitlines()) <= set(every)
    assert [key[-1] for key in found] == [
        key[-1] for key in keys(scrapy(folder, "search", "garam")[1])
    ]


def test_behind_two_dashes_all_are_words(folder):
    code, out, said = scrapy(folder, "search", "--publisher", "mediaindonesia", "--", "-garam")
    assert (code, out, said) == scrapy(folder, "search", "garam")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give the words to search for: scrapy search banjir rob"),
        (("…",), "there is no word to search for; give one or more, such as banjir rob"),
        (("--",), "give the words to search for: scrapy search banjir rob"),
        (("--fast", "x"), "unknown option --fast; scrapy search -h lists the options"),
        (("x", "-O", "hits.txt"), "hits.txt: the ending must be "),
        (("x", "-O", "articles.db"), "articles.db: the ending must be "),
        (("x", "--publisher", "koran"), "koran"),
        (("x", "--since", "kemarin"), "since=kemarin"),
    ],
)
def test_what_cannot_be_searched_is_one_line(folder, arguments, said):
    code, out, err = scrapy(folder, "search", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_without_a_store_there_is_nothing_to_search(tmp_path):
    code, _, said = scrapy(tmp_path, "search", "x")
    assert code == 2
    assert said.startswith("newsscraper: there is no store ")
    assert not list(tmp_path.iterdir())


def test_on_a_terminal_what_was_found_is_marked(folder, tmp_path):
    master, slave = pty.openpty()
    with os.fdopen(slave, "wb", buffering=0) as out, (tmp_path / "said").open("wb") as said:
        job = forked.Job(["search", "garam"], str(folder), own_environment(TERM="xterm"), 120)
        with Path(os.devnull).open("rb") as nothing:
            process = forked.Started(job, (nothing, out, said), forked.HERE)
    assert process.wait() == 0
    shown = os.read(master, 65536).decode()
    os.close(master)
    assert re.search(r"\x1b\[1;33mgaram\x1b\[0m", shown, re.IGNORECASE)


def test_what_is_hostile_in_a_text_stays_text(folder):
    with closing(sqlite3.connect(folder / "articles.db")) as database:
        database.execute(
            "UPDATE revisions SET document ="
            " json_set(document, '$.headline', 'Panas' || char(27) || '[2J terik')"
        )
        database.commit()
    code, out, _ = scrapy(folder, "search", "garam")
    assert code == 0
    assert "\x1b" not in out
    assert "Panas\\x1b[2J terik" in out
