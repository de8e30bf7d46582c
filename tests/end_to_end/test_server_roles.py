"""Users of a server who may do no more than they need, as the page about it makes them."""

import re
from contextlib import ExitStack, closing

import pytest
from lab import engines
from lab.command_line import is_one_line, run
from lab.postgresql_server import NoServer, started
from lab.project import PROJECT
from worlds.paper import Paper, down
from worlds.press import article

from newsscraper.console.copystore_job import copy_store
from newsscraper.failures import CannotGoOn
from newsscraper.store import revisions
from newsscraper.store.article_store import Store
from newsscraper.store.location import place_at

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
pytestmark = pytest.mark.slow

PAGE = (PROJECT / "docs/postgresql.md").read_text(encoding="utf-8")
WORKER, READER, NO_TURNS = re.findall(
    r"```sql\n(.*?)```", PAGE.partition("## Rights")[2], re.DOTALL
)
REFUSED = re.compile(
    r"refuses its user \(.*\); name its owner, or a user who has that right\.?\s*$"
)
OWNER = "pemilik"
"""The page's owner is who made the server here, and might do everything."""


@pytest.fixture(scope="module")
def server():
    with ExitStack() as stack:
        try:
            url = stack.enter_context(started())
        except NoServer as error:
            pytest.skip(f"no PostgreSQL: {error}")
        stack.enter_context(engines.template(url))
        with closing(place_at(f"{url}/postgres").connect()) as admin:
            admin.execute(f"CREATE ROLE {OWNER} LOGIN")
        yield url


class Shared:
    """A database, and how each user names it."""

    def __init__(self, server, name):
        self.server, self.name = server, name

    def url(self, user=None):
        server = self.server.replace("news@", f"{user}@") if user else self.server
        return f"{server}/{self.name}"

    def named(self, user):
        return "-s", f"STORE_URL={self.url(user)}"

    def connect(self, user=None):
        return closing(place_at(self.url(user)).connect())

    def execute(self, queries, user=None):
        with self.connect(user) as driver:
            driver.execute(queries)


@pytest.fixture(scope="module")
def shared(server, tmp_path_factory):
    """A store that its owner copied there; then the users were made, by the page."""
    with closing(place_at(f"{server}/postgres").connect()) as admin:
        admin.execute(f"CREATE DATABASE berita OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'")
    shared = Shared(server, "berita")
    file = tmp_path_factory.mktemp("own") / "articles.db"
    with closing(Store.open(file)) as store, store.writing() as transaction:
        for number in range(3):
            revisions.add(transaction, article(number, body="Banjir surut."), 1)
    copy_store(file, place_at(shared.url(OWNER)))
    for queries in (WORKER, READER):
        shared.execute(re.sub(r"\bnews\b", OWNER, queries))
    return shared


@pytest.fixture
def paper(tmp_path):
    paper = Paper(tmp_path / "paper")
    paper.publish(down(5))
    return paper


def crawling(shared, paper, user):
    return "crawl", "mediaindonesia", *shared.named(user), "-s", f"REPLAY={paper.folder}"


@pytest.mark.parametrize(
    "command",
    [
        *("status", "status --json", "coverage", "coverage --gaps", "search banjir", "dedup"),
        *("search banjir -O a.jsonl", "export -O a.jsonl", "export -O a.csv --unique"),
        *("export -O a.csv --clusters", "report -O a.html"),
    ],
)
def test_a_reader_reads(shared, tmp_path, command):
    code, _, said = run(tmp_path, *command.split(), *shared.named("reader"))
    assert code == 0, said


def test_a_reader_may_copy_the_store_and_ask_its_views(shared, tmp_path):
    assert run(tmp_path, "copystore", shared.url("reader"), "b.db").code == 0
    with shared.connect("reader") as driver:
        for view in ("news", "news_revisions"):
            assert driver.execute(f"SELECT headline FROM {view}").rowcount >= 3
        driver.execute("SELECT * FROM coverage_days")


@pytest.mark.parametrize("command", ["dedup --rebuild", "status --accept mediaindonesia"])
def test_what_writes_is_refused_to_a_reader_in_one_line(shared, tmp_path, command):
    code, _, said = run(tmp_path, *command.split(), *shared.named("reader"))
    assert (code, is_one_line(said)) == (3, True), said
    assert REFUSED.search(said), said


def test_a_crawl_is_refused_to_a_reader_in_one_line(shared, paper, tmp_path):
    code, _, said = run(tmp_path, *crawling(shared, paper, "reader"), "-O", "a.jsonl")
    assert code == 3
    assert "Traceback" not in said
    assert "Not begun: " in said
    assert REFUSED.search(said)
    assert not (tmp_path / "a.jsonl").exists()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM articles FOR UPDATE",
        "SELECT * FROM articles FOR SHARE",
        "SELECT * FROM leases FOR KEY SHARE",
        "LOCK TABLE revisions IN SHARE MODE",
        "LOCK TABLE schema_version IN ACCESS EXCLUSIVE MODE",
        "CREATE TABLE own (it text)",
        "SELECT setval('revisions_seq_seq', 1)",
    ],
)
def test_a_reader_can_lock_and_change_nothing(shared, query):
    with shared.connect("reader") as driver, pytest.raises(psycopg.errors.InsufficientPrivilege):
        driver.execute(f"BEGIN; {query}")


def test_the_time_of_a_reader_is_bounded(shared):
    with shared.connect("reader") as driver:
        names = ("statement_timeout", "idle_in_transaction_session_timeout")
        found = [driver.execute(f"SHOW {name}").fetchone()[0] for name in names]
    assert found == ["15min", "5min"]


def test_a_crawl_goes_on_while_somebody_reads(shared, paper, tmp_path):
    with shared.connect("reader") as driver:
        driver.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        tables = driver.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in tables.fetchall():
            driver.execute(f"SELECT * FROM {table}")
        before = driver.execute("SELECT count(*) FROM revisions").fetchone()
        ended = run(tmp_path, *crawling(shared, paper, "worker"), "-O", "a.jsonl")
        assert (ended.code, "6 articles in a.jsonl" in ended.err) == (0, True), ended.err
        assert driver.execute("SELECT count(*) FROM revisions").fetchone() == before
        driver.execute("COMMIT")
    again = run(tmp_path, *crawling(shared, paper, "worker"), "-a", "recheck=99999")
    assert again.code == 0, again.err


def test_turns_can_be_kept_from_readers(shared, paper, tmp_path):
    shared.execute(re.sub(r"\bnews\b", OWNER, NO_TURNS))
    for lock in ("pg_advisory_lock", "pg_try_advisory_lock_shared", "pg_advisory_xact_lock"):
        with (
            shared.connect("reader") as driver,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            driver.execute(f"SELECT {lock}(1, 2)")
    for user in (OWNER, "worker"):
        ended = run(tmp_path, *crawling(shared, paper, user))
        assert ended.code == 0, ended.err
    for command in ("status", "coverage", "search banjir", "export -O a.jsonl", "report -O a.html"):
        ended = run(tmp_path, *command.split(), *shared.named("reader"))
        assert ended.code == 0, ended.err


def test_only_the_owner_makes_tables_anew(shared, tmp_path):
    code, _, said = run(tmp_path, "dedup", "--rebuild", *shared.named("worker"))
    assert (code, is_one_line(said)) == (3, True)
    assert REFUSED.search(said)
    assert run(tmp_path, "dedup", "--rebuild", *shared.named(OWNER)).code == 0
    for user in ("reader", "worker"):
        ended = run(tmp_path, "dedup", *shared.named(user))
        assert ended.code == 0, ended.err


# --- An upgrade -----------------------------------------------------------------------------------


def test_only_the_owner_upgrades_and_readers_read_on(shared, tmp_path):
    shared.execute("UPDATE schema_version SET version = 8")
    for user in ("reader", "worker"):
        code, _, said = run(tmp_path, "status", *shared.named(user))
        assert (code, is_one_line(said)) == (3, True)
        assert REFUSED.search(said)
    with shared.connect("reader") as driver:
        driver.execute("BEGIN; SELECT * FROM news")
        with pytest.raises(CannotGoOn, match="lock timeout"):
            Store.open(place_at(shared.url(OWNER)), wait=0.2)
        driver.execute("SELECT * FROM news; COMMIT")
    for user in (OWNER, "reader", "worker"):
        assert run(tmp_path, "status", *shared.named(user)).code == 0
