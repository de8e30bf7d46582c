"""Progress as a person sees it: on terminals of two widths, and in files and pipes."""

import os
import pty
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from lab.project import own_environment
from lab.terminal import Watched
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler
from worlds.paper import Paper
from worlds.server import serving

from newsscraper.progress.display import ProgressDisplay

pytestmark = pytest.mark.slow

LOG_LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[[\w.]+\] [A-Z]+: ")
LAST_LINE = "Complete: 12 articles in out.jsonl, 0 failed."
TABLE = re.compile(
    r"listed +12\nnew +12\nrevised +0\nduplicate +0\nout of window +0\nrefused +0\ngone +0\n"
    r"failed +0\nindex pages +2\nrequests +1[5-8]( .*)?\nreceived +\d+\.\d kB\ntime +\d+.*"
)
WINDOW = ("-a", "since=2026-01-02", "-a", "until=2026-01-03")
TO_STDOUT = ("-O", "-:jsonl")


@contextmanager
def crawling(folder, *arguments, feed=("-O", "out.jsonl"), **terminal):
    """A crawl of a paper with twelve stories, which is told once to wait for five seconds."""
    paper = Paper(folder / "site")
    paper.publish(range(12, 0, -1))
    page = paper.address(11)
    with serving(paper.folder) as server:
        server.answers[page] = (429, {"Retry-After": "5"}, b"")
        server.hook = lambda _: server.requests.count(page) > 1 and server.answers.pop(page, None)
        settings = (f"REPLAY={server.url}", "DOWNLOAD_DELAY=0.1", "LOGSTATS_INTERVAL=0.4")
        given = [part for setting in settings for part in ("-s", setting)]
        yield Watched(
            "crawl",
            "mediaindonesia",
            *given,
            *feed,
            *arguments,
            cwd=folder,
            **terminal,
        )


CRAWLS = {
    "80 columns": ((), {}),
    "40 columns": (("--loglevel", "DEBUG"), {"columns": 40}),
    "a log file": (("--logfile", "crawl.log"), {}),
    "stdout to a file": ((), {"feed": TO_STDOUT}),
    "stdout to the terminal": ((), {"feed": TO_STDOUT, "on_it": ("stdout", "stderr")}),
    "stderr to a file": (WINDOW, {"on_it": ("stdout",)}),
    "nothing to the terminal": (("-s", "LOGSTATS_INTERVAL=0"), {"on_it": ()}),
    "lines": (("-s", "PROGRESS=lines"), {}),
    "off": (("-s", "PROGRESS=off"), {}),
    "a dumb terminal": ((), {"TERM": "dumb"}),
}


class Seen:
    """What a person has of a crawl that is over."""

    def __init__(self, folder, arguments, options):
        self.folder = folder
        with crawling(folder, *arguments, **options) as run:
            self.code, self.out, self.err = run.end()
        self.states, self.screen = run.seen, run.screen

    @property
    def rows(self):
        """The rows of the screen at the end."""
        return self.screen.text.split("\n")

    @property
    def words(self):
        """What stands there, without the ends of rows, which break words."""
        return "".join(self.rows)

    @property
    def blocks(self):
        """What stood at the bottom, each time that something was written."""
        found = [f"\n{text}".rpartition("\nmediaindonesia: ") for text in self.states]
        blocks = [f"mediaindonesia: {rest}" for _, head, rest in found if head]
        return [each for each in blocks if each.count("\n") < MOST_ROWS]

    @property
    def is_drawn_on(self):
        """Whether anything that stood there was written over."""
        pairs = zip(self.states, self.states[1:], strict=False)
        return not all(after.startswith(before.rstrip()) for before, after in pairs)


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return what a person has seen of each crawl."""
    folders = [tmp_path_factory.mktemp("run") for _ in CRAWLS]
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(Seen, folders, *zip(*CRAWLS.values(), strict=True))
        return dict(zip(CRAWLS, found, strict=True))


MOST_ROWS = 8
"""A log's line may begin a row with the publisher's name, too; far more rows follow it."""
LIVE = ("80 columns", "40 columns", "a log file", "stdout to a file")
PLAIN = ("stderr to a file", "lines", "a dumb terminal", "stdout to the terminal")


@pytest.mark.parametrize("case", CRAWLS)
def test_each_crawl_ends_well(seen, case):
    reaches_the_end = "since=2026-01-02" in CRAWLS[case][0]  # of the list: that is not believed
    assert seen[case].code == (7 if reaches_the_end else 0)
    assert seen[case].screen.shows_cursor
    assert "Traceback" not in seen[case].err + seen[case].screen.text


# --- On a terminal --------------------------------------------------------------------------------


@pytest.mark.parametrize("case", LIVE)
def test_a_terminal_has_a_block_that_says_where_the_run_is(seen, case):
    blocks = seen[case].blocks
    assert any("index page 1" in each and " to fetch" in each for each in blocks)
    assert any(re.search(r"waiting [1-5] s", each) and "Retry-After" in each for each in blocks)
    assert "to fetch" not in seen[case].screen.text


@pytest.mark.parametrize("case", LIVE)
def test_no_row_of_the_block_is_broken(seen, case):
    columns = seen[case].screen.columns
    rows = {row for each in seen[case].blocks for row in each.split("\n")}
    assert {row for row in rows if len(row) >= columns} == set()


@pytest.mark.parametrize("case", LIVE)
def test_a_table_is_left_in_its_place(seen, case):
    assert TABLE.search(seen[case].screen.text)


def test_the_last_line_stands_below_the_table(seen):
    assert seen["80 columns"].words.endswith(LAST_LINE)
    assert seen["40 columns"].words.endswith(LAST_LINE)


def test_log_lines_stand_above_the_block_whole(seen):
    words = seen["40 columns"].words
    answered = re.findall(r"Crawled \(200\) <GET (\S+?)>", words)
    assert len([url for url in answered if url.endswith("/berita")]) == 12
    assert "'downloader/request_count': " in words


def test_a_log_file_has_no_control_character_while_the_terminal_is_drawn_on(seen):
    run = seen["a log file"]
    log = (run.folder / "crawl.log").read_text()
    assert all(character.isprintable() or character == "\n" for character in log)
    assert all(LOG_LINE.match(line) for line in log.splitlines())
    assert log.endswith(f" {LAST_LINE}\n")
    assert run.rows[-1] == LAST_LINE


def test_a_feed_on_stdout_has_its_rows_alone(seen):
    assert seen["stdout to a file"].out.count("\n") == 12
    assert "\x1b" not in seen["stdout to a file"].out
    assert seen["stdout to the terminal"].words.count('{"key": ') == 12


@pytest.mark.parametrize(("end", "how_often"), [("SIGINT", 1), ("SIGINT", 2), ("SIGKILL", 1)])
def test_a_crawl_that_is_stopped_leaves_a_terminal_that_works(tmp_path, end, how_often):
    with crawling(tmp_path) as run:
        run.watch(until="index page 1")
        for _ in range(how_often):
            run.process.send_signal(getattr(signal, end))
            if end == "SIGINT":
                run.watch(until=f"Received {end}")
        code, *_ = run.end()
    assert run.screen.shows_cursor
    assert code == (11 if end == "SIGINT" else -signal.SIGKILL)
    assert end == "SIGKILL" or "to fetch" not in run.screen.text


def test_a_terminal_that_goes_away_harms_no_run(tmp_path):
    site = Paper(tmp_path / "site")
    site.publish(range(12, 0, -1))
    line = ["crawl", "mediaindonesia", "-s", f"REPLAY={site.folder}", "-O", "out.jsonl"]
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "scrapy", *line],
        cwd=tmp_path,
        stderr=slave,
        env=own_environment(TERM="xterm"),
    )
    os.close(slave)
    os.read(master, 1)
    os.close(master)
    assert process.wait(timeout=60) == 0
    assert (tmp_path / "out.jsonl").read_text().count("\n") == 12


# --- Elsewhere ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", PLAIN)
def test_elsewhere_a_line_now_and_then_has_the_same_facts(seen, case):
    run = seen[case]
    log = run.err or re.sub(r"\n(?!\d{4}-)", "", run.screen.text)
    lines = [line for line in log.splitlines() if "progress.display" in line]
    assert any("index page 1; " in line and " to fetch" in line for line in lines), log
    assert any("waiting" in line and "Retry-After" in line for line in lines)
    assert "received" not in log


@pytest.mark.parametrize("case", [*PLAIN, "nothing to the terminal", "off"])
def test_elsewhere_nothing_is_drawn(seen, case):
    assert "\x1b" not in seen[case].err + seen[case].out
    assert not seen[case].is_drawn_on


def test_nothing_is_shown_with_progress_off(seen):
    run = seen["off"]
    assert not any(word in run.screen.text for word in ("to fetch", "received"))
    assert run.words.endswith(LAST_LINE)


def test_a_log_begins_with_a_handful_of_lines(seen):
    said = [
        line.partition("INFO: ")[2] for line in seen["nothing to the terminal"].err.splitlines()
    ]
    words = ["Store", "Crawl", "From", "Into", "Settings"]
    assert [line.partition(":")[0] for line in said[:5]] == words
    assert said[5:] == ["Stored jsonl feed (12 items) in: out.jsonl", LAST_LINE]


def test_a_window_is_told_before_it_begins(seen):
    assert "INFO: Window: 2 days\n" in seen["stderr to a file"].err


def test_off_is_no_display():
    with pytest.raises(NotConfigured):
        ProgressDisplay.from_crawler(get_crawler(settings_dict={"PROGRESS": "off"}))
    assert ProgressDisplay.from_crawler(get_crawler(settings_dict={"PROGRESS": "auto"}))
