"""The memory limit counts the crawl's own memory."""

import subprocess
import sys

import pytest
from lab.project import own_environment
from scrapy.utils.test import get_crawler

from newsscraper.crawl import own_memory
from newsscraper.crawl.own_memory import OwnMemoryUsage

MiB = 2**20
PEAK = """
from scrapy.utils.test import get_crawler
from newsscraper.crawl.own_memory import OwnMemoryUsage
usage = OwnMemoryUsage(get_crawler())
print(usage.get_virtual_size())
held = bytearray(100 * 2**20)
del held
print(usage.get_virtual_size())
"""
LARGE_PARENT = """
import subprocess, sys
held = bytearray(600 * 2**20)
del held
subprocess.run([sys.executable, "-c", sys.argv[1]], check=True)
"""


def peaks(*command):
    ended = subprocess.run(
        [sys.executable, *command], capture_output=True, check=True, env=own_environment()
    )
    return [int(size) / MiB for size in ended.stdout.split()]


@pytest.mark.skipif(not own_memory.STATUS.exists(), reason="there is no /proc here")
def test_a_crawl_that_a_large_program_starts_has_memory_of_its_own():
    before, after = peaks("-c", LARGE_PARENT, PEAK)
    assert 20 < before < 400
    assert 90 < after - before < 110, "its own peak is counted"


@pytest.mark.parametrize("status", [None, "Name:\tpython\n"])
def test_where_the_system_does_not_say_scrapys_way_is_taken(monkeypatch, tmp_path, status):
    usage = OwnMemoryUsage(get_crawler())
    path = tmp_path / "status"
    if status:
        path.write_text(status)
    monkeypatch.setattr(own_memory, "STATUS", path)
    assert usage.get_virtual_size() == super(OwnMemoryUsage, usage).get_virtual_size() > 20 * MiB
