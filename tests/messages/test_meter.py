"""How far a long work has come: shown on a terminal, and only if it takes long."""

import itertools
import sys

import pytest

from newsscraper.messages import meter as messages_meter
from newsscraper.messages.meter import Meter
from newsscraper.messages.terminal import tell


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
def work(monkeypatch):
    """Return a function that returns what a work of 100 steps, each so long, shows."""

    def work(seconds, step=Meter.show, of=(100,), *, is_terminal=True):
        terminal, clock = Terminal(is_terminal), itertools.count()
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(sys, "stderr", terminal)
        now = [0.0]
        monkeypatch.setattr(messages_meter.time, "monotonic", lambda: now[0])
        meter = Meter("copied")
        for done in range(1, 101):
            now[0] = seconds * next(clock)
            step(meter, *((done, *of) if of is not None else ()))
        tell("Done")
        monkeypatch.undo()
        return terminal.text

    return work


def test_a_long_work_shows_its_share_and_takes_the_line_away(work):
    text = work(1)
    assert text.startswith("3 % copied\r\x1b[K4 % copied\r\x1b[K5 ")
    assert text.endswith("99 % copied\r\x1b[KDone\n")


def test_shares_follow_each_other_no_faster_than_can_be_read(work):
    assert 10 < work(0.05).count("% copied\r") < 17  # of five seconds the last three


def test_a_short_work_shows_nothing(work):
    assert work(0.01) == "Done\n"


def test_no_control_character_goes_into_a_file(work):
    assert work(1, is_terminal=False) == "Done\n"


def test_where_no_share_is_known_the_number_or_the_time_is_shown(work):
    assert "\x1b[K57 copied\r" in work(1, Meter.count, ())
    assert "\x1b[Kcopied, 57 s\r" in work(1, Meter.tick, None)


def test_the_next_line_replaces_it(work):
    text = work(1, Meter.tick, None)
    assert text.endswith("copied, 99 s\r\x1b[KDone\n")
