"""`scrapy coverage`: the ledger of real crawls closes, and its gaps can be filled."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from lab.command_line import is_one_line, run
from lab.project import PROJECT
from worlds.paper import Paper, Reader, numbers
from worlds.site import HOME, Story

from newsscraper.store.waits import WAITS

FAILS, IS_REFUSED, IS_GONE, IS_GIVEN_UP, LEADS_ELSEWHERE = 7, 8, 9, 10, 11
IS_REVISED, FAILS_UNDATED, UNDATED, IS_RESERVED = 12, 13, 14, 15
FINE = (6, IS_REVISED, UNDATED, 16, 17)
MISSING = (FAILS, IS_REFUSED, IS_GIVEN_UP, FAILS_UNDATED, IS_RESERVED)
STATUS = {FAILS: 500, IS_REFUSED: 403, IS_GONE: 404, IS_GIVEN_UP: 503, FAILS_UNDATED: 500}
WINDOW = ("-a", "since=2026-01-02", "-a", "until=2026-01-03")
UNLISTED_DATE = (FAILS_UNDATED, UNDATED)

PARTS = "stored duplicate failed refused gone given_up to_fetch not_article out_of_window".split()


def rows_in(text):
    """The rows of the tables: name -> column -> number or text."""
    header, *lines = (line.split() for line in text.splitlines() if line)
    return {
        name: {
            column: int(value) if value.isdecimal() else {".": 0}.get(value, value)
            for column, value in zip(header[1:], values, strict=True)
        }
        for name, *values in lines
    }


def parts(row):
    """What became of the URLs of a row, without zeroes."""
    return {column: row[column] for column in PARTS if row[column]}


class Looked(NamedTuple):
    """What `scrapy coverage` showed after a run."""

    run: object
    rows: dict
    gaps: list


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder that has the store; it is filled by `story`."""
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def named(folder, engine):
    """The option that names its store."""
    return ("-s", f"STORE_URL={engine.url(folder)}")


@pytest.fixture(scope="module")
def coverage(folder, named):
    """Return a function that runs `scrapy coverage ARGUMENTS` in that folder."""
    return partial(run, folder, "coverage", *named)


@pytest.fixture(scope="module")
def story(crawl, serve, folder, coverage, tmp_path_factory, engine):
    """Four runs: one is cut short, two meet faults, one fills the gaps of a healed site."""
    paper = Paper(tmp_path_factory.mktemp("paper"))
    for number in range(18):
        paper.story(number)
    paper.story(IS_RESERVED, body='<meta name="robots" content="noindex"><p>Isi berita.</p>')
    paper.index("/indeks", [listed(paper, number) for number in range(17, -1, -1)])
    looked = {}
    with serve(paper.folder) as server:
        reader = Reader(
            crawl, folder, server.url, "DOWNLOAD_DELAY=0", "RETRY_TIMES=0", engine=engine
        )

        def look(name, *arguments):
            ended = reader(*arguments)
            shown = coverage("mediaindonesia")
            (folder / "gaps.txt").write_text(coverage("mediaindonesia", "--gaps").out)
            gaps = (folder / "gaps.txt").read_text().splitlines()
            assert (shown.code, shown.err) == (0, "")
            looked[name] = Looked(ended, rows_in(shown.out), gaps)

        for number, status in STATUS.items():
            server.answers[paper.address(number)] = (status, {}, b"<p>galat</p>")
        server.redirect(paper.address(LEADS_ELSEWHERE), paper.address(6))
        look("cut short", *WINDOW, "-s", "CLOSESPIDER_ITEMCOUNT=1")
        look("faults", *WINDOW)
        at_the_limit = "UPDATE ledger SET tries = ?, next_try = NULL WHERE key LIKE ?"
        reader.ask(at_the_limit, len(WAITS), f"%{IS_GIVEN_UP:05}")
        paper.story(IS_REVISED, body="<p>Isi yang diralat.</p>")
        look("more faults", *WINDOW, "-a", "recheck=500000")
        looked["one day"] = coverage("--since", "2026-01-02", "--until", "2026-01-02")
        looked["gaps of a day"] = coverage("--gaps", "--since", "2026-01-03")
        for number in STATUS.keys() - {IS_GONE}:
            del server.answers[paper.address(number)]
        paper.story(IS_RESERVED)
        look("healed", "-a", "urls=@gaps.txt")
    return looked


def listed(paper, number):
    link = paper.link(number)
    return Story(link.url) if number in UNLISTED_DATE else link


def addresses(*of):
    return {f"{HOME}/ekonomi/{800_000 + number}/berita" for number in of}


RUNS = ("cut short", "faults", "more faults", "healed")


@pytest.mark.parametrize("name", RUNS)
def test_every_row_adds_up(story, name):
    for row in story[name].rows.values():
        assert row["listed"] == sum(row[part] for part in PARTS)


@pytest.mark.parametrize("name", RUNS)
def test_the_total_is_the_sum_of_the_rows_and_of_all_that_was_listed(story, name):
    rows = dict(story[name].rows)
    total = rows.pop("total")
    for column in ("listed", *PARTS, "revised"):
        assert total[column] == sum(row[column] for row in rows.values())
    assert total["listed"] == 18


def test_what_a_run_that_was_cut_short_left_is_to_be_fetched(story):
    run, rows, gaps = story["cut short"]
    assert run.code == 7
    assert rows["total"]["to_fetch"] >= 5
    assert rows["total"]["to_fetch"] <= len(gaps)


def test_faults_of_every_kind_are_told_apart_by_day(story):
    rows = story["more faults"].rows
    assert list(rows) == ["2026-01-01", "2026-01-02", "2026-01-03", "unknown", "total"]
    assert parts(rows["2026-01-01"]) == {"out_of_window": 6}
    second = {"stored": 1, "duplicate": 1, "failed": 1, "refused": 1, "gone": 1, "given_up": 1}
    assert parts(rows["2026-01-02"]) == second
    assert parts(rows["2026-01-03"]) == {"stored": 4, "refused": 1}
    assert parts(rows["unknown"]) == {"failed": 1}
    assert [row["revised"] for row in rows.values()] == [0, 0, 1, 0, 1]


def test_gaps_are_what_may_still_come_newest_first(story):
    *dated, undated = story["more faults"].gaps
    assert dated == sorted(addresses(*MISSING) - {undated}, reverse=True)
    assert {undated} == addresses(FAILS_UNDATED)


def test_gaps_of_a_span_include_those_of_an_unknown_day(story):
    assert set(story["gaps of a day"].out.splitlines()) == addresses(IS_RESERVED, FAILS_UNDATED)
    assert story["gaps of a day"].err == ""


def test_a_span_shows_its_days_and_those_unknown(story):
    assert list(rows_in(story["one day"].out)) == ["2026-01-02", "unknown", "total"]


def test_filling_the_gaps_of_a_healed_site_closes_them(story):
    run, rows, gaps = story["healed"]
    assert run.code == 0
    assert gaps == []
    assert set(run.requests) == addresses(*MISSING)
    assert parts(rows["total"]) == {"stored": 10, "duplicate": 1, "gone": 1, "out_of_window": 6}
    assert "unknown" not in rows
    assert set(numbers(run.rows)) == set(MISSING)
    assert rows["total"]["stored"] == len(FINE) + len(MISSING)


def test_the_ids_tell_how_many_articles_there_were(story):
    estimates = {name: row["estimate"] for name, row in story["healed"].rows.items()}
    assert estimates == {
        "2026-01-01": ">=6",
        "2026-01-02": 6,
        "2026-01-03": ">=6",
        "total": ">=18",
    }


# --- Several publishers, and none ----------------------------------------------------------------


@pytest.fixture(scope="module")
def two_folder(story, folder, tmp_path_factory, engine):
    """A folder whose store has a URL of another publisher, too, which the project does not know."""
    other = tmp_path_factory.mktemp("two")
    engine.copy(folder, other)
    columns = "key, publisher, url, state, hops, tries"
    engine.ask(
        other,
        f"INSERT INTO ledger ({columns}) VALUES "
        "('koran:1', 'koran', 'https://koran.example/1', 'listed', 0, 0)",
    )
    return other


@pytest.fixture(scope="module")
def two(two_folder, engine):
    """Return a function that runs `scrapy coverage ARGUMENTS` there."""
    return partial(run, two_folder, "coverage", "-s", f"STORE_URL={engine.url(two_folder)}")


def test_without_a_name_each_publisher_has_its_table(two):
    ended = two()
    first, second = ended.out.split("\n\n")
    assert first.startswith("koran ")
    assert second.startswith("mediaindonesia ")
    assert parts(rows_in(first)["unknown"]) == {"to_fetch": 1}
    assert (ended.code, ended.err) == (0, "")


def test_gaps_of_several_publishers_need_a_name(two, two_folder, engine):
    ended = two("--gaps")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "newsscraper: the store has koran, mediaindonesia; choose one: "
        f"scrapy coverage NAME --gaps {engine.typed(two_folder)}\n"
    )
    assert two("mediaindonesia", "--gaps") == (0, "", "")


def test_an_empty_store_says_what_to_do(two, tmp_path):
    (tmp_path / "empty.db").touch()
    empty = ("-s", f"STORE_URL=sqlite:///{tmp_path / 'empty.db'}")
    said = f"Nothing has been listed yet: scrapy crawl NAME {' '.join(empty)}\n"
    assert two(*empty) == (0, "", said)
    assert two("--gaps", *empty) == (0, "", "")


# --- What cannot be done -------------------------------------------------------------------------

WRONG = {
    ("koran",): "there is no publisher 'koran'; known are",
    ("mediaindonesia", "detik"): "give one publisher, or none for all",
    ("--since", "kemarin"): "since=kemarin is not a day",
    ("--until", "7d"): "until=7d is not a day",
    ("--since", "2026-02-01", "--until", "2026-01-01"): "since=2026-02-01 is after",
    ("--wrong",): "unknown option --wrong",
    ("--gaps=yes",): "argument --gaps: ignored explicit argument 'yes'",
    ("-s", "STORE_URL=sqlite:///none.db"): "none.db; scrapy crawl makes it, STORE_URL names it",
    ("-s", "STORE_URL=sqlite://"): "there is no store; scrapy crawl makes it",
    ("-s", "STORE_URL=mysql://x/y"): "SQLite and PostgreSQL are supported",
}


@pytest.mark.parametrize("arguments", WRONG, ids=WRONG.values())
def test_bad_input_is_refused_in_one_line_with_code_2(story, folder, coverage, arguments):
    code, out, said = coverage(*arguments)
    assert (code, out) == (2, "")
    assert said.startswith("newsscraper: ")
    assert WRONG[arguments] in said
    assert is_one_line(said)
    assert not (folder / "none.db").exists()


def test_a_store_that_is_none_is_told_in_one_line_with_code_3(coverage, tmp_path):
    (tmp_path / "a.db").write_text("bukan basis data\n" * 100)
    code, out, said = coverage("-s", f"STORE_URL=sqlite:///{tmp_path / 'a.db'}")
    assert (code, out) == (3, "")
    assert is_one_line(said)


UNWRITABLE = "newsscraper: stdout cannot be written: No space left on device\n"


@pytest.mark.slow
@pytest.mark.parametrize(("device", "expected"), [(None, (0, "")), ("/dev/full", (3, UNWRITABLE))])
def test_an_output_that_ends_early_gives_no_traceback(story, folder, named, device, expected):
    if device and not Path(device).exists():
        pytest.skip("this system has no such device")
    assert written_to(device, folder, named) == expected


def written_to(device, folder, named):
    """Run the command with a device as its stdout, or with a pipe that nobody reads."""
    read, write = os.pipe() if not device else (None, os.open(device, os.O_WRONLY))
    if read:
        os.close(read)
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", "coverage", *named],
        cwd=folder,
        stdout=write,
        stderr=subprocess.PIPE,
        env=os.environ
        | {"PYTHONPATH": str(PROJECT), "SCRAPY_SETTINGS_MODULE": "newsscraper.settings"},
    )
    os.close(write)
    return ended.returncode, ended.stderr.decode()
