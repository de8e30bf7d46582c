"""Whole crawls of a publisher that changes its pages: told once, well again, or accepted."""

import gzip
import json
import os
import shlex
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from lab.command_line import run
from lab.project import PROJECT
from worlds.site import HOME, Site, Story

from newsscraper.drift.acceptance import warnings
from newsscraper.store.article_store import Store

pytestmark = pytest.mark.slow

BEGIN = datetime(2026, 1, 5, 12)
PER_DAY = 30
AUTHORS = "authors in 0 of {} articles, usually over 99 %, as "


class Daily:
    """A paper that is read each day at noon, when it has printed thirty new stories."""

    def __init__(self, crawl, folder):
        self.crawl, self.folder = crawl, folder
        self.site = Site(folder / "site")
        self.days = 0
        self.stories = []

    @property
    def noon(self):
        return BEGIN + timedelta(days=self.days)

    def read(self, change=lambda page: page, count=PER_DAY):
        """Let a day pass whose pages *change*; return how its run ended."""
        self.days += 1
        self.stories += [self.print(number, change) for number in range(count)]
        self.site.index("/indeks", self.stories[: -2 * PER_DAY - 1 : -1])
        return self.visit()

    def visit(self, *arguments, hours=0):
        """Run at noon, or so many hours later."""
        return self.crawl(
            *("-s", f"REPLAY={self.site.folder}", "-s", "STORE_URL=sqlite:///articles.db"),
            *("-a", "related=0", *arguments),
            cwd=self.folder,
            PYTHONPATH=os.pathsep.join((str(PROJECT), str(PROJECT / "tests"))),
            SCRAPY_SETTINGS_MODULE="lab.shifted",
            PRESENT=f"{(self.noon + timedelta(hours=hours)).isoformat()}+07:00",
        )

    def ask(self, query):
        """Ask the store, or change something in it; return the rows."""
        with closing(sqlite3.connect(self.folder / "articles.db")) as database, database:
            return database.execute(query).fetchall()

    def print(self, number, change):
        """Write a story of the day before noon."""
        date = f"{self.noon - timedelta(minutes=40 * (PER_DAY - number)):%Y-%m-%d %H:%M}"
        body = f"<p>Kabar {self.days} nomor {number}, {'kata ' * (60 + number)}.</p>" * 3
        self.site.article(self.path(number), date, body=body)
        file = self.file(number)
        file.write_text(change(file.read_text()))
        return Story(HOME + self.path(number), date)

    def path(self, number):
        return f"/ekonomi/{800_000 + self.days * 100 + number}/kabar"

    def file(self, number):
        return self.site.folder / "mediaindonesia.com" / f"{self.path(number).strip('/')}.html"


def renamed(page):
    return page.replace("author-2", "writer")


@pytest.fixture
def daily(crawl, tmp_path):
    """A paper that has been read for two weeks, of which one run is real and the others like it."""
    paper = Daily(crawl, tmp_path)
    assert paper.read().code == 0
    paper.ask("UPDATE runs SET id = 100")
    paper.ask("UPDATE profiles SET id = 100, first = 100, last = 100")
    columns = "publisher, selection, extraction, articles, pages, counts"
    for number in range(1, 14):
        began = (BEGIN - timedelta(days=14 - number)).isoformat()
        values = f"{number}, {number}, {number}, '{began}+00:00', {columns}"
        paper.ask(
            f"INSERT INTO profiles (id, first, last, began, {columns}) SELECT {values} "
            "FROM profiles WHERE id = 100"
        )
    return paper


def test_a_class_that_is_renamed_is_told_once_and_well_again_when_it_is_back(daily):
    ended = daily.read(renamed)
    assert ended.code == 9
    said = f"Changed: 30 articles in out.jsonl, 0 failed; {AUTHORS.format(30)}{HOME}/ekonomi/"
    assert ended.last_line.startswith(said)
    assert ended.last_line.endswith("/kabar shows, and 1 other change.")
    assert len(ended.rows) == 30, "they are delivered"
    page = daily.folder / "articles.db.changed/mediaindonesia.authors-lacks.html.gz"
    assert f"scrapy savepage {shlex.quote(str(page))} --url {HOME}/ekonomi/" in ended.log
    assert b'class="writer"' in gzip.decompress(page.read_bytes())
    assert daily.ask("SELECT field, is_told FROM page_changes") == [("authors", 1), ("byline", 1)]

    ended = daily.read(renamed)
    assert ended.code == 0
    assert (
        ended.last_line
        == "Complete: 30 articles in out.jsonl, 0 failed; still changed: authors, byline."
    )
    assert daily.visit(hours=1).last_line == (
        "Complete: 0 new; articles.db holds 90; still changed: authors, byline: "
        "scrapy export -O FILE -s STORE_URL=sqlite:///articles.db"
    )

    ended = daily.read()
    assert (ended.code, ended.last_line) == (0, "Complete: 30 articles in out.jsonl, 0 failed.")
    assert daily.ask("SELECT DISTINCT stage FROM page_changes") == [("well",)]
    assert not page.parent.exists()


def test_what_is_accepted_is_usual_from_then_on(daily):
    assert daily.read(renamed).code == 9
    store = Store.open(daily.folder / "articles.db")
    found = warnings(store, "mediaindonesia")
    assert [(each.field, each.source, each.now) for each in found] == [
        ("authors", None, 1),
        ("byline", None, 1),
    ]
    assert found[0].page == str(
        daily.folder / "articles.db.changed/mediaindonesia.authors-lacks.html.gz"
    )
    store.close()
    seen = run(daily.folder, "status").out
    assert f"mediaindonesia: changed: {found[0].text}, as {found[0].url} shows" in seen
    assert seen.endswith("to take that as usual: scrapy status --accept mediaindonesia\n")
    [status] = json.loads(run(daily.folder, "status", "--json").out)["publishers"]
    assert [each["field"] for each in status["warnings"]] == ["authors", "byline"]
    assert status["warnings"][0].keys() == {"field", "source", "usual", "now", "url", "text"}
    days = ("--since", "2026-01-01", "--until", "2026-01-31")
    assert run(daily.folder, "report", "-O", "report.html", *days).code == 0
    assert found[0].url in (daily.folder / "report.html").read_text(encoding="utf-8")
    for count in ("2 warnings", "0 warnings"):
        accepted = run(daily.folder, "status", "--accept", "mediaindonesia")
        assert accepted == (0, "", f"mediaindonesia: {count} accepted\n")
    assert "changed" not in run(daily.folder, "status").out
    assert not (daily.folder / "articles.db.changed").exists()
    ended = daily.read(renamed)
    assert (ended.code, ended.last_line) == (0, "Complete: 30 articles in out.jsonl, 0 failed.")


def test_a_partial_run_has_it_beside_its_code_and_the_next_whole_one_tells_it(daily):
    ended = daily.read(lambda page: renamed(without_text(page)))
    assert ended.code == 7
    assert AUTHORS.format(30) in ended.last_line
    daily.print(3, renamed)
    ended = daily.visit(hours=30)
    assert ended.code == 9
    assert AUTHORS.format(31) in ended.last_line


def without_text(page):
    """The page of the third story has no headline."""
    return page.replace("h1>", "h2>") if "nomor 3," in page else page


def test_short_runs_are_told_together(daily):
    assert daily.read(renamed, 3).code == 0
    codes = [daily.read(renamed, 3).code for _ in range(3)]
    assert codes.count(9) == 1


def test_a_window_of_old_days_is_compared_with_nothing(daily):
    daily.days += 1
    old = [daily.print(number, renamed) for number in range(PER_DAY)]
    daily.site.index("/indeks", old[::-1])
    days = (daily.noon - timedelta(days=1), daily.noon)
    daily.days += 60
    window = [f"{name}={day:%Y-%m-%d}" for name, day in zip(("since", "until"), days, strict=True)]
    ended = daily.visit("-a", window[0], "-a", window[1])
    assert ended.stat("item_scraped_count") == 30
    assert "Changed" not in ended.log
    assert daily.ask("SELECT * FROM page_changes") == []
