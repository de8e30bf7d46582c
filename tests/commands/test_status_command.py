"""`scrapy status`: what it prints, its codes, and a run beside it."""

import json

import pytest
from lab.command_line import FIXTURES, is_one_line, run

from newsscraper.store.article_store import Store

STORE = ("-s", "STORE_URL=sqlite:///articles.db")
REPLAY = ("-s", f"REPLAY={FIXTURES}", *STORE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder whose store has had a run of one publisher."""
    folder = tmp_path_factory.mktemp("status")
    assert run(folder, "crawl", "mediaindonesia", *REPLAY).code == 0
    return folder


def test_a_publisher_has_a_row(folder):
    ended = run(folder, "status", *STORE)
    assert (ended.code, ended.err) == (0, "")
    header, row = ended.out.splitlines()
    assert header.split()[:3] == ["publisher", "last", "run"]
    assert row.split()[0] == "mediaindonesia"
    assert "2026-01-20 18:30" in row


def test_json_is_one_line_of_data(folder):
    ended = run(folder, "status", "--json", *STORE)
    assert is_one_line(ended.out)
    [status] = json.loads(ended.out)["publishers"]
    assert status["last_run"]["exit_code"] == 0
    assert status["last_run"]["outcome"] == "Complete: 52 articles, 0 failed."
    assert status["newest"] == "2026-01-20T18:30:00+07:00"


@pytest.mark.parametrize(
    ("span", "code", "said"),
    [
        ("2h", 7, "mediaindonesia has nothing newer than 2026-01-20T18:30:00+07:00\n"),
        ("99999d", 0, ""),
    ],
)
def test_a_publisher_without_anything_newer_makes_code_7(folder, span, code, said):
    ended = run(folder, "status", "mediaindonesia", "--stale", span, *STORE)
    assert (ended.code, ended.err) == (code, said)


def test_a_publisher_that_never_ran_is_known_and_has_no_article(folder):
    ended = run(folder, "status", "detik", "--stale", "2h", *STORE)
    assert (ended.code, ended.err) == (7, "detik has no article\n")


def test_a_store_of_no_publisher_has_nothing_newer_either(tmp_path):
    Store.open(tmp_path / "articles.db").close()
    said = f"Nothing has been crawled yet: scrapy crawl NAME {' '.join(STORE)}\n"
    assert run(tmp_path, "status", *STORE) == (0, "", said)
    assert run(tmp_path, "status", "--stale", "2h", *STORE) == (7, "", said)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--stale", "6"], "--stale 6 is not a span such as 90m, 6h or 2d"),
        (["--stale", "0h"], "--stale 0h is not a span"),
        (["nix"], "there is no publisher 'nix'; known are"),
        (["kompas", "detik"], "give one publisher, or none for all"),
        (["--jsn"], "unknown option --jsn"),
        (["--accept", "nix"], "there is no publisher 'nix'; known are"),
        (["--accept", "kompas", "--json"], "give --accept NAME alone"),
        (["--accept", ""], "there is no publisher ''; known are"),
        ([""], "there is no publisher ''; known are"),
        (["-s", "STORE_URL=sqlite:///none.db"], "there is no store "),
    ],
)
def test_bad_input_gives_one_line_and_code_2(folder, arguments, reason):
    ended = run(folder, "status", *STORE, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert is_one_line(ended.err)
    assert ended.err.startswith(f"newsscraper: {reason}")
