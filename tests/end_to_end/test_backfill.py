"""A backfill that is killed goes on where it was: nothing is missed, hardly anything done twice.

`python tests/lab/backfill.py --articles 17000` does the same for sixty days.
"""

import json
from collections import Counter

import pytest
from lab.backfill import DAILY, FAR, MOST_AGAIN, PER_PAGE, Backfill, paper
from worlds.paper import Paper, Reader, down, short
from worlds.site import Story

SIZES = {"90 articles": (1, 90, 1), "3000 articles": (11, DAILY, 5)}
"""Days of the window, articles a day, kills."""


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.slow) for name in SIZES],
)
def backfill(request, start_crawl, tmp_path_factory):
    """Return a backfill that was killed and ran to its end."""
    days, daily, kills = SIZES[request.param]
    with paper(days, daily) as site:
        yield Backfill(site, tmp_path_factory.mktemp("run"), start_crawl, days, kills).play()


def test_every_run_but_the_last_was_killed_and_the_lists_were_pushed_far_down(backfill):
    assert [run.code for run in backfill.runs] == [-9] * len(backfill.moments) + [0]
    assert max(backfill.pushes) == FAR > 3 * PER_PAGE


def test_all_articles_of_the_window_are_stored_and_no_others(backfill):
    assert backfill.window - backfill.stored() == set()
    assert backfill.stored() - backfill.inside() == set()


def test_each_article_of_the_window_is_in_the_feed_once(backfill):
    lines = (backfill.folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert Counter(json.loads(line)["key"] for line in lines) == Counter(backfill.stored())


def test_an_article_is_fetched_twice_only_if_it_was_on_its_way_when_the_run_was_killed(backfill):
    assert len(backfill.twice_inside()) <= backfill.kills, backfill.twice_inside()


def test_an_undated_article_that_turned_out_to_lie_outside_is_not_fetched_again(backfill):
    assert len(backfill.twice_outside()) <= backfill.kills, backfill.twice_outside()


def test_hardly_any_index_page_is_walked_again(backfill):
    allowed = MOST_AGAIN * backfill.kills + backfill.pushed()
    assert sum(backfill.walked_again()) <= allowed, backfill.walked_again()


# --- Articles without a date in the list ----------------------------------------------------------

UNDATED = [21, 22, 23]


@pytest.fixture
def undated(crawl, start_crawl, serve, tmp_path, engine):
    """Return what two runs asked for after one that was killed at the first undated article."""
    paper = Paper(tmp_path / "paper")
    links = [Story(paper.story(number).url) for number in UNDATED]
    paper.index("/indeks", [*links, *map(paper.story, down(11, 6))])
    window = ("-a", "since=2026-01-02", "-a", "until=2026-01-02", "-a", "related=0")
    asked = []
    with serve(paper.folder) as server:
        reader = Reader(crawl, tmp_path, server.url, "DOWNLOAD_DELAY=0", engine=engine)
        process = start_crawl(*reader.arguments, *window, cwd=tmp_path)
        server.hook = lambda url: url == paper.address(UNDATED[0]) and process.kill()
        process.communicate(timeout=60)
        server.hook = lambda url: None
        for _ in range(2):
            server.requests.clear()
            reader(*window)
            asked.append([each for each in short(server.requests) if each in UNDATED])
    return asked


def test_undated_articles_that_a_killed_run_owed_are_fetched_once_and_never_again(undated):
    assert [sorted(asked) for asked in undated] == [UNDATED, []]
