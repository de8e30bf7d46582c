import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("duplicates.py")
COLUMNS = "edit 5,edit 10,edit 20,block 10,block 20,block 30,cut 10,cut 20,cut 30,wrong".split(",")
LABEL = 28
"""Characters of the first column."""


def printed(path, *arguments):
    """Return the lines that the script prints about 30 articles, by what they begin with."""
    sizes = ["--articles", "30", "--probes", "20", "--rounds", "1"]
    output = subprocess.check_output(
        [sys.executable, "-W", "error", SCRIPT, *sizes, *arguments],
        env=os.environ | {"PYTHONPATH": str(path)},
        text=True,
    )
    return {line[:LABEL].strip(): line[LABEL:] for line in output.splitlines()}


def found(line):
    """Return the percentages of a contestant by column."""
    shares = line.split()[2:]
    return {name: float(share[:-1]) for name, share in zip(COLUMNS, shares, strict=True)}


@pytest.mark.slow
def test_the_benchmark_has_a_row_for_ours_and_for_the_reference(tmp_path):
    pytest.importorskip("datasketch")
    lines = printed(tmp_path)
    both = [found(lines["ours, 30 articles"]), found(lines["datasketch, 30 articles"])]
    for shares in both:
        aims = [shares[name] for name in COLUMNS if name not in ("edit 20", "block 30", "cut 30")]
        assert min(aims[:-1]) >= 90
        assert shares["wrong"] == 0
    assert "ours / datasketch" in lines
    assert {"sketch", "look-up, comparison", "insert", "a near duplicate"} <= lines.keys()


@pytest.mark.slow
def test_the_benchmark_without_datasketch_says_so(tmp_path):
    (tmp_path / "datasketch.py").write_text("raise ImportError('no such thing')")
    lines = printed(tmp_path)
    shares = found(lines["ours, 30 articles"])
    assert min(shares[name] for name in COLUMNS[:2] + COLUMNS[3:5] + COLUMNS[6:8]) >= 95
    assert any(line.startswith("datasketch: left out") for line in lines)
    assert "ours / datasketch" not in lines


@pytest.mark.slow
def test_the_benchmark_can_do_without_the_reference(tmp_path):
    assert not any("datasketch," in line for line in printed(tmp_path, "--no-reference"))
