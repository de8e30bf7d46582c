"""A backfill that is killed goes on where it was: nothing is missed, hardly anything done twice.

`python tests/backfill.py --articles 17000` does the same for sixty days.
"""

import json
from collections import Counter

import pytest
from backfill import FAR, PER_PAGE, Backfill, paper

SIZES = {"283 articles": (283, 1), "3000 articles": (3000, 5)}
MOST_AGAIN = 2
"""Index pages for each kill."""


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=[pytest.mark.slow] * name.startswith("3")) for name in SIZES],
)
def backfill(request, start_crawl, tmp_path_factory):
    """Return a backfill that was killed and ran to its end."""
    articles, kills = SIZES[request.param]
    with paper(articles) as site:
        yield Backfill(site, tmp_path_factory.mktemp("run"), start_crawl, articles, kills).play()


def test_every_run_but_the_last_was_killed_and_the_lists_were_pushed_far_down(backfill):
    assert [run.code for run in backfill.runs] == [-9] * len(backfill.moments) + [0]
    assert max(backfill.pushes) == FAR > 3 * PER_PAGE


def test_all_articles_of_the_window_are_stored_and_no_others(backfill):
    assert backfill.stored() == set(backfill.window)


def test_each_article_of_the_window_is_in_the_feed_once(backfill):
    lines = (backfill.folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert Counter(json.loads(line)["key"] for line in lines) == Counter(backfill.window.keys())


def test_an_article_is_fetched_twice_only_if_it_was_on_its_way_when_the_run_was_killed(backfill):
    assert len(backfill.twice_inside()) <= backfill.kills, backfill.twice_inside()


def test_an_undated_article_that_turned_out_to_lie_outside_is_not_fetched_again(backfill):
    assert len(backfill.twice_outside()) <= backfill.kills, backfill.twice_outside()


def test_hardly_any_index_page_is_walked_again(backfill):
    assert max(backfill.walked_again()) <= MOST_AGAIN, backfill.walked_again()
