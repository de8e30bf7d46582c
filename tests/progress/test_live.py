"""The block at the bottom of a terminal: what is written passes above it, and it goes cleanly."""

import logging
import sys

import pytest
from lab.terminal import Shown

from newsscraper.progress.live import LiveBlock

COLUMNS = 40


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    monkeypatch.setenv("TERM", "xterm")
    return Shown(COLUMNS)


@pytest.fixture
def log(terminal):
    """Return the root logger, which writes to the terminal."""
    handler = logging.StreamHandler(terminal)
    logging.root.addHandler(handler)
    yield logging.getLogger("lab")
    logging.root.removeHandler(handler)


def test_the_block_is_drawn_anew_in_its_place(terminal):
    lines = ["satu", "dua"]
    block = LiveBlock(terminal, lambda _: lines)
    block.start()
    assert terminal.screen.text == "satu\ndua"
    lines[:] = ["tiga"]
    block.refresh()
    assert terminal.screen.text == "tiga"
    lines[:] = ["empat", "lima", "enam"]
    block.refresh()
    assert terminal.screen.text == "empat\nlima\nenam"
    block.stop()
    assert terminal.screen.text == ""


def test_it_is_told_how_many_columns_there_are_and_the_last_stays_free(terminal):
    asked = []
    block = LiveBlock(terminal, lambda width: asked.append(width) or ["x" * width])
    block.start()
    block.stop()
    assert set(asked) == {COLUMNS - 1}


def test_what_is_logged_stands_above_it_whole(terminal, log):
    block = LiveBlock(terminal, lambda _: ["satu", "dua"])
    block.start()
    long = "https://mediaindonesia.com/ekonomi/800001/berita-yang-panjang-sekali"
    log.warning("Article failed: %s", long)
    log.warning("[bold]tetap[/bold] :smile: apa adanya\nbaris kedua")
    block.refresh()
    *above, first, second = terminal.screen.text.split("\n")
    assert (first, second) == ("satu", "dua")
    assert above[:3] == [f"Article failed: {long}"[at : at + COLUMNS] for at in (0, 40, 80)]
    assert above[3:] == ["[bold]tetap[/bold] :smile: apa adanya", "baris kedua"]
    block.stop()
    log.warning("sesudahnya")
    assert terminal.screen.text.split("\n") == [*above, "sesudahnya"]


def test_what_others_write_to_stderr_stands_above_it_too(terminal, monkeypatch):
    monkeypatch.setattr(sys, "stderr", terminal)
    block = LiveBlock(terminal, lambda _: ["satu"])
    block.start()
    print("dari luar", file=sys.stderr)
    assert terminal.screen.text == "dari luar\nsatu"
    block.stop()
    assert sys.stderr is terminal
    assert terminal.screen.text == "dari luar"


def test_the_cursor_is_always_seen(terminal):
    block = LiveBlock(terminal, lambda _: ["satu"])
    block.start()
    assert terminal.screen.shows_cursor
    block.refresh()
    block.stop()
    assert terminal.screen.shows_cursor


def test_lines_are_left_in_its_place(terminal, log):
    block = LiveBlock(terminal, lambda _: ["satu", "dua"])
    block.start()
    assert block.shows(logging.WARNING)
    block.leave(["listed  3", "new     2"])
    log.warning("Complete")
    assert terminal.screen.text == "listed  3\nnew     2\nComplete"


def test_a_log_of_graver_things_shows_nothing_else(terminal, log):
    [handler] = [each for each in log.root.handlers if getattr(each, "stream", None) is terminal]
    handler.setLevel(logging.WARNING)
    block = LiveBlock(terminal, lambda _: ["satu"])
    block.start()
    assert [block.shows(level) for level in (logging.INFO, logging.WARNING)] == [False, True]
    block.stop()


def test_the_log_may_go_elsewhere(terminal, tmp_path):
    handler = logging.FileHandler(tmp_path / "crawl.log")
    logging.root.addHandler(handler)
    block = LiveBlock(terminal, lambda _: ["satu"])
    block.start()
    logging.getLogger("lab").warning("ke berkas")
    block.stop()
    logging.root.removeHandler(handler)
    handler.close()
    assert not block.shows(logging.ERROR)
    assert (tmp_path / "crawl.log").read_text() == "ke berkas\n"
    assert terminal.screen.text == ""


def test_a_terminal_that_goes_away_harms_nobody(terminal, log):
    block = LiveBlock(terminal, lambda _: ["satu"])
    block.start()
    terminal.is_gone = True
    log.warning("tak terbaca")
    block.refresh()
    block.leave(["satu"])
    assert terminal.screen.text == "satu"


def test_to_stop_twice_is_to_stop(terminal):
    block = LiveBlock(terminal, lambda _: ["satu"])
    block.stop()
    block.start()
    block.stop()
    block.stop()
    assert terminal.screen.text == ""
