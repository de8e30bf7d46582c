import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


def printed(script, *arguments):
    """The rows of the table that a script prints: what it is about -> figures."""
    command = [sys.executable, "-W", "error", FOLDER / script, "--rounds", "1", *arguments]
    header, *lines = subprocess.check_output(command, text=True, env=os.environ).splitlines()
    return header.split(), [line.split() for line in lines]


@pytest.mark.slow
def test_a_store_on_a_server_stands_beside_one_in_a_file(postgresql_server):
    columns, rows = printed("stores.py", "--articles", "180")
    assert columns == ["per", "article", "crawl", "server", "lock", "wall", "trips", "kB", "pace"]
    assert [row[0] for row in rows] == ["file", "server", "server,", "server"]
    assert float(rows[2][-3]) > 5  # turns to the server and back


@pytest.mark.slow
def test_workers_share_publishers_in_either_kind_of_store(postgresql_server):
    columns, rows = printed("workers.py", "--articles", "3", "--publishers", "2")
    assert columns[:2] == ["store", "workers"]
    kinds = [(kind, workers) for kind in ("file", "server") for workers in "124"]
    assert [tuple(row[:2]) for row in rows] == kinds
