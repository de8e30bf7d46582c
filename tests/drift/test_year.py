"""A year in which a publisher changes its pages: each change is found in time, and nothing else."""

import pytest
from lab.drift_year import Year, is_late


def judge(year, harms):
    """Check what was noticed."""
    assert len(year.harmed) >= harms
    assert [each.harm for each in year.harmed if is_late(year, each)] == []
    assert year.false == []


def test_daily_runs_of_some_weeks():
    year = Year(11, 24, days=72)
    judge(year.read(), 3)
    assert year.harmless > 20


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hours", "seed"), [*((24, seed) for seed in (*range(14, 20), *range(34, 37))), (1, 41)]
)
def test_a_whole_year(hours, seed):
    judge(Year(seed, hours).read(), 30)
