"""Whole crawls of publishers with pages for each day, on the replica: by what its golden files say.

What holds for each is here; what only one has is in the file of its name.
"""

import json
import os
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

import pytest
from lab.project import FIXTURES, PROJECT
from lab.publishers import LOADER

from newsscraper.items import Article

WINDOW = ("-a", "since=2026-01-19", "-a", "until=2026-01-20")
DAYS = ("2026-01-19", "2026-01-20")
STORE = ("-s", "STORE_URL=sqlite:///articles.db")
UNPACED = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")


class Case(NamedTuple):
    """What a test has to know of a publisher's replica beside its golden files."""

    section: str
    """One of its sections, with a list of its own; its articles stand on the host of this name."""
    without_text: int
    """Pages of the two days that are no articles."""


CASES = {
    "detik": Case(section="health", without_text=0),
    "kompas": Case(section="money", without_text=0),
    "okezone": Case(section="economy", without_text=1),
    "republika": Case(section="news", without_text=1),
}


FAST = "republika"
"""The publisher whose window is crawled with the fast tests."""
WINDOWS = [pytest.param(name, marks=[] if name == FAST else pytest.mark.slow) for name in CASES]


def articles(name, prefix="https://"):
    """The golden articles of a publisher that appeared on the two days, by key."""
    golden = (json.loads(path.read_text(encoding="utf-8")) for path in FIXTURES.rglob("*.json"))
    return {
        each["key"]: each
        for each in golden
        if each["publisher"] == name
        and each["date_published"].startswith(DAYS)
        and each["url"].startswith(prefix)
    }


def lists(run, spider):
    """The requests of a run that were no articles'."""
    return [url for url in run.requests if spider.article_urls.key(url) is None]


class Folder:
    """Where runs of one publisher share a store."""

    def __init__(self, crawl, path, name):
        self.crawl, self.path, self.name = crawl, path, name
        self.spider = LOADER.load(name)

    def run(self, *arguments, replay=FIXTURES, **environment):
        replayed = ("-s", f"REPLAY={replay}", *STORE)
        return self.crawl(*replayed, *arguments, cwd=self.path, name=self.name, **environment)

    def run_at(self, moment, *arguments):
        """Run while it is *moment*."""
        return self.run(
            *arguments,
            PYTHONPATH=os.pathsep.join((str(PROJECT), str(PROJECT / "tests"))),
            SCRAPY_SETTINGS_MODULE="lab.shifted",
            PRESENT=f"{moment}+07:00",
        )


@pytest.fixture
def folder(crawl, tmp_path, request):
    """Return the folder of the publisher that the test is for."""
    return Folder(crawl, tmp_path, request.node.callspec.params["name"])


def believable(name):
    """What a run says that brought all articles of the two days."""
    rest = CASES[name].without_text
    behind = f", {rest} without text." if rest else "."
    return f"Complete: {len(articles(name))} articles in out.jsonl, 0 failed{behind}"


@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_brings_each_article_of_its_days_once_and_as_its_page_says(folder, name):
    run = folder.run(*WINDOW)
    assert (run.code, run.last_line) == (0, believable(name))
    assert len(run.requests) == len(set(run.requests))
    assert {tuple(row) for row in run.rows} == {tuple(field.name for field in fields(Article))}
    found = {row["key"]: row for row in run.rows}
    assert len(found) == len(run.rows)
    for key, golden in articles(name).items():
        for field in ("url", "headline", "body", "authors", "date_published", "kind"):
            assert found[key][field] == golden[field], (key, field)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_next_run_asks_for_no_article_again_and_stops_at_the_first_known_day(folder, name):
    own = ("-a", f"sections={CASES[name].section}", "-a", "related=0")
    first = folder.run_at("2026-01-20T22:00:00", *WINDOW, *own)
    assert first.last_line.startswith("Complete: ")
    again = folder.run_at("2026-01-20T22:30:00", *own)
    assert again.code == 0
    assert again.last_line.startswith("Complete: 0 new;"), again.last_line
    assert lists(again, folder.spider) == again.requests
    assert set(again.requests) <= set(lists(first, folder.spider))


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_an_empty_store_is_filled_by_the_first_pages_alone(folder, name):
    run = folder.run_at("2026-01-20T22:00:00", "-a", "max_pages=2", "-a", "related=0")
    assert run.code == 0
    assert len(lists(run, folder.spider)) == 2
    assert {row["key"] for row in run.rows} <= set(articles(name))


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_section_has_a_list_of_its_own(folder, name):
    section = CASES[name].section
    run = folder.run(*WINDOW, "-a", f"sections={section}", "-a", "related=0")
    assert run.code == 0
    wanted = articles(name, f"https://{section}.")
    assert {row["key"] for row in run.rows} == set(wanted)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_lists_that_robots_txt_closes_are_not_asked_for(folder, name, tmp_path):
    site = closed(folder.spider, tmp_path / "site")
    run = folder.run(*WINDOW, replay=site)
    assert (run.code, run.rows, run.requests) == (5, [], [])


def closed(spider, site):
    """Return a folder in which every host lets nobody in."""
    for host in {each.partition("://")[2].partition("/")[0] for each in roads(spider)}:
        (site / host).mkdir(parents=True, exist_ok=True)
        (site / host / "robots.txt").write_text("User-agent: newsscraper\nDisallow: /\n")
    return site


def roads(spider):
    return [one.url for road in spider.roads for one in road.by_section(spider.sections)]


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_run_that_is_killed_is_finished_by_the_next(folder, name, serve, start_crawl):
    wanted, half = articles(name), []
    with serve(FIXTURES) as server:
        options = ("-s", f"REPLAY={server.url}", *STORE, *UNPACED, *WINDOW)
        process = start_crawl(*options, cwd=folder.path, name=name)

        def kill(url):
            if folder.spider.article_urls.key(url):
                half.append(url)
            if len(half) > len(wanted) // 2:
                process.kill()

        server.hook = kill
        process.communicate(timeout=60)
        server.hook = lambda url: None
        assert process.returncode == -9
        server.requests.clear()
        run = folder.run(*UNPACED, *WINDOW, replay=server.url)
    assert run.code == 0
    assert sorted(row["key"] for row in run.rows) == sorted(wanted)
    asked = {key for url in server.requests if (key := folder.spider.article_urls.key(url))}
    assert len(asked) < len(wanted)


def test_each_of_these_replicas_is_there():
    assert all(Path(FIXTURES).glob(f"*{LOADER.load(name).allowed_domains[0]}") for name in CASES)
