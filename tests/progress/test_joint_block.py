"""The one block of several crawls, as a person sees it on terminals of two widths."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from lab.terminal import Shown, Watched
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from worlds.paper import down
from worlds.server import serving
from worlds.trio import NAMES, SETTINGS, Trio, write_spiders

from newsscraper.crawl.outcome import Outcome
from newsscraper.crawl.run import Run
from newsscraper.failures import Exit
from newsscraper.progress.display import ProgressDisplay
from newsscraper.progress.figures import Figures
from newsscraper.progress.joint_block import JointBlock
from newsscraper.signals import run_begun

slow = pytest.mark.slow
HELD_UP = "https://tiga.example/ekonomi/800001/berita"
CASES = {
    "80 columns": ((), {}),
    "40 columns": ((), {"columns": 40}),
    "a log file": (("--logfile", "crawl.log"), {}),
    "off": (("-s", "PROGRESS=off"), {}),
    "a dumb terminal": (("-s", "LOGSTATS_INTERVAL=0.4"), {"TERM": "dumb"}),
}
DRAWN = ("80 columns", "40 columns", "a log file")


class Seen:
    """What a person has of a crawl of three publishers, two of which end before the third."""

    def __init__(self, folder, arguments, options):
        self.folder = folder
        trio = Trio(folder / "site")
        trio.publish(down(3, 0))
        write_spiders(folder)
        with serving(trio.folder) as server:
            server.answers[HELD_UP] = (429, {"Retry-After": "5"}, b"")
            server.hook = lambda _: server.requests.count(HELD_UP) > 1 and server.answers.clear()
            settings = (*SETTINGS, f"REPLAY={server.url}", "DOWNLOAD_DELAY=0.1")
            given = [part for setting in settings for part in ("-s", setting)]
            feed = ("-o", "out.jsonl")
            run = Watched("crawl", *NAMES, *given, *feed, *arguments, cwd=folder, **options)
            self.code, self.out, self.err = run.end()
        self.screen = run.screen
        self.states = [state.split("\n") for state in run.seen]

    @property
    def words(self):
        """What stands there in the end, without the ends of rows, which break words."""
        return "".join(self.screen.text.split("\n"))

    @property
    def blocks(self):
        """The last three rows, whenever these were of the three publishers."""
        bottoms = [rows[-3:] for rows in self.states]
        return [rows for rows in bottoms if [row.partition(": ")[0] for row in rows] == list(NAMES)]


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    folders = [tmp_path_factory.mktemp("run") for _ in CASES]
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(Seen, folders, *zip(*CASES.values(), strict=True))
        return dict(zip(CASES, found, strict=True))


@slow
@pytest.mark.parametrize("case", CASES)
def test_each_crawl_ends_well(seen, case):
    assert seen[case].code == 0, seen[case].screen.text
    assert seen[case].screen.shows_cursor
    assert (seen[case].folder / "out.jsonl").read_text().count("\n") == 12


@slow
@pytest.mark.parametrize("case", DRAWN)
def test_each_publisher_has_a_row(seen, case):
    rows = {row for block in seen[case].blocks for row in block}
    assert max(map(len, rows)) < seen[case].screen.columns
    assert any(row.startswith("tiga: 2026-01-01, ") for row in rows), rows
    assert any("waiting " in row and row.startswith("tiga: ") for row in rows), rows
    assert any(row.startswith("satu: Complete: 4 articles added to out") for row in rows), rows


@slow
@pytest.mark.parametrize("case", DRAWN)
def test_the_block_is_gone_at_the_end(seen, case):
    end = [f"{name}: Complete: 4 articles added to out.jsonl, 0 failed." for name in NAMES]
    words = seen[case].words
    assert all(words.count(line) == 1 for line in end)
    assert words.endswith("Complete: 3 publishers, 12 new articles, 0 failed.")
    assert "to fetch" not in words


@slow
def test_a_log_file_has_no_control_character(seen):
    log = (seen["a log file"].folder / "crawl.log").read_text()
    assert all(character.isprintable() or character == "\n" for character in log)
    assert "Complete: 3 publishers" in log


@slow
@pytest.mark.parametrize("case", ["off", "a dumb terminal"])
def test_elsewhere_there_is_no_block(seen, case):
    assert seen[case].blocks == []


@slow
def test_lines_in_its_place_are_of_each_publisher(seen):
    words = seen["a dumb terminal"].words
    assert all(f"{name}: 2026-01-01, index page 1; " in words for name in NAMES)


# --- Without a crawl ------------------------------------------------------------------------------


class Crawler:
    """A crawl as far as the block looks at it."""

    def __init__(self, figures=None, outcome=None):
        self.settings, self.signals = Settings(), SignalManager()
        watch = figures and SimpleNamespace(figures=lambda: figures)
        self.found = {
            Run: SimpleNamespace(outcome=outcome),
            ProgressDisplay: SimpleNamespace(watch=watch),
        }

    def get_extension(self, kind):
        return self.found[kind]


class NotBegun(Crawler):
    def get_extension(self, kind):
        raise RuntimeError("too early")


def test_a_crawl_has_a_row_from_its_beginning_to_its_last_line(monkeypatch):
    stream = Shown(40)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", stream)
    ended = Outcome(Exit.COMPLETE, "Complete: 4 articles added to out.jsonl, 0 failed.")
    crawlers = {"satu": Crawler(Figures("satu")), "dua": NotBegun(), "tiga": Crawler(None, ended)}
    block = JointBlock(crawlers)

    async def show():
        block.take(crawlers["satu"])
        crawlers["satu"].signals.send_catch_log(run_begun)
        return stream.screen.text

    shown = asyncio.run(show())
    assert shown == "satu: beginning, 0 stored, 0 to fetch\ntiga: Complete: 4 articles added to out"
    block.leave([ended])
    assert "".join(stream.screen.rows) == ended.text


def test_a_crawl_in_the_block_is_shown_nowhere_else():
    crawler = Crawler()
    JointBlock({}).take(crawler)
    assert crawler.settings["PROGRESS"] == "lines"
    assert crawler.settings.getfloat("LOGSTATS_INTERVAL") == 0


def test_without_a_beginning_there_is_no_block_to_leave():
    JointBlock({"dua": NotBegun()}).leave([])
