"""How far a long work has come: shown on a terminal, and only if it takes long."""

import sys
from itertools import count

import pytest

from newsscraper.messages import meter as messages_meter
from newsscraper.messages.meter import Meter


class Terminal:
    """A stream that keeps what is written to it."""

    def __init__(self, is_terminal):
        self.is_terminal, self.text = is_terminal, ""

    def isatty(self):
        return self.is_terminal

    def write(self, text):
        self.text += text

    def flush(self):
        pass


@pytest.fixture
def shown(monkeypatch):
    """Return a function that returns what a work of 100 steps, each so long, shows."""

    def show(seconds, *, is_terminal=True):
        terminal = Terminal(is_terminal)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(sys, "stderr", terminal)
        clock = (step * seconds for step in count())
        monkeypatch.setattr(messages_meter.time, "monotonic", lambda: next(clock))
        meter = Meter("copied")
        for done in range(1, 101):
            meter.show(done, 100)
        monkeypatch.undo()
        return terminal.text

    return show


def test_a_long_work_shows_its_share_and_takes_the_line_away(shown):
    text = shown(1)
    assert text.startswith("2 % copied\r3 % copied\r")
    assert text.endswith("99 % copied\r\x1b[K")


def test_shares_follow_each_other_no_faster_than_can_be_read(shown):
    assert shown(0.05).count("% copied\r") in (14, 15, 16)  # of five seconds the last three


def test_a_short_work_shows_nothing(shown):
    assert shown(0.01) == ""


def test_no_control_character_goes_into_a_file(shown):
    assert shown(1, is_terminal=False) == ""
