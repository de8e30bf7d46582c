"""A hand on the files of a feed, between runs and during them: real runs, nothing is lost."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from lab.project import own_environment
from worlds.paper import Paper, Reader, down, numbers
from worlds.stories import scrapy

pytestmark = pytest.mark.slow

CODE = Path(__file__).parents[1] / "lab/kill_points.py"
SAFE = "the next run delivers it; 6 articles, 0 failed, all safe in the store."
USER = b'{"key": "mediainikoran:899999", "milik": "pengguna"}\n'
"""A line that begins as ours do."""

ALL = list(range(12))
APPENDED = ("-o", "feed.jsonl")


@pytest.fixture
def paper(tmp_path):
    paper = Paper(tmp_path / "paper")
    paper.publish(down(5))
    return paper


@pytest.fixture
def out(reader):
    return reader.folder / "feed.jsonl"


def held(file):
    """The numbers of the stories in the file, sorted, each as often as it is there."""
    lines = file.read_bytes().splitlines(keepends=True)
    return sorted(numbers(json.loads(line) for line in lines if line not in (USER, b"\n")))


def nothing_is_left(reader):
    """Whether no part and no lock lies in the folder."""
    return not [each for each in reader.folder.iterdir() if each.suffix in (".part", ".lock")]


@pytest.fixture
def kill(reader, start_crawl_anew, tmp_path):
    """Return a function that runs until a point of `kill_points`."""
    code = tmp_path / "code"
    code.mkdir()
    (code / "sitecustomize.py").write_text(CODE.read_text(encoding="utf-8"))

    def killed(point, *feed):
        path = own_environment(code)["PYTHONPATH"]
        process = start_crawl_anew(
            *reader.arguments,
            *(feed or APPENDED),
            cwd=reader.folder,
            PYTHONPATH=path,
            KILL_AT=point,
        )
        process.communicate(timeout=60)
        assert process.returncode == -9
        reader.engine.outwait(reader.folder)

    return killed


@pytest.fixture
def during(reader, paper, serve, start_crawl_anew):
    """Return a function that lets a hand do something in the midst of a run, which ends then."""

    def run(hand, *feed):
        with serve(paper.folder) as server:
            anew = (start_crawl_anew, reader.folder, server.url, "DOWNLOAD_DELAY=0")
            served = Reader(*anew, engine=reader.engine)
            server.hook = lambda url: url == paper.address(6) and hand()
            process = served(*(feed or APPENDED))
            log = process.communicate(timeout=60)[1].decode()
        return process.returncode, log

    return run


# --- After a kill ---------------------------------------------------------------------------------


def test_a_kill_before_the_end_leaves_the_file_as_it_was(paper, reader, out, kill):
    assert reader(*APPENDED).code == 0
    before = out.read_bytes()
    paper.publish(down(11))
    kill("in_row:3")
    assert out.read_bytes() == before
    out.write_bytes(before + USER)
    assert reader(*APPENDED).code == 0
    assert out.read_bytes().startswith(before + USER)
    assert held(out) == ALL
    assert nothing_is_left(reader)


@pytest.mark.parametrize(
    ("point", "behind"),
    [
        pytest.param("in_append:1", b"", marks=pytest.mark.slow),
        ("in_append:1", b"x\n" + USER),
        pytest.param("after_append:1", USER, marks=pytest.mark.slow),
        ("after_append>before_commit:1", b"x\n" + USER * 2),
    ],
)
def test_only_what_the_killed_run_wrote_is_taken_out_and_that_is_told(
    paper, reader, out, kill, point, behind
):
    assert reader(*APPENDED).code == 0
    before = out.read_bytes()
    paper.publish(down(11))
    kill(point)
    torn = out.read_bytes()[len(before) :]
    assert torn
    rest = torn.rpartition(b"\n")[2] if behind else b""
    with out.open("ab") as file:
        file.write(behind)
    run = reader(*APPENDED)
    assert run.code == 0
    assert f"{len(torn) - len(rest)} bytes cut off, of a run that was ended" in run.log
    assert out.read_bytes().startswith(before + rest + behind)
    rows = out.read_bytes()[len(before + rest + behind) :].splitlines()
    assert sorted(numbers(map(json.loads, rows))) == ALL[6:]
    assert nothing_is_left(reader)


def test_an_export_that_was_written_where_a_killed_run_wrote_stays(paper, reader, out, kill):
    kill("in_append:1")
    code, _, said = scrapy(reader.folder, "export", *reader.named, "-O", "feed.jsonl")
    assert (code, said.splitlines()[-1]) == (0, "6 articles in feed.jsonl")
    exported = out.read_bytes()
    paper.publish(down(11))
    assert reader("-o", "other.jsonl").code == 0
    assert out.read_bytes() == exported
    assert reader.ask("SELECT path FROM files WHERE path LIKE '%/feed.jsonl'") == []


def test_a_file_that_was_rewritten_after_a_kill_stays(paper, reader, out, kill):
    assert reader(*APPENDED).code == 0
    paper.publish(down(11))
    kill("in_append:1")
    mine = USER * 1000 + out.read_bytes()
    out.write_bytes(mine)
    run = reader(*APPENDED)
    assert run.code == 0
    assert "stays as it is: its end is not what a run wrote" in run.log
    assert "feed.jsonl is not the file that was written last; it is begun anew" in run.log
    assert out.read_bytes().startswith(mine)
    rows = out.read_bytes()[len(mine) :].splitlines()
    assert sorted(numbers(map(json.loads, filter(None, rows)))) == ALL[6:]


OTHERS = ("-s", "STORE_URL=sqlite:///other.db")


@pytest.mark.parametrize(
    "point", ["in_append:1", pytest.param("after_append:1", marks=pytest.mark.slow)]
)
def test_a_run_with_another_store_leaves_a_torn_file_to_the_one_that_was_killed(
    paper, reader, out, kill, point
):
    assert reader(*APPENDED).code == 0
    assert reader(*APPENDED, *OTHERS).code == 0
    paper.publish(down(11))
    kill(point)
    torn = out.read_bytes()
    other = reader(*APPENDED, *OTHERS)  # it does not wait: nobody has the file
    assert (other.code, out.read_bytes()) == (8, torn)
    assert other.stat("item_scraped_count") == 6
    assert "run that again, or delete feed.jsonl.part if its store is no more" in other.last_line
    assert reader(*APPENDED).code == 0
    assert reader(*APPENDED, *OTHERS).code == 0
    assert held(out) == sorted([*ALL, *ALL])
    assert nothing_is_left(reader)


# --- Between runs ---------------------------------------------------------------------------------


def test_an_export_settles_what_was_noted_of_the_file(paper, reader, out):
    assert reader(*APPENDED).code == 0
    assert scrapy(reader.folder, "export", *reader.named, "-O", "feed.jsonl")[0] == 0
    exported = out.read_bytes()
    paper.publish(down(11))
    run = reader(*APPENDED)
    assert run.code == 0
    assert "begun anew" not in run.log
    assert out.read_bytes().startswith(exported)
    assert held(out) == ALL


def test_a_feed_that_becomes_a_link_stays_the_same_feed(paper, reader, out, kill):
    assert reader(*APPENDED).code == 0
    paper.publish(down(11))
    kill("in_row:3")
    kept = out.with_name("kept.jsonl")
    out.rename(kept)
    out.symlink_to(kept.name)
    assert reader(*APPENDED).code == 0
    assert out.is_symlink()
    assert held(kept) == ALL
    assert reader(*APPENDED, "-a", "since=2026-01-02", "-a", "until=2026-01-02").code == 0
    assert held(kept) == ALL
    assert nothing_is_left(reader)


LINKED = ("-o", "link.jsonl")


@pytest.mark.parametrize(
    "runs",
    [
        (APPENDED, LINKED, APPENDED, LINKED),
        pytest.param((LINKED, APPENDED, LINKED, APPENDED), marks=pytest.mark.slow),
    ],
)
def test_a_file_that_is_named_by_a_link_or_not_holds_each_once(paper, reader, out, runs):
    out.with_name("link.jsonl").symlink_to(out.name)
    for number, feed in enumerate(runs):
        paper.publish(down(5 + 2 * number))
        assert reader(*feed).code == 0
        assert held(out) == ALL[: 6 + 2 * number]
    window = ("-a", "since=2026-01-01", "-a", "until=2026-01-02")
    for feed in runs[:2]:
        assert reader(*feed, *window).code == 0
        assert held(out) == ALL
    out.unlink()
    assert reader(*APPENDED, *window).code == 0
    assert held(out) == ALL


WINDOW = ("-a", "since=2026-01-01", "-a", "until=2026-01-02")


@pytest.mark.parametrize("way", ["-o", pytest.param("-O", marks=pytest.mark.slow)])
def test_a_file_is_continued_by_one_name_and_another_hard_link_is_refused(paper, reader, out, way):
    other = out.with_name("other.jsonl")
    if way == "-O":  # it has no name that is known: who continues it first gives it one
        assert reader(way, other.name).code == 0
        out.hardlink_to(other)
        paper.publish(down(7))
        assert reader(*APPENDED).code == 0
    else:
        assert reader(*APPENDED).code == 0
        other.hardlink_to(out)
    paper.publish(down(11))
    before = out.read_bytes()
    for asked in ((), WINDOW):
        run = reader("-o", other.name, *asked)
        assert run.code == 2
        assert f"{other} is another name of {out}" in run.last_line
        assert run.requests == []
    assert out.read_bytes() == before
    assert reader(*APPENDED).code == 0
    assert out.samefile(other)
    assert held(out) == ALL
    assert nothing_is_left(reader)


@pytest.mark.parametrize("way", ["-O", "export"])
def test_who_replaces_a_hard_link_leaves_the_other_name_as_it_is(paper, reader, out, way):
    assert reader(*APPENDED).code == 0
    other = out.with_name("other.jsonl")
    other.hardlink_to(out)
    before = out.read_bytes()
    paper.publish(down(11))
    if way == "-O":
        assert reader("-O", other.name).code == 0
    else:
        assert scrapy(reader.folder, "export", *reader.named, "-O", other.name)[0] == 0
    assert out.read_bytes() == before
    assert reader(*APPENDED).code == 0
    assert reader("-o", other.name).code == 0
    assert held(out) == ALL


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"lain\n" * 9000])
def test_another_file_is_continued_with_all_that_a_new_one_would_get(paper, reader, out, content):
    paper.publish(down(11))
    window = ("-a", "since=2026-01-02", "-a", "until=2026-01-02")
    assert reader(*APPENDED, *window).code == 0
    out.write_bytes(content)
    for said in (True, False):
        run = reader(*APPENDED, *window)
        assert run.code == 0
        assert ("it is begun anew" in run.log) is said
        assert out.read_bytes().startswith(content)
        rows = out.read_bytes()[len(content) :].splitlines()
        assert sorted(numbers(map(json.loads, rows))) == ALL[6:]


def test_a_last_line_without_an_end_gets_one(paper, reader, out):
    assert reader(*APPENDED).code == 0
    before = out.read_bytes() + b"tanpa akhir"
    out.write_bytes(before)
    paper.publish(down(11))
    assert reader(*APPENDED).code == 0
    assert out.read_bytes().startswith(before + b"\n{")


# --- During a run ---------------------------------------------------------------------------------


def rewritten(file, content):
    """Put another file in the place of *file*, as editors do."""
    other = file.with_name("other")
    other.write_bytes(content)
    other.replace(file)


HANDS = {
    "moved": lambda out: out.rename(out.with_name("old.jsonl")),
    "cut": lambda out: os.truncate(out, 100),
    "replaced": lambda out: rewritten(out, out.read_bytes()),
    "edited": lambda out: out.write_bytes(out.read_bytes()[:-2] + b"x\n"),
    "its part taken away": lambda out: out.with_name("feed.jsonl.part").unlink(),
    "its part replaced": lambda out: rewritten(out.with_name("feed.jsonl.part"), USER),
    "its lock taken away": lambda out: out.with_name(".feed.jsonl.lock").unlink(),
}
LOCK_TAKEN = "the publisher's lock taken away"
QUICK = ("moved", "its part replaced", LOCK_TAKEN)


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(each, marks=[pytest.mark.slow] * (each not in QUICK))
        for each in (*HANDS, LOCK_TAKEN)
    ],
)
def test_what_a_hand_did_during_a_run_ends_it_with_code_3_and_the_next_is_whole(
    paper, reader, out, during, what
):
    assert reader(*APPENDED).code == 0
    paper.publish(down(11))
    left = {}

    def hand():
        HANDS[what](out) if what in HANDS else reader.engine.take_locks(reader.folder)
        files = [each for each in reader.folder.iterdir() if each.suffix == ".jsonl"]
        left.update({each: each.read_bytes() for each in files})

    code, log = during(hand)
    last_line = log.splitlines()[-1]
    assert code == 3, log
    assert "Failed: " in last_line
    is_unheld = what == LOCK_TAKEN and reader.engine.name == "postgresql"
    # Without its lease it does not even store the article at hand.
    assert last_line.endswith(SAFE.replace("6", "5") if is_unheld else SAFE)
    assert {each: each.read_bytes() for each in left} == left
    assert out.exists() is (what != "moved")
    if what == "its part replaced":
        assert out.with_name("feed.jsonl.part").read_bytes() == USER
        out.with_name("feed.jsonl.part").unlink()
    assert reader(*APPENDED).code == 0
    before = left.get(out, b"")
    after = out.read_bytes()
    assert after.startswith(before)
    rows = after[len(before) :].splitlines()
    assert sorted(numbers(map(json.loads, filter(None, rows)))) == ALL[6:]
    assert nothing_is_left(reader)


def test_what_a_hand_appended_during_a_run_stays(paper, reader, out, during):
    assert reader(*APPENDED).code == 0
    before = out.read_bytes()
    paper.publish(down(11))

    def hand():
        with out.open("ab") as file:
            file.write(USER)

    assert during(hand)[0] == 0
    assert out.read_bytes().startswith(before + USER)
    assert held(out) == ALL


def test_a_part_of_a_replaced_file_that_was_taken_away_ends_the_run_with_code_3(
    paper, reader, out, during
):
    assert reader("-O", "feed.jsonl").code == 0
    before = out.read_bytes()
    paper.publish(down(11))
    code, log = during(out.with_name("feed.jsonl.part").unlink, "-O", "feed.jsonl")
    assert code == 3
    assert "feed.jsonl.part was taken away or replaced during the run" in log.splitlines()[-1]
    assert out.read_bytes() == before
    assert reader("-O", "feed.jsonl").code == 0
    assert held(out) == ALL[6:]


def test_two_runs_at_once_after_a_lock_was_taken_away_deliver_all_once(
    paper, reader, out, during, tmp_path
):
    assert reader(*APPENDED).code == 0
    assert reader("-o", "other.jsonl").code == 0
    paper.publish(down(11))

    def hand():
        reader.engine.take_locks(reader.folder)
        assert reader("-o", "other.jsonl").code == 0

    assert during(hand)[0] == 3
    assert held(reader.folder / "other.jsonl") == ALL[6:]
    assert reader(*APPENDED).code == 0
    assert held(out) == ALL
    keys = reader.ask("SELECT key, revision FROM revisions")
    assert Counter(keys).most_common(1)[0][1] == 1
    assert nothing_is_left(reader)
