"""What a command loads before it begins: a clock would tell it less well than a list of modules."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = next(ROOT.glob("fixtures/mediaindonesia.com/ekonomi/851796/*.html"))
URL = f"https://{PAGE.relative_to(ROOT / 'fixtures').with_suffix('')}"

EXTRACT = ["extract", str(PAGE), "--url", URL]

# Runs `scrapy`, and says which modules it loaded and where patterns were compiled at import.
WATCHED = """
import atexit, json, re._compiler, sys

compile_, compiled = re._compiler.compile, []

def watched(pattern, flags=0):
    frame = sys._getframe()
    while "/re/" in frame.f_code.co_filename or frame.f_code.co_filename == "<string>":
        frame = frame.f_back
    if frame.f_code.co_name == "<module>" and "newsscraper" in frame.f_globals["__name__"]:
        compiled.append(f"{frame.f_globals['__name__']}:{frame.f_lineno}")
    return compile_(pattern, flags)

def tell():
    print(json.dumps({"modules": sorted(sys.modules), "patterns": compiled}), file=sys.stderr)

re._compiler.compile = watched
atexit.register(tell)
from scrapy.cmdline import execute
execute(["scrapy", *sys.argv[1:]])
"""


def started(tmp_path, *arguments):
    """Return the modules, and the places of the patterns, of a command that went well."""
    given = {"PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "newsscraper.settings"}
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments],
        cwd=tmp_path,
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stderr.splitlines()[-1])


@pytest.fixture(scope="module")
def page_modules(tmp_path_factory):
    return started(tmp_path_factory.mktemp("page"), *EXTRACT)["modules"]


@pytest.mark.parametrize("arguments", [EXTRACT, ["version"], ["coverage", "--help"]], ids=" ".join)
def test_a_command_without_a_store_and_a_crawl_loads_neither(tmp_path, arguments):
    modules = started(tmp_path, *arguments)["modules"]
    packages = {name.partition(".")[0] for name in modules}
    assert not packages & {"sqlalchemy", "rich", "warcio", "pyarrow", "openpyxl"}
    assert "scrapy.core.downloader.handlers.http11" not in modules
    assert "newsscraper.reports.export_formats" not in modules


def test_a_page_loads_the_spider_of_its_publisher_alone(page_modules):
    assert "newsscraper.spiders.mediaindonesia" in page_modules
    assert not {"newsscraper.spiders.detik", "newsscraper.spiders.kompas"} & set(page_modules)


@pytest.mark.parametrize(
    "place",
    [
        "dateutil",  # a date in words; this page has one in numbers
        "newsscraper.api",
        "newsscraper.archives",
        "newsscraper.console.named_publishers",
        "newsscraper.console.spider_options",
        "newsscraper.crawl.arguments",
        "newsscraper.crawl.outcome",
        "newsscraper.crawl.run",
        "newsscraper.crawl.walker",
        "newsscraper.downloader",
        "newsscraper.drift",
        "newsscraper.duplicates",
        "newsscraper.feeds.extension",
        "newsscraper.pipelines",
        "newsscraper.progress",
        "newsscraper.publisher.paging",  # its publisher has none
        "newsscraper.reports",
        "newsscraper.roads.dated_index",
        "newsscraper.store.database",
    ],
)
def test_a_page_is_read_without_what_a_crawl_and_other_pages_need(page_modules, place):
    assert not {name for name in page_modules if f"{name}.".startswith(f"{place}.")}


def test_a_crawl_loads_its_publisher_alone(tmp_path):
    replay = ["-s", f"REPLAY={ROOT / 'fixtures'}", "-a", f"urls={URL}"]
    modules = started(tmp_path, "crawl", "mediaindonesia", *replay)["modules"]
    assert "newsscraper.spiders.mediaindonesia" in modules
    assert not {"newsscraper.spiders.detik", "newsscraper.spiders.kompas"} & set(modules)


@pytest.mark.parametrize(
    "package",
    [
        "sqlalchemy.dialects.postgresql",  # the store is a file
        "twisted.conch",  # a console that lets others in
        "aiohttp",  # the same by the web
    ],
)
def test_a_crawl_loads_nothing_that_it_does_not_use(tmp_path, package):
    replay = ["-s", f"REPLAY={ROOT / 'fixtures'}", "-a", f"urls={URL}"]
    assert package not in started(tmp_path, "crawl", "mediaindonesia", *replay)["modules"]


def test_few_patterns_are_compiled_before_they_are_needed(tmp_path):
    assert len(started(tmp_path, *EXTRACT)["patterns"]) <= 90
