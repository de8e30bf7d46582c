import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("startup.py")


@pytest.mark.slow
def test_the_benchmark_has_a_row_for_a_command_and_for_a_crawl():
    table = subprocess.check_output(
        [sys.executable, "-W", "error", SCRIPT, "--rounds", "1"],
        env=os.environ | {"PATH": ""},  # without valgrind, which takes minutes
        text=True,
    )
    header, extract, crawl, *_ = table.splitlines()
    assert header.split()[-3:] == ["bare", "ratio", "spread"]
    for name, line in (("extract", extract), ("crawl", crawl)):
        assert line.split()[0] == name
        ours, bare, ratio = map(float, line.split()[1:4])
        assert ours > bare > 0
        assert ratio > 1
