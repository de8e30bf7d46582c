"""What a command says when something cannot be done: one clean line, and an exit code."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

import pytest

from newsscraper.failures import Exit
from newsscraper.messages.terminal import (
    columns_of,
    is_smart,
    refuse,
    refuse_unknown_options,
    writing,
)


def test_a_refusal_is_one_line_without_secrets_or_tricks(capsys):
    with pytest.raises(SystemExit) as ended:
        refuse("http://user:geheim@a.id/\n cannot\x1b[2J be had", Exit.HELD)
    assert ended.value.code == Exit.HELD == 8
    line = "newsscraper: http://***@a.id/ cannot\\x1b[2J be had\n"
    assert capsys.readouterr() == ("", line)


def test_without_a_code_the_arguments_are_bad():
    with pytest.raises(SystemExit) as ended:
        refuse("no")
    assert ended.value.code == 2


def test_an_option_that_is_not_known_is_named(capsys):
    refuse_unknown_options("extract", ["page.html", "-"])
    refuse_unknown_options("search", ["banjir", "--", "-rob", "--fast"])
    with pytest.raises(SystemExit):
        refuse_unknown_options("extract", ["page.html", "--fast"])
    said = "newsscraper: unknown option --fast; scrapy extract -h lists the options\n"
    assert capsys.readouterr().err == said


def test_a_file_that_cannot_be_written_is_named(tmp_path, capsys):
    nowhere = tmp_path / "none" / "out.jsonl"
    for name in (nowhere, None):
        with pytest.raises(SystemExit) as ended, writing(name):
            nowhere.write_text("")
        assert ended.value.code == 3
        said = f"newsscraper: {nowhere} cannot be written: No such file or directory\n"
        assert capsys.readouterr().err == said


def test_what_is_no_longer_read_is_no_failure(tmp_path):
    code = "from newsscraper.messages.terminal import write_lines; write_lines('x' * 99999)"
    reading, written = os.pipe()
    os.close(reading)
    with os.fdopen(written) as closed:
        ended = subprocess.run(
            [sys.executable, "-c", code], stdout=closed, stderr=subprocess.PIPE, timeout=60
        )
    assert (ended.returncode, ended.stderr) == (0, b"")


class Stream:
    """A stream that is, or is not, a terminal."""

    def __init__(self, is_terminal):
        self.isatty = lambda: is_terminal


@pytest.mark.parametrize(
    ("stream", "kind", "is_so"),
    [
        (Stream(True), "xterm", True),
        (Stream(True), "", True),
        (Stream(True), "dumb", False),
        (Stream(False), "xterm", False),
        (None, "xterm", False),
    ],
)
def test_only_a_terminal_that_knows_more_than_lines_is_smart(monkeypatch, stream, kind, is_so):
    monkeypatch.setenv("TERM", kind)
    assert is_smart(stream) == is_so


def test_a_terminal_says_how_wide_it_is():
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
    with os.fdopen(master), os.fdopen(slave, "w") as stream:
        assert columns_of(stream) == 40
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 0, 0, 0, 0))
        assert columns_of(stream) is None


def test_what_is_no_terminal_has_no_width(tmp_path):
    with (tmp_path / "file").open("w") as file:
        assert columns_of(file) is columns_of(None) is None
