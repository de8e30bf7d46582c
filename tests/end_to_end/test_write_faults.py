"""Every write of a crawl can fail: the store stays whole, each feed file is old or new."""

from functools import partial
from pathlib import Path

import pytest
from lab.write_faults import LINES, Fault, in_turn, results

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="only Linux tells the path of an open file"
)

FAULTS = [
    Fault(7, "EIO", "commit"),
    Fault(3, "ENOSPC", "write out.jsonl.part"),
    Fault(3, "FULL", "write out.jsonl.part"),
    Fault(1, "EROFS", "os.fsync out.jsonl.part"),
    Fault(1, "ENOSPC", "write out.jsonl;"),
    Fault(1, "FULL", "write out.jsonl;"),
    Fault(1, "KILL", "write out.jsonl;"),
    Fault(1, "EROFS", "os.fsync out.jsonl;"),
    Fault(1, "KILL", "os.unlink out.jsonl.part"),
]
"""A few that any run has which continues a feed."""

BROKE = {
    "-O new/out.csv, first run": [
        Fault(1, "EROFS", "journal_mode"),
        Fault(1, "EIO", "os.replace"),
    ],
    "-o out.jsonl, cut off": [
        Fault(1, "EIO", "os.open .out.jsonl.lock"),
        Fault(1, "ENOSPC", "truncate out.jsonl"),
    ],
    "-o out.jsonl": [
        Fault(2, "EIO", "'INSERT INTO revisions"),
        Fault(1, "FULL", "PRAGMA quick_check"),
    ],
}
"""Line -> calls that the steps of the next test may miss."""


def wrong(found):
    """What is wrong after the faults, one a line."""
    return "\n".join(str(result) for result in found if result.complaints)


@pytest.mark.slow
def test_a_write_that_fails_tears_nothing_and_loses_nothing(tmp_path):
    found = results(tmp_path, LINES["-o out.jsonl"], lambda: FAULTS)
    assert len(found) == len(FAULTS)
    assert not wrong(found)


@pytest.mark.slow
@pytest.mark.parametrize("line", BROKE)
def test_a_failure_where_it_did_harm_once_does_none(line, tmp_path):
    found = results(tmp_path, LINES[line], lambda: BROKE[line])
    assert len(found) == len(BROKE[line])
    assert not wrong(found)


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES)
def test_every_write_can_fail(line, tmp_path):
    first = 1 + list(LINES).index(line)
    found = results(tmp_path, LINES[line], partial(in_turn, 17, first=first))
    assert len(found) > 7
    assert not wrong(found)
