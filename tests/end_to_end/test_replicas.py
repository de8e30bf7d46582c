"""Whole crawls of the replicas of publishers whose lists have dates.

The replica of each has lists of two days, and articles with golden files. A publisher is tested by
its name and one of its sections in `SECTIONS`.
"""

import json
import os
import shutil
from collections import Counter
from urllib.parse import urlsplit

import pytest
from lab import command_line
from lab.project import FIXTURES, PROJECT
from lab.publishers import LOADER
from lab.replicas import SECOND_DAY, WINDOW, goldens, held, lists

from newsscraper.console.saved_page import saved_pages

SECTIONS = {
    "cnbcindonesia": "market",
    "cnnindonesia": "ekonomi",
    "liputan6": "news",
    "sindonews": "daerah",
}
FAST = "cnnindonesia"
"""The publisher whose window is crawled with the fast tests."""
WINDOWS = [pytest.param(name, marks=[] if name == FAST else pytest.mark.slow) for name in SECTIONS]
NOON = "2026-01-20T12:00:00+07:00"
BOTH = os.pathsep.join((str(PROJECT), str(PROJECT / "tests")))


@pytest.fixture(params=SECTIONS)
def name(request):
    return request.param


@pytest.fixture
def read(crawl, tmp_path, name):
    """Return a function that crawls the replica, or another folder, with a store that stays."""

    def run(*arguments, folder=FIXTURES, now=None):
        store = ("-s", f"REPLAY={folder}", "-s", f"STORE_URL=sqlite:///{tmp_path / 'all.db'}")
        shifted = {"SCRAPY_SETTINGS_MODULE": "lab.shifted", "PRESENT": now, "PYTHONPATH": BOTH}
        return crawl(*store, *arguments, cwd=tmp_path, name=name, **(shifted if now else {}))

    return run


def copy_of(name, folder):
    """A replica of one publisher that a test may spoil, and the robots.txt of its lists."""
    (host,) = {road.url.split("/")[2] for road in LOADER.load(name).roads}
    for each in FIXTURES.glob(f"*{LOADER.load(name).allowed_domains[0]}"):
        shutil.copytree(each, folder / "replica" / each.name)
    return folder / "replica", folder / "replica" / host / "robots.txt"


def main_list(name):
    """The path with which all pages of the list of all sections begin."""
    return urlsplit(LOADER.load(name).roads[0].url).path.partition("{")[0]


@pytest.mark.parametrize("name", WINDOWS, indirect=True)
def test_a_window_brings_each_article_of_its_days_once_and_as_its_golden_file_says(read, name):
    run, expected = read(*WINDOW), goldens(name)
    assert (run.code, held(run)) == (0, Counter(expected.keys()))
    assert len(expected) >= 8
    assert max(Counter(run.requests).values()) == 1
    for row in run.rows:
        article = expected[row["key"]]
        fields = ("body", "authors", "kind", "keywords", "sign_off", "date_published")
        assert [row[each] for each in fields] == [article[each] for each in fields]


@pytest.mark.slow
def test_a_window_of_one_day_keeps_the_other_out(read, name):
    run = read(*SECOND_DAY)
    assert (run.code, held(run)) == (0, Counter(goldens(name, "2026-01-20").keys()))


@pytest.mark.slow
def test_neither_articles_nor_pages_without_a_text_are_asked_for_twice(read, name):
    first, again = read(*WINDOW), read(*WINDOW)
    assert (again.code, held(again)) == (0, held(first))
    assert again.requests == lists(name, again.requests)
    assert first.stat("articles/not_article") >= 2
    assert again.stat("articles/not_article") == 0


@pytest.mark.slow
def test_later_runs_stop_at_known_ground(read, name):
    first, again = read("-a", "since=2026-01-19", now=NOON), read(now=NOON)
    assert (first.code, held(first)) == (0, Counter(goldens(name).keys()))
    assert again.last_line.startswith("Complete: 0 new"), again.last_line
    assert again.requests == lists(name, again.requests)
    assert len(again.requests) <= 2
    next_day = read("-s", "RETRY_TIMES=0", now="2026-01-21T07:00:00+07:00")
    assert next_day.requests == lists(name, next_day.requests)
    assert not [url for url in next_day.requests if "2026/01/19" in url or "2026-01-19" in url]


@pytest.mark.slow
def test_a_section_brings_its_own_articles_and_all_sections_those_of_each(read, name):
    section = SECTIONS[name]
    run = read(*WINDOW, "-a", f"sections={section}", "-a", "related=0")
    articles = goldens(name).values()
    own = {each["key"] for each in articles if each["section"] == section}
    assert (run.code, held(run)) == (0, Counter(own))
    run = read(*WINDOW, "-a", "sections=all", "-a", "related=0")
    listed = LOADER.load(name).sections
    own = {each["key"] for each in articles if each["section"] in listed}
    assert (run.code, held(run)) == (0, Counter(own))


@pytest.mark.slow
def test_lists_of_sections_stand_for_a_list_that_is_refused(read, name, tmp_path):
    folder, robots = copy_of(name, tmp_path)
    robots.write_text(f"User-agent: *\nDisallow: {main_list(name)}\n")
    run = read(*WINDOW, "-a", "related=0", folder=folder)
    listed = LOADER.load(name).sections
    own = {key for key, each in goldens(name).items() if each["section"] in listed}
    assert set(held(run)) == own
    assert not [url for url in run.requests if f"{name}.com{main_list(name)}" in url]


@pytest.mark.slow
def test_a_publisher_that_refuses_us_is_not_read(read, name, tmp_path):
    folder, robots = copy_of(name, tmp_path)
    robots.write_text("User-agent: newsscraper\nDisallow: /\n")
    run = read(*WINDOW, folder=folder)
    assert (run.code, run.requests) == (5, [])


@pytest.mark.slow
@pytest.mark.parametrize("asked", [6, 13])
def test_a_run_that_is_killed_goes_on_where_it_was(read, name, start_crawl, serve, tmp_path, asked):
    store = ("-s", f"STORE_URL=sqlite:///{tmp_path / 'all.db'}", "-s", "DOWNLOAD_DELAY=0")
    with serve(FIXTURES) as server:
        pages = saved_pages(FIXTURES)
        server.answers = {url: (200, {}, page.read_bytes()) for page, url in pages if name in url}
        url = ("-s", f"REPLAY={server.url}")
        process = start_crawl(*store, *url, *WINDOW, cwd=tmp_path, name=name)
        server.hook = lambda _: len(server.requests) >= asked and process.kill()
        process.communicate(timeout=60)
        assert process.returncode < 0
        server.hook = lambda _: None
        run = read(*WINDOW, "-s", "DOWNLOAD_DELAY=0", folder=server.url)
    assert (run.code, held(run)) == (0, Counter(goldens(name).keys()))


@pytest.mark.parametrize("name", ["cnnindonesia"], indirect=True)
@pytest.mark.slow
def test_a_story_of_an_agency_ends_in_one_cluster_with_that_of_another_house(read, crawl, tmp_path):
    store = f"STORE_URL=sqlite:///{tmp_path / 'all.db'}"
    crawl("-s", f"REPLAY={FIXTURES}", "-s", store, *WINDOW, cwd=tmp_path, name="detik")
    assert read(*WINDOW).code == 0
    options = ("--clusters", "-s", store, "-O", str(tmp_path / "clusters.jsonl"))
    assert command_line.run(FIXTURES.parent, "export", *options).code == 0
    lines = (tmp_path / "clusters.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    story = [row for row in rows if row["cluster"] == "detik:8310411"]
    assert {row["key"] for row in story} == {"detik:8310411", "cnnindonesia:1318827"}
    assert {row["credit"] for row in story} == {"Antara"}
