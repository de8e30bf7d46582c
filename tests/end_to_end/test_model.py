"""Random histories of sites and runs agree with the plain model of what had to come."""

import subprocess
import sys

import pytest
from lab.project import PROJECT, own_environment

SCRIPT = PROJECT / "tests/lab/model.py"


@pytest.fixture
def play():
    """Return a function that plays histories and returns what was said of them."""

    def played(*arguments, seconds):
        process = subprocess.run(
            [sys.executable, SCRIPT, *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=seconds,
            env=own_environment(),
        )
        return process.returncode, process.stdout + process.stderr

    return played


def test_a_history_agrees_with_the_model(play):
    code, said = play("--histories", 1, "--seed", 1, "--real-every", 0, seconds=120)
    assert code == 0, said


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1001, 1201, 10))
def test_many_histories_agree_with_the_model(play, seed):
    code, said = play("--histories", 10, "--seed", seed, "--real-every", 20, seconds=300)
    assert code == 0, said
