"""Whole crawls of the replicas of publishers whose lists have no days, by their golden files.

A publisher is tested by its name. Tests of what only one has are in `tests/spiders`.
"""

import shutil
from collections import Counter
from typing import NamedTuple

import pytest
from lab.project import FIXTURES
from lab.publishers import LOADER
from lab.replicas import SECOND_DAY, WINDOW, goldens, held, lists

from newsscraper.console.saved_page import saved_pages

DAYS = ("2026-01-19", "2026-01-20")
UNPACED = ("-s", "DOWNLOAD_DELAY=0")


class Case(NamedTuple):
    """What is to be known of a replica beside its golden files."""

    section: str
    """One with a list of its own."""
    without_text: int
    closed: str
    """Rules of robots.txt that leave only the last of the roads open."""


CASES = {
    "antaranews": Case(
        "ekonomi", 2, "Allow: /berita/\nAllow: /rilis-pers/\nAllow: /rss/\nDisallow: /"
    ),
    "tribunnews": Case("regional", 1, "Disallow: /index-news"),
}


def expected(name, days=DAYS):
    """The keys of all articles that appeared on *days*."""
    return Counter(goldens(name, days).keys())


@pytest.fixture(params=CASES)
def name(request):
    return request.param


@pytest.fixture
def read(crawl, tmp_path, name):
    """Return a function that crawls the replica, or another folder, with a store that stays."""

    def run(*arguments, folder=FIXTURES):
        store = ("-s", f"REPLAY={folder}", "-s", f"STORE_URL=sqlite:///{tmp_path / 'all.db'}")
        return crawl(*store, *arguments, cwd=tmp_path, name=name)

    return run


def copy_of(name, folder, rules):
    """A replica of one publisher with other *rules* in its robots.txt."""
    host = LOADER.load(name).article_urls.host
    shutil.copytree(FIXTURES / host, folder / "replica" / host)
    (folder / "replica" / host / "robots.txt").write_text(f"User-agent: *\n{rules}\n")
    return folder / "replica"


@pytest.mark.parametrize(
    "name", ["tribunnews", pytest.param("antaranews", marks=pytest.mark.slow)], indirect=True
)
def test_a_window_brings_each_article_of_its_days_once_and_as_its_golden_file_says(read, name):
    run, golden = read(*WINDOW), goldens(name, DAYS)
    assert (run.code, held(run)) == (0, expected(name)), run.log
    assert len(golden) >= 8
    assert max(Counter(run.requests).values()) == 1
    for row in run.rows:
        wanted = golden[row["key"]]
        for field in ("url", "headline", "body", "authors", "editors", "date_published", "kind"):
            assert row[field] == wanted[field], (row["key"], field)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tribunnews"], indirect=True)
def test_an_article_of_three_pages_comes_whole_and_in_order(read, name):
    (row,) = (row for row in read(*SECOND_DAY).rows if row["key"] == "tribunnews:7781204")
    texts = [part["text"] for part in row["body_parts"]]
    assert len(texts) == len(set(texts)) == 11
    assert texts[0].startswith("Suara ketam")
    assert texts[-1].endswith("menyalakan ketam.")
    assert row["word_count"] > 150
    assert (row["authors"], row["editors"]) == (["Nur Aini Rahmawati"], ["Dedi Prasetyo"])


@pytest.mark.slow
def test_a_window_of_one_day_keeps_the_other_out(read, name):
    run = read(*SECOND_DAY)
    assert (run.code, held(run)) == (0, expected(name, "2026-01-20"))


@pytest.mark.slow
def test_neither_articles_nor_pages_without_a_text_are_asked_for_twice(read, name):
    first, again = read(*WINDOW), read(*WINDOW)
    assert (again.code, held(again)) == (0, held(first))
    assert again.requests == lists(name, again.requests)
    assert first.stat("articles/not_article") == CASES[name].without_text
    assert again.stat("articles/not_article") == 0


@pytest.mark.slow
def test_later_runs_stop_at_known_ground(read, name):
    first, again = read("-a", "max_pages=2", "-a", "related=0"), read()
    assert (first.code, again.code) == (0, 0)
    assert len(lists(name, first.requests)) == 2
    assert again.last_line.startswith("Complete: 0 new"), again.last_line
    assert len(again.requests) == 1


@pytest.mark.slow
def test_a_section_brings_its_own_articles(read, name):
    section = CASES[name].section
    run = read(*WINDOW, "-a", f"sections={section}")
    own = [key for key, each in goldens(name, DAYS).items() if each["section"] == section]
    assert (run.code, held(run)) == (0, Counter(own))


@pytest.mark.slow
def test_other_roads_stand_in_for_lists_that_are_refused(read, name, tmp_path):
    run = read(folder=copy_of(name, tmp_path, CASES[name].closed))
    assert run.code == 0, run.last_line
    assert "by other roads" in run.last_line
    assert held(run).keys() <= expected(name).keys()
    assert len(run.rows) >= 7
    assert {url.rpartition(".")[2] for url in lists(name, run.requests)} == {"xml"}


@pytest.mark.slow
def test_a_publisher_that_refuses_us_is_not_read(read, name, tmp_path):
    run = read(*WINDOW, folder=copy_of(name, tmp_path, "Disallow: /"))
    assert (run.code, run.requests, run.rows) == (5, [], [])


@pytest.mark.slow
@pytest.mark.parametrize("asked", [6, 13])
def test_a_run_that_is_killed_goes_on_where_it_was(read, name, start_crawl, serve, tmp_path, asked):
    store = ("-s", f"STORE_URL=sqlite:///{tmp_path / 'all.db'}")
    with serve(FIXTURES) as server:
        pages = saved_pages(FIXTURES)
        server.answers = {url: (200, {}, page.read_bytes()) for page, url in pages if name in url}
        url = ("-s", f"REPLAY={server.url}")
        process = start_crawl(*store, *UNPACED, *url, *WINDOW, cwd=tmp_path, name=name)
        server.hook = lambda _: len(server.requests) >= asked and process.kill()
        process.communicate(timeout=60)
        assert process.returncode < 0
        server.hook = lambda _: None
        run = read(*WINDOW, *UNPACED, folder=server.url)
    assert (run.code, held(run)) == (0, expected(name))
