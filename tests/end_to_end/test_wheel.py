"""A wheel of the project in an empty environment, in a folder without the project.

The dependencies are those of the environment that runs the tests: no registry is asked.
"""

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from lab.clean_python import clean_python, wheel_of
from lab.command_line import PAGE, URL
from lab.project import FIXTURES, PROJECT
from worlds.server import serving
from worlds.site import Site

pytestmark = pytest.mark.slow

READ = """
import json, sys
from newsscraper import __file__ as place, articles, extract

page = extract(sys.stdin.buffer.read(), sys.argv[1])
stored = [article.key for article in articles()]
copies = [article.duplicate_of for article in articles("demo.db") if article.duplicate_of]
print(json.dumps([place, page.headline, stored, copies]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return wheel_of(PROJECT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment with the wheel, and an empty folder in which its commands run."""
    clean = clean_python(tmp_path_factory.mktemp("environment"))
    clean.install(wheel)
    folder = tmp_path_factory.mktemp("folder")

    def run(line, given=b""):
        """Run a line of a shell, as a person types it."""
        return subprocess.run(
            line, shell=True, cwd=folder, env=clean.variables, input=given, capture_output=True
        )

    return SimpleNamespace(run=run, folder=folder, packages=clean.packages)


@pytest.fixture(scope="module")
def demo(installed):
    done = installed.run("newsscraper demo")
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def test_it_carries_the_pages_of_the_replica_and_nothing_of_the_tests(wheel):
    names = ZipFile(wheel).namelist()
    top = "newsscraper/replay/pages/"
    carried = {name.removeprefix(top) for name in names if name.startswith(top)}
    files = [path for path in FIXTURES.rglob("*") if path.is_file() and path.suffix != ".json"]
    assert carried == {path.relative_to(FIXTURES).as_posix() for path in files}
    assert {name.partition("/")[0] for name in names} == {
        *("newsscraper", "newsscraper-0.1.0.dist-info"),
    }


def test_each_command_that_the_demo_prints_works_as_it_stands(installed, demo):
    lines = [line.strip() for line in demo.splitlines() if line.startswith("  ")]
    assert len(lines) >= 6
    said = {}
    for line in lines:
        done = installed.run(line)
        said[line.split()[1], "--gaps" in line] = done.stdout.decode()
        assert done.returncode == 0, (line, done.stderr.decode())
    assert "kompas" in said["status", False]
    assert said["coverage", True].splitlines() == [
        "https://health.kompas.com/read/2026/01/17/120000168/tidur-siang-dua-puluh-menit"
    ]
    assert "Pipa Tua di Jalan Pemuda" in said["search", False]
    [kompas] = [line for line in said["dedup", False].splitlines() if line.startswith("kompas")]
    assert kompas.split() == ["kompas", "10", "0", "1"]
    written = {path.name for path in installed.folder.glob("demo*") if path.stat().st_size}
    assert {"demo.csv", "demo.html", "demo-unique.jsonl", "demo-clusters.csv"} <= written


def test_a_crawl_and_the_functions_work_without_the_project(installed, demo, tmp_path):
    site = Site(tmp_path / "site")
    site.index("/indeks", [site.article("/ekonomi/800001/awal", "2026-01-10 10:00")])
    with serving(site.folder) as server:
        done = installed.run(
            f"newsscraper crawl mediaindonesia -s REPLAY={server.url} -s DOWNLOAD_DELAY=0.01"
            " -s STORE_URL=sqlite:///articles.db -o articles.jsonl"
        )
    assert done.returncode == 0, done.stderr.decode()
    [row] = (installed.folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(row)["key"] == "mediaindonesia:800001"
    (installed.folder / "read.py").write_text(READ)
    done = installed.run(f"python read.py {URL}", PAGE.read_bytes())
    assert done.returncode == 0, done.stderr.decode()
    place, headline, stored, copies = json.loads(done.stdout)
    assert Path(place).is_relative_to(installed.packages)
    golden = json.loads(PAGE.with_suffix(".json").read_text(encoding="utf-8"))
    assert headline == golden["headline"]
    assert stored == ["mediaindonesia:800001"]
    assert copies == ["mediaindonesia:851782"]
