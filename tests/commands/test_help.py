"""What the commands say of themselves, and a run of who is behind it."""

from itertools import pairwise

import pytest
from lab.command_line import FIXTURES, run_all
from lab.project import PROJECT

from newsscraper.crawl.arguments import NAMES
from newsscraper.store.clock import Clock
from newsscraper.store.locks import publisher_lock

OWN = sorted(
    path.stem for path in (PROJECT / "newsscraper/commands").glob("*.py") if path.stem[0] != "_"
)
HEADINGS = {"Usage", "Options", "Global Options", "Spider Arguments"}


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """Command -> its help."""
    ended = run_all(tmp_path_factory.mktemp("help"), {name: [name, "-h"] for name in OWN})
    assert {each.code for each in ended.values()} == {0}
    return {name: each.out for name, each in ended.items()}


@pytest.mark.parametrize("name", OWN)
def test_no_line_of_a_help_is_taken_for_a_heading(said, name):
    lines = said[name].splitlines()
    underlined = {before for before, line in pairwise(lines) if line and not line.strip("=-")}
    assert {"Usage", "Options", "Global Options"} <= underlined <= HEADINGS


@pytest.mark.parametrize("name", OWN)
def test_the_help_names_the_command_as_it_is_typed(said, name):
    usage = said[name].splitlines()[2]
    assert usage.startswith(f"  scrapy {name}")
    assert "<spider>" not in usage


def test_the_help_of_crawl_lists_the_spider_arguments(said):
    listed = said["crawl"].partition("Spider Arguments")[2]
    for name in NAMES:
        assert f"--{name.replace('_', '-')} " in listed


def test_a_live_run_with_the_placeholder_of_an_address_says_so_once(run_crawl, tmp_path):
    clock = Clock()
    lock = publisher_lock(tmp_path / "articles.db", "mediaindonesia", clock)  # asks for nothing
    given = {
        "a live run": [],
        "one with an address": ["-s", "USER_AGENT=newsscraper (+mailto:redaksi@koran.example)"],
        "a replay": ["-s", f"REPLAY={FIXTURES}", "-s", "STORE_URL=sqlite:///articles.db"],
    }
    ended = {name: run_crawl(*each, cwd=tmp_path, feed=None) for name, each in given.items()}
    lock.release()
    assert {code for code, _, _ in ended.values()} == {8}
    counted = {
        name: log.decode().count("is still a placeholder") for name, (_, _, log) in ended.items()
    }
    assert counted == {"a live run": 1, "one with an address": 0, "a replay": 0}
