"""Crawls, and the sites that they crawl."""

import gc
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import partial

import pytest
from lab import engines
from lab import postgresql_server as postgresql
from lab.engines import OnPostgreSQL, OnSQLite
from lab.memory import memory
from lab.postgresql_server import NoServer
from lab.project import PROJECT, environment
from lab.whole_crawl import crawl, run, start, start_anew
from worlds.paper import Paper, Reader
from worlds.server import Answering, run_server, serving
from worlds.site import Site

ENGINES = (OnSQLite.name, pytest.param(OnPostgreSQL.name, marks=pytest.mark.slow))


def pytest_configure():
    """Make folders where no disk is waited for; what is collected lives to the end.

    No test is to meet a real store.
    """
    os.environ.pop("NEWSSCRAPER_STORE_URL", None)
    gc.disable()
    if place := memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(place))


def pytest_xdist_auto_num_workers():
    """Return one more than there are processors: many tests wait for the pauses of a crawl."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish():
    """Look for garbage again, but not among thousands of tests."""
    gc.freeze()
    gc.enable()


@pytest.fixture(name="crawl", scope="session")
def crawl_fixture():
    """Return the function that crawls."""
    return crawl


@pytest.fixture(scope="session")
def run_crawl():
    """Return the function that runs a crawl and returns all that it said."""
    return run


@pytest.fixture(scope="session")
def crawl_all(tmp_path_factory):
    """Return a function that runs crawls, given by name, two at a time and each in a new folder."""

    def run(crawls, **options):
        folders = [tmp_path_factory.mktemp("run") for _ in crawls]
        with ThreadPoolExecutor(2) as pool:
            jobs = [
                pool.submit(crawl, *arguments, cwd=cwd, **options)
                for arguments, cwd in zip(crawls.values(), folders, strict=True)
            ]
            return dict(zip(crawls, [job.result() for job in jobs], strict=True))

    return run


@pytest.fixture(scope="session")
def start_crawl():
    """Return the function that starts a crawl."""
    return start


@pytest.fixture(scope="session")
def start_crawl_anew():
    """Return the function that starts a crawl with an interpreter of its own."""
    return start_anew


@pytest.fixture(scope="session")
def serve():
    """Return a function that serves a folder on a free loopback port, in a `with` statement."""
    return serving


@pytest.fixture
def site(tmp_path):
    """Return an empty Site."""
    return Site(tmp_path / "site")


@pytest.fixture(scope="session")
def postgresql_server():
    """The URL of a PostgreSQL server; who wants one where there is none is skipped."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgresql.running())
        except NoServer as error:
            pytest.skip(f"no PostgreSQL: {error}")
        stack.enter_context(engines.template(server))
        yield server


@pytest.fixture(scope="module")
def server(postgresql_server):
    """Stores on a server, for tests of what only these have."""
    on_server = OnPostgreSQL(postgresql_server)
    yield on_server
    on_server.end()


@pytest.fixture(scope="module", params=ENGINES)
def engine(request):
    """A kind of database that a store can be in: each test that wants a store has it in both."""
    if request.param == OnSQLite.name:
        yield OnSQLite()
        return
    on_server = OnPostgreSQL(request.getfixturevalue("postgresql_server"))
    yield on_server
    on_server.end()


@pytest.fixture(scope="module")
def open_store(engine):
    """Return the function that opens a new store."""
    return engine.open


@pytest.fixture
def writing(open_store):
    """Return an open transaction of a new store."""
    with closing(open_store()) as store, store.writing() as transaction:
        yield transaction


@pytest.fixture
def reader(crawl, paper, tmp_path, engine):
    """Return the reader of `paper`, a fixture of the file that asks for this one."""
    folder = tmp_path / "run"
    folder.mkdir()
    return Reader(crawl, folder, paper.folder, engine=engine)


@pytest.fixture(scope="module")
def build(crawl, tmp_path_factory, engine):
    """Return a function that makes an empty paper, and one that makes its reader."""

    def built():
        paper = Paper(tmp_path_factory.mktemp("paper"))
        return paper, partial(Reader, crawl, tmp_path_factory.mktemp("run"), engine=engine)

    return built


# --- Many small crawls in one process -------------------------------------------------------------


class Outcomes(list):
    """What came of each crawl, in order; `log` is what the process wrote to stderr."""

    log = ""


@pytest.fixture(scope="session")
def run_crawls():
    """Return a function that runs crawls in one process, in the environment that is given."""

    def run(crawls, *folders, **variables):
        process = subprocess.run(
            [sys.executable, "-W", "error", PROJECT / "tests/lab/run_crawls.py"],
            input=json.dumps(crawls),
            capture_output=True,
            text=True,
            timeout=60,
            env=environment(*folders, **variables),
        )
        assert process.returncode == 0, process.stderr
        outcomes = Outcomes(json.loads(process.stdout))
        outcomes.log = process.stderr
        return outcomes

    return run


@pytest.fixture(scope="module")
def answer_with():
    """Return a function that lets a function, or a host, answer on a free loopback port."""
    with ExitStack() as servers:
        yield lambda answer, address="127.0.0.1": servers.enter_context(
            run_server(Answering(answer, address))
        )
