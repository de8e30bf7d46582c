"""sqlalchemy takes about 0.2 s of 0.8 s to load: no command loads it that needs no store.

That is why each command imports its work with the store when it runs, and not before.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PAGE = sorted(PROJECT.glob("fixtures/mediaindonesia.com/ekonomi/*/*.html"))[0]
URL = f"https://{PAGE.relative_to(PROJECT / 'fixtures').with_suffix('').as_posix()}"

WATCHED = """
import runpy, sys, traceback

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "sqlalchemy":
            stack = [each for each in traceback.extract_stack() if "newsscraper" in each.filename]
            chain = " -> ".join(each.filename.rpartition("newsscraper/")[2] for each in stack)
            print(f"LOADED by {chain}", file=sys.stderr)

sys.meta_path.insert(0, Watch())
"""
COMMAND = f"{WATCHED}sys.argv[0] = 'scrapy'; runpy.run_module('scrapy', run_name='__main__')"

LIGHT = {
    "the publishers": ["list"],
    "a publisher that is not known": ["crawl", "nosuch"],
    "a day that is none": ["crawl", "mediaindonesia", "-a", "since=x"],
    "a saved page": ["extract", PAGE, "--url", URL],
    "an export to nowhere": ["export"],
    "an option that is not known": ["dedup", "--all"],
}


def said_by(folder, code, *arguments):
    settings = {"PYTHONPATH": str(PROJECT), "SCRAPY_SETTINGS_MODULE": "newsscraper.settings"}
    process = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | settings,
    )
    return process.returncode, process.stderr


def loaded_by(stderr):
    """What is said of the import of sqlalchemy: the chain of modules that led to it."""
    return [line for line in stderr.splitlines() if line.startswith("LOADED by")]


QUICK = ("a saved page", "a day that is none")


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=[pytest.mark.slow] * (case not in QUICK)) for case in LIGHT]
)
def test_what_needs_no_store_does_not_load_its_library(case, tmp_path):
    code, stderr = said_by(tmp_path, COMMAND, *LIGHT[case])
    assert code in (0, 2)
    assert "Traceback" not in stderr
    assert loaded_by(stderr) == []


def test_a_command_about_the_store_loads_it_when_it_runs(tmp_path):
    code, stderr = said_by(tmp_path, COMMAND, "coverage")
    assert code == 2
    chains = loaded_by(stderr)
    assert chains
    assert "commands/coverage.py -> console/coverage_job.py" in chains[0]


def test_the_modules_that_every_command_loads_are_light(tmp_path):
    modules = ("spiders.base", "crawl.outcome", "replay.addon", "feeds.exporters")
    imports = "; ".join(f"import newsscraper.{module}" for module in modules)
    code, stderr = said_by(tmp_path, WATCHED + imports)
    assert code == 0
    assert loaded_by(stderr) == []
