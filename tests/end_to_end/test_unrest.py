"""Disturbed runs and a user's hand at the files: none of the user's bytes touched, no row lost.

`python tests/lab/chaos.py --events 500` does the same with five hundred events.
"""

import random

import pytest
from lab.unrest import History
from lab.unrest_plan import LINES, Event, Step, plan

FOUR = [
    Step("append_without_newline", (Event("interrupt", 0.6),)),
    Step("rotate", (Event("kill", point="in_append"),)),
]


def play(line, steps, folder, seed, engine):
    history = History(line, steps, folder / "run", seed, engine)
    history.play()
    return history.events


@pytest.mark.slow
def test_a_note_a_rotation_a_signal_and_a_kill_amid_an_append_cost_nothing(tmp_path, engine):
    assert play(LINES[0], FOUR, tmp_path, 1, engine) == 4


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_unrest_costs_nothing(line, tmp_path, engine):
    seed = f"1 {line.name}"
    assert play(line, plan(random.Random(seed)), tmp_path, seed, engine)
