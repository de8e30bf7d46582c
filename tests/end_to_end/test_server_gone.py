"""A store on a server that cannot be used: one line, code 3, and no password anywhere."""

import pytest
from lab.command_line import is_one_line, run
from worlds.paper import Paper, down

pytest.importorskip("psycopg", reason="psycopg is not installed")
pytestmark = pytest.mark.slow
NOWHERE = ("-s", "STORE_URL=postgresql://ani:rahasia@127.0.0.1:1/berita")
SHOWN = "postgresql+psycopg://***@127.0.0.1:1/berita"
WHY = 'connection to server at "127.0.0.1", port 1 failed: Connection refused'
GONE = f"{SHOWN} cannot be reached ({WHY}); everything committed is safe"


@pytest.fixture
def paper(tmp_path):
    """A site with three articles."""
    paper = Paper(tmp_path / "paper")
    paper.publish(down(2))
    return paper


def test_a_run_is_not_begun(crawl, paper, tmp_path):
    ended = crawl(*NOWHERE, "-s", f"REPLAY={paper.folder}", cwd=tmp_path)
    assert (ended.code, ended.last_line) == (3, f"Not begun: {GONE}.")
    assert "Traceback" not in ended.log
    assert "rahasia" not in ended.log
    assert f"Store: {SHOWN}\n" in ended.log
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["coverage"],
        ["search", "banjir"],
        ["dedup", "--rebuild"],
        ["report", "-O", "a.html"],
        ["export", "-O", "a.jsonl"],
        ["backup", "a.db"],
    ],
    ids=lambda command: command[0],
)
def test_a_command_says_so(tmp_path, command):
    code, out, said = run(tmp_path, *command, *NOWHERE)
    assert (code, out, said) == (3, "", f"newsscraper: {GONE}\n")
    assert not list(tmp_path.iterdir())


def test_a_copy_is_not_begun(tmp_path):
    code, _, said = run(
        tmp_path, "copystore", "postgresql://ani:rahasia@127.0.0.1:1/berita", "a.db"
    )
    assert (code, is_one_line(said)) == (3, True)
    assert GONE in said
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_backup_is_made_by_the_servers_own_program(tmp_path, engine):
    store = ("-s", f"STORE_URL={engine.url(tmp_path)}")
    code, _, said = run(tmp_path, "backup", "a.db", *store)
    assert (code, is_one_line(said)) == (2, True)
    assert "is on a server: copy it with pg_dump -Fc -f a.db -d DATABASE" in said
