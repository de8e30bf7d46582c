"""Articles of a store, for Python code."""

import doctest
import json
import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from lab import forked
from lab.project import PROJECT, own_environment
from worlds.site import Site
from worlds.stories import told

import newsscraper
from newsscraper.api import stored_articles
from newsscraper.failures import CannotGoOn

STORE = ("-s", "STORE_URL=sqlite:///articles.db")
DAYS = {1: "2026-01-20 10:00", 2: "2026-01-18 09:00", 3: "2026-01-19 23:59"}


@pytest.fixture(scope="module")
def folder(crawl, tmp_path_factory):
    """A folder with a store of three articles, two of which have one text."""
    site = Site(tmp_path_factory.mktemp("site"))
    stories = [
        site.article(
            f"/ekonomi/80000{number}/berita",
            day,
            headline="Jembatan Baru Dibuka" if number < 3 else "Panen Kopi",
            body=told("jembatan" if number < 3 else "kopi"),
        )
        for number, day in DAYS.items()
    ]
    site.index("/indeks", stories)
    cwd = tmp_path_factory.mktemp("run")
    assert crawl(*STORE, "-s", f"REPLAY={site.folder}", cwd=cwd).code == 0
    return cwd


@pytest.fixture
def here(folder, monkeypatch):
    """The same, as the working folder."""
    monkeypatch.chdir(folder)
    return folder


def keys(*arguments, **options):
    return [article.key[-1] for article in newsscraper.articles(*arguments, **options)]


@pytest.mark.usefixtures("here")
def test_the_example_of_its_docstring():
    assert doctest.testmod(stored_articles) == (0, 2)


def test_they_are_the_lines_of_an_export(here):
    done = forked.run("export", "-O", "all.jsonl", cwd=here, env=own_environment())
    assert done.code == 0
    lines = (here / "all.jsonl").read_text().splitlines()
    assert [vars(each) for each in newsscraper.articles()] == [json.loads(line) for line in lines]


@pytest.mark.usefixtures("here")
def test_the_store_is_named_by_its_file_or_its_url(folder):
    every = ["2", "3", "1"]
    assert keys() == keys(publisher="mediaindonesia") == every
    assert keys("articles.db") == keys(folder / "articles.db") == every
    assert keys("sqlite:///articles.db") == every
    assert keys(publisher="detik") == []


def test_the_environment_names_the_store_where_nobody_else_does(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSSCRAPER_STORE_URL", f"sqlite:///{folder / 'articles.db'}")
    assert keys() == ["2", "3", "1"]
    with pytest.raises(FileNotFoundError, match="none"):
        keys("none.db")


@pytest.mark.usefixtures("here")
def test_days_are_dates_or_words():
    assert keys(since="2026-01-19") == ["3", "1"]
    assert keys(until=date(2026, 1, 19)) == ["2", "3"]
    assert keys(since=date(2026, 1, 19), until="2026-01-19") == ["3"]
    assert keys(since="7d") == []


@pytest.mark.usefixtures("here")
def test_of_those_that_repeat_one_another_one_is_enough():
    assert keys(unique=True) == ["2", "3"]


@pytest.mark.usefixtures("here")
def test_words_find_articles():
    assert set(keys(query="jembatan")) == {"1", "2"}
    assert keys(query="panen KOPI") == keys(query='"panen kopi"') == ["3"]
    assert keys(query="jembatan", unique=True) == ["2"]
    assert keys(query="jembatan", since="2026-01-19") == ["1"]
    assert keys(query="jembatan", since="2026-01-19", unique=True) == ["1"]
    assert keys(query="kopi", publisher="detik") == []
    with pytest.raises(ValueError, match="no word"):
        newsscraper.articles(query="…")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("days", "text"),
    [
        ({"since": "kemarin dulu"}, "since"),
        ({"until": "2026-02-30"}, "until"),
        ({"since": "2026-01-20", "until": "2026-01-19"}, "after until"),
        ({"since": date.today() + timedelta(days=3)}, "in the future"),
    ],
)
def test_days_that_are_none_are_refused_at_once(days, text):
    with pytest.raises(ValueError, match=text):
        newsscraper.articles(**days)


@pytest.mark.parametrize("store", ["", "sqlite://", "sqlite:///:memory:"])
def test_what_names_no_file_is_no_store(store):
    with pytest.raises(FileNotFoundError, match=r"^no file is named as the store"):
        newsscraper.articles(store)


def test_without_a_store_or_a_publisher_it_says_so_at_once(tmp_path, here):
    with pytest.raises(FileNotFoundError, match="there is no store"):
        newsscraper.articles(tmp_path / "none.db")
    assert not list(tmp_path.iterdir())
    with pytest.raises(newsscraper.UnknownPublisher, match="koran"):
        newsscraper.articles(publisher="koran")


def test_a_file_that_is_no_store_is_one_line(tmp_path):
    other = tmp_path / "notes.db"
    other.write_text("belanja: beras, gula, kopi\n" * 100)
    with pytest.raises(CannotGoOn, match=r"notes\.db"):
        next(newsscraper.articles(other))


@pytest.mark.usefixtures("here")
def test_the_store_is_left_as_it_was(folder):
    before = (folder / "articles.db").read_bytes()
    reading = newsscraper.articles()
    next(reading)
    reading.close()
    assert (folder / "articles.db").read_bytes() == before


PAGE = (PROJECT / "docs" / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
HEAVY = ("pandas", "polars")


def block(code):
    library = code.split()[1]
    return pytest.param(code, id=library, marks=[pytest.mark.slow] * (library in HEAVY))


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("code", [block(code) for code in BLOCKS])
def test_the_page_about_python_says_what_works(code):
    pytest.importorskip(code.split()[1], reason="only the code of its page needs it")
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=own_environment()
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "2026-01-18" in done.stdout or "ekonomi" in done.stdout
