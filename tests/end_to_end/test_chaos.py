"""Crawls killed with SIGKILL and run again: nothing lost, nothing doubled, nothing torn.

`python tests/lab/chaos.py` does the same a thousand times.
"""

import pytest
from lab.chaos import MODES, PER_ARTICLE, Kill, Scenario

ONE = {
    "JSONL -o": "in_append",
    "JSONL -O": "after_rename",
    "CSV -o": "after_append",
    "JSONL -o, two publishers": "in_closing",
    "CSV -o, two publishers": "in_append",
}
"""A point to be killed at for each kind of feed."""

FOUR = {
    "JSONL -o": "random in_transaction in_append after_append>before_commit",
    "JSONL -O": "random after_row after_rename after_rename>in_transaction",
    "CSV -o": "after_commit in_row in_append after_append>after_commit",
    "JSONL -o, two publishers": "random before_append in_append before_fsync",
    "CSV -o, two publishers": "at_import in_append random after_append>in_transaction",
}
"""Four for each, twenty in all: at start-up, in a transaction, after a commit, while exporting,
between rename and bookkeeping, at the end, and at no point in particular."""


def play(name, points, folder, articles, engine):
    """Kill a crawl at each of *points*, its publishers in turn, then run it to the end."""
    mode = next(mode for mode in MODES if mode.name == name)
    kills = [
        kill_at(point, mode.publishers[index % len(mode.publishers)])
        for index, point in enumerate(points.split())
    ]
    result = Scenario(mode, kills, folder / "run", articles, engine=engine).play()
    assert not result.problems, "\n".join(result.problems)
    assert result.kills == len(kills), f"{len(kills) - result.kills} kills came too late"


def kill_at(point, publisher):
    if point == "random":
        return Kill(publisher, 0.4, pause=0.005)
    return Kill(publisher, 0.4, point, 0 if point in PER_ARTICLE else 1)


@pytest.mark.parametrize(
    ("name", "point"),
    [
        pytest.param(name, point, id=name, marks=[pytest.mark.slow] * (name != "JSONL -o"))
        for name, point in ONE.items()
    ],
)
def test_a_kill_costs_nothing(name, point, tmp_path, engine):
    play(name, point, tmp_path, 60, engine)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "points"), FOUR.items(), ids=FOUR)
def test_four_kills_over_900_articles_cost_nothing(name, points, tmp_path, engine):
    play(name, points, tmp_path, 900, engine)
