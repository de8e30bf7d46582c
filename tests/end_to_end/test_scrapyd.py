"""Scrapyd gets the project as an egg and runs its jobs, with no request beyond loopback."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest
from lab.clean_python import clean_python
from lab.project import FIXTURES, PROJECT
from lab.scrapyd_server import scrapyd_server
from worlds.server import serving
from worlds.site import Site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (find_spec("scrapyd") and find_spec("scrapyd_client")),
        reason="the extra `scrapyd` is not installed",
    ),
]

REPLAY = f"REPLAY={FIXTURES}"
JOBS = {
    "good": {"setting": [REPLAY, "STORE_URL=sqlite:///good.db"]},
    "window": {"setting": REPLAY, "since": "2026-01-20", "until": "2026-01-20"},
    "bad": {"setting": REPLAY, "since": "never"},
    "unknown": {"setting": REPLAY, "sejak": "2026-01-20"},
    "jobdir": {"setting": [REPLAY, "JOBDIR=jobs"]},
    "limited": {"setting": [REPLAY, "CLOSESPIDER_ITEMCOUNT=1"]},
    "live": {"setting": "RETRY_TIMES=0"},
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project, as it is deployed from; what deploying leaves stays there."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("scrapy.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, folder)
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "newsscraper", folder / "newsscraper", ignore=leave)
    return folder


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """A Python without the project, whose processes reach nothing beyond loopback."""
    folder = tmp_path_factory.mktemp("python")
    clean = clean_python(folder / "environment")
    cut_off = {
        "PYTHONPATH": str(PROJECT / "tests/lab/cut_off"),
        "CUT_OFF_LOG": str(folder / "tried"),
        "NEWSSCRAPER_STORE_URL": f"sqlite:///{folder / 'shared.db'}",
        "HOME": str(folder),
    }
    return clean._replace(variables=clean.variables | cut_off)


@pytest.fixture(scope="module")
def scrapyd(clean, tmp_path_factory):
    with scrapyd_server(clean.python, tmp_path_factory.mktemp("d"), clean.variables) as server:
        yield server


@pytest.fixture(scope="module")
def deploy(project, clean):
    """Return a function that runs `scrapyd-deploy` in the project's folder."""

    def run(*arguments):
        return subprocess.run(
            [clean.python, "-m", "scrapyd_client.deploy", *arguments],
            cwd=project,
            env=clean.variables,
            capture_output=True,
            text=True,
        )

    return run


@pytest.fixture(scope="module")
def deployed(scrapyd, project, deploy):
    """What `scrapyd-deploy` printed, with the address of this Scrapyd in `scrapy.cfg`."""
    place = project / "scrapy.cfg"
    configuration = place.read_text()
    assert "[deploy]\nurl = http://127.0.0.1:6800/\n" in configuration
    place.write_text(configuration.replace("http://127.0.0.1:6800", scrapyd.url))
    done = deploy()
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def codes(scrapyd, deployed):
    """Job -> its exit code."""
    for job, form in JOBS.items():
        answer = scrapyd.ask("schedule", spider="mediaindonesia", jobid=job, **form)
        assert answer["status"] == "ok", answer
    return {job: scrapyd.code_of(job) for job in JOBS}


def test_the_egg_has_every_file_of_the_package(deploy, project, tmp_path):
    done = deploy("--build-egg", str(tmp_path / "news.egg"))
    assert done.returncode == 0, done.stderr
    names = {name for name in ZipFile(tmp_path / "news.egg").namelist() if ".pyc" not in name}
    package = project / "newsscraper"
    files = (path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert {path.relative_to(project).as_posix() for path in files} == {
        name for name in names if not name.startswith("EGG-INFO/")
    }


def test_it_is_deployed_with_all_its_publishers(scrapyd, deployed):
    spiders = scrapyd.ask("listspiders")["spiders"]
    assert f'"spiders": {len(spiders)}, "status": "ok"' in deployed
    assert {"detik", "kompas", "mediaindonesia"} <= set(spiders)


def test_a_job_delivers_all_articles_and_says_so(scrapyd, codes):
    assert codes["good"] == 0, scrapyd.log_of("good")
    items = scrapyd.items_of("good")
    assert len(items) == len({item["key"] for item in items}) == 52
    last = scrapyd.log_of("good").splitlines()[-1]
    assert last.endswith(
        f"Complete: 52 articles added to file://{scrapyd.folder}"
        "/items/newsscraper/mediaindonesia/good.jl, 0 failed."
    )
    with closing(sqlite3.connect(scrapyd.folder / "good.db")) as store:
        assert store.execute("SELECT exit_code FROM runs").fetchall() == [(0,)]


def test_a_job_takes_arguments(scrapyd, codes):
    assert codes["window"] == 0, scrapyd.log_of("window")
    days = {item["date_published"][:10] for item in scrapyd.items_of("window")}
    assert days == {"2026-01-20"}


@pytest.mark.parametrize(
    ("job", "reason"),
    {
        "bad": "since=never is not a day such as 2026-01-31, today, yesterday or 7d",
        "unknown": "unknown argument 'sejak'; known are since, until, sections, urls",
        "jobdir": "JOBDIR is not needed, the store goes on where a run ended; leave it out",
    }.items(),
)
def test_what_is_wrong_with_a_job_is_the_one_line_of_its_log(scrapyd, codes, job, reason):
    assert codes[job] == 2
    [line] = scrapyd.log_of(job).splitlines()
    assert f" ERROR: {reason}" in line
    jobs = {each["id"]: each for each in scrapyd.ask("listjobs")["finished"]}
    assert jobs[job]["log_url"].endswith(f"{job}.log")


def test_a_job_that_limits_have_stopped_ends_with_their_code(scrapyd, codes):
    assert codes["limited"] == 7
    assert "Stopped (closespider_itemcount): " in scrapyd.log_of("limited").splitlines()[-1]


def test_a_job_for_the_live_site_has_the_store_of_the_environment(scrapyd, codes, clean):
    log = scrapyd.log_of("live")
    assert codes["live"] == 4, log
    store = clean.variables["NEWSSCRAPER_STORE_URL"].removeprefix("sqlite:///")
    assert f"Store: {store}\n" in log
    with closing(sqlite3.connect(store)) as opened:
        assert opened.execute("SELECT exit_code FROM runs").fetchall() == [(4,)]


def test_no_other_job_asked_for_a_name_beyond_this_machine(clean, codes):
    tried = Path(clean.variables["CUT_OFF_LOG"]).read_text()
    assert set(tried.split()) == {"mediaindonesia.com"}


def test_a_job_that_is_cancelled_stores_and_delivers_what_it_has(scrapyd, deployed, tmp_path):
    site = Site(tmp_path / "site")
    stories = [site.article(f"/ekonomi/80000{n}/berita", "2026-01-10 10:00") for n in (1, 2, 3)]
    site.index("/indeks", stories)
    with serving(site.folder) as server:
        server.hook = lambda url: url == stories[1].url and scrapyd.ask("cancel", job="long")
        settings = [f"REPLAY={server.url}", "DOWNLOAD_DELAY=0.3"]
        scrapyd.ask("schedule", spider="mediaindonesia", jobid="long", setting=settings)
        assert scrapyd.code_of("long") == 11
    assert "Stopped by a signal: 2 articles added to " in scrapyd.log_of("long").splitlines()[-1]
    assert len(scrapyd.items_of("long")) == 2
