"""The package in a zip file, as an egg is one: every command finds what it reads."""

import subprocess
import sys
from zipfile import ZipFile

import pytest
from lab.command_line import PAGE, URL
from lab.project import FIXTURES, PROJECT, own_environment

pytestmark = pytest.mark.slow

STORE = "-s STORE_URL=sqlite:///articles.db"
COMMANDS = {
    "list": "mediaindonesia",
    "genspider --dump publisher": "class ",
    "publishers": "mediaindonesia",
    f"extract {PAGE} --url {URL}": "mediaindonesia:851796",
    f"explain {PAGE} --url {URL}": "mediaindonesia:851796",
    "status": "mediaindonesia",
    "coverage": "2026-01-20",
    "search pipa": "",
    "dedup": "mediaindonesia",
    "export -O a.csv": "",
    "report -O a.html": "",
    "backup copy.db": "",
    f"reextract {FIXTURES} -O differs.jsonl --jobs 2": "",
}
"""A command -> what it prints."""


@pytest.fixture(scope="module")
def zipped(tmp_path_factory):
    """Return a function that runs `scrapy` with the package from a zip file, beside a store."""
    folder = tmp_path_factory.mktemp("zipped")
    with ZipFile(folder / "package.zip", "w") as file:
        for path in (PROJECT / "newsscraper").rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                file.write(path, path.relative_to(PROJECT))

    def run(line):
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "scrapy", *line.split()],
            cwd=folder,
            env=own_environment(PYTHONPATH=str(folder / "package.zip")),
            capture_output=True,
            text=True,
        )

    crawled = run(f"crawl mediaindonesia -s REPLAY={FIXTURES} -O all.jsonl {STORE}")
    assert crawled.returncode == 0, crawled.stderr
    assert len((folder / "all.jsonl").read_text().splitlines()) == 52
    return run


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_works_from_a_zip_file(zipped, line):
    done = zipped(line)
    assert done.returncode == 0, done.stderr
    assert COMMANDS[line] in done.stdout


def test_a_new_publisher_cannot_be_written_there_and_that_is_one_line(zipped):
    done = zipped("genspider koran koran.example")
    assert done.returncode == 3
    assert done.stderr.endswith(
        "/newsscraper/spiders/koran.py cannot be written: Not a directory\n"
    )
    assert done.stderr.count("\n") == 1
