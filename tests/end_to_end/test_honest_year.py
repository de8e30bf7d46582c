"""An honest site pays nothing for the doubts that other sites earn: all runs of a year end well."""

import subprocess
import sys

import pytest
from lab.project import PROJECT, own_environment

SCRIPT = PROJECT / "tests/lab/honest_year.py"


def read(*arguments):
    """Read days of a year; return the exit code, and what was said."""
    process = subprocess.run(
        [sys.executable, SCRIPT, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=1800,
        env=own_environment(),
    )
    return process.returncode, process.stdout + process.stderr


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["plain", "dated"])
def test_hourly_runs_of_a_day_cost_no_more_and_none_is_partial(kind):
    code, said = read("--kind", kind, "--days", 1)
    assert code == 0, said


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["plain", "dated"])
def test_hourly_runs_of_a_year_cost_no_more_and_none_is_partial(kind):
    code, said = read("--kind", kind, "--pause", 60)
    assert code == 0, said


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["plain", "dated"])
def test_runs_every_quarter_of_an_hour_cost_no_more_and_none_is_partial(kind):
    code, said = read("--kind", kind, "--pause", 15, "--days", 4)
    assert code == 0, said
