"""What an extension hears of a crawl: all of it, in order, and when it is in the store."""

import ast
import json
import re
import shutil
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from lab.listener import SIGNALS
from lab.project import PROJECT
from worlds.paper import index_page, numbers
from worlds.site import HOME, Story
from worlds.stories import told

from newsscraper import settings, signals

NEW, CHANGED, BROKEN, UNDATED, COPY, OLD = 1, 2, 3, 4, 5, 6
"""The stories, by number; `COPY` has the text of `NEW`."""
EXTENSIONS = settings.EXTENSIONS | {"listener.Listener": 0}
ROAD = f"{HOME}/indeks"
SECOND = f"{HOME}{index_page(2)}"
FAILED = ["failed", "http_500", 500]
LACKING = ["failed", "no_date_published", None]


def documented():
    """The arguments of each signal, as its docstring names them."""
    body = ast.parse((PROJECT / "newsscraper/signals.py").read_text("utf-8")).body
    for statement, docstring in pairwise(body):
        if isinstance(statement, ast.AnnAssign):
            text = re.sub(r"\([^()]*\)", "", docstring.value.value)
            yield (
                statement.target.id,
                re.findall(r"``(\w+)``", text.partition(":")[2].split(".")[0]),
            )


ARGUMENTS = dict(documented())


@pytest.fixture(scope="module")
def paper_and_reader(build):
    return build()


@pytest.fixture(scope="module")
def heard(paper_and_reader, serve):
    """Return what was heard of a first run, and of one that fetches young articles again."""
    paper, reads = paper_and_reader
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    young, younger, old = (now - timedelta(hours=ago) for ago in (2, 1, 30))
    first = [
        paper.story(NEW, date=younger, body=told("garam")),
        paper.story(CHANGED, date=young),
        Story(paper.address(BROKEN)),
        paper.article(paper.address(UNDATED).removeprefix(HOME), None),
    ]
    second = [paper.story(COPY, date=old, body=told("garam")), paper.story(OLD, date=old)]
    paper.index(index_page(1), first, index_page(2))
    paper.index(index_page(2), second)
    with serve(paper.folder) as server:
        server.answers[paper.address(BROKEN)] = (500, {}, b"")
        given = ("DOWNLOAD_DELAY=0", "RETRY_TIMES=0", f"EXTENSIONS={json.dumps(EXTENSIONS)}")
        reader = reads(server.url, *given)
        shutil.copy(PROJECT / "tests/lab/listener.py", reader.folder)
        ended = [reader()]
        paper.story(CHANGED, date=young, body="<p>Isi yang diralat.</p>")
        ended.append(reader("-a", "recheck=24"))
    assert [run.code for run in ended] == [7, 7], ended[0].log
    assert "Traceback" not in ended[0].log + ended[1].log
    return of_runs(reader.folder / "signals.jsonl")


def of_runs(file):
    """The lines of two runs."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    begins = [place for place, line in enumerate(lines) if line["signal"] == "run_begun"]
    assert begins[0] == 0
    return lines[: begins[1]], lines[begins[1] :]


def told_of(line):
    """A line as a tuple: the signal, and its arguments in the order of its docstring."""
    others = ("key", "article", "day", "document")
    found = [line[name] for name in ARGUMENTS[line["signal"]] if name not in others]
    return (line["signal"], *map(number_of, [line.get("article") or line.get("key")]), *found)


def number_of(key):
    return numbers([{"key": key}])[0] if key else None


def test_the_first_run_is_heard_of_in_order(heard, paper_and_reader):
    broken, undated = map(paper_and_reader[0].address, (BROKEN, UNDATED))
    assert [told_of(line) for line in heard[0]] == [
        ("run_begun", None),
        ("index_page_read", None, ROAD, ROAD, 4, 4),
        ("article_stored", NEW, 1),
        ("article_stored", CHANGED, 2),
        ("article_failed", BROKEN, broken, FAILED, "failed"),
        ("article_failed", UNDATED, undated, LACKING, "failed"),
        ("article_dropped", UNDATED, "no_date_published"),
        ("index_page_read", None, ROAD, SECOND, 2, 2),
        ("walk_ended", None, ROAD, None),
        ("article_duplicate", COPY, 3),
        ("article_stored", OLD, 4),
    ]


def test_the_second_run_is_heard_of_in_order(heard, paper_and_reader):
    broken, undated = map(paper_and_reader[0].address, (BROKEN, UNDATED))
    assert [told_of(line) for line in heard[1]] == [
        ("run_begun", None),
        ("index_page_read", None, ROAD, ROAD, 4, 0),  # two are on their way by then
        ("walk_ended", None, ROAD, None),
        ("article_failed", BROKEN, broken, FAILED, "failed"),
        ("article_failed", UNDATED, undated, LACKING, "failed"),
        ("article_dropped", UNDATED, "no_date_published"),
        ("article_dropped", NEW, None),
        ("article_revised", CHANGED, 5),
        ("article_stored", CHANGED, 5),
    ]


# --- All of them, with what they promise ----------------------------------------------------------


def test_every_signal_is_heard_of_with_the_arguments_that_its_docstring_names(heard):
    found = {line["signal"]: set() for line in heard[0] + heard[1]}
    for line in heard[0] + heard[1]:
        found[line["signal"]].add(tuple(line["names"]))
    assert found == {name: {tuple(sorted(names))} for name, names in ARGUMENTS.items()}


def test_every_signal_has_a_docstring_and_is_one_of_its_own():
    assert ARGUMENTS.keys() == SIGNALS.keys()
    assert [name for name, of in ARGUMENTS.items() if not of] == ["run_begun"]
    assert len(set(map(id, SIGNALS.values()))) == len(SIGNALS) == 8
    assert SIGNALS["article_stored"] is signals.article_stored


# --- When it is in the store ----------------------------------------------------------------------


def lines_of(heard, *names):
    found = [line for run in heard for line in run if line["signal"] in names]
    assert found
    return found


def test_what_a_page_lists_is_in_the_store_before_it_is_told(heard):
    for line, is_complete, listed in zip(
        lines_of(heard, "index_page_read"), (0, 1, 1), (4, 6, 6), strict=True
    ):
        assert line["store"]["walks"][-1] == [is_complete, line["page"]]
        assert line["store"]["listings"] == [[listed]]


def test_a_walk_is_complete_before_its_end_is_told(heard):
    for line in lines_of(heard, "walk_ended"):
        assert line["store"]["walks"][-1][0] == 1


def test_a_revision_is_committed_before_it_is_told(heard):
    for line in lines_of(heard, "article_stored", "article_revised", "article_duplicate"):
        assert line["store"]["seqs"][-1] == [line["seq"]]
        is_copy = line["signal"] == "article_duplicate"
        assert line["store"]["ledger"] == [["duplicate" if is_copy else "stored"]]


def test_a_revision_is_told_with_its_document(heard):
    for line in lines_of(heard, "article_stored"):
        found = json.loads(line["document"])
        assert (found["key"], found["duplicate_of"]) == (line["article"], None)


def test_a_failure_is_in_the_ledger_before_it_is_told(heard):
    for line in lines_of(heard, "article_failed"):
        assert line["store"] == {"ledger": [[line["state"]]], "seqs": []}


def test_what_is_dropped_has_its_state_before_it_is_told(heard):
    for line in lines_of(heard, "article_dropped"):
        is_here = line["reason"] is None
        assert line["store"]["ledger"] == [["stored" if is_here else "failed"]]
        assert bool(line["store"]["seqs"]) is is_here
