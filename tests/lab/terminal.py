"""A terminal, as programs see it (a pseudo-terminal) and as a person does (a screen)."""

import fcntl
import os
import pty
import re
import struct
import termios
from contextlib import ExitStack
from tempfile import TemporaryFile

from lab import forked
from lab.project import own_environment

CONTROL = re.compile(r"\x1b\[(\?25[lh]|(\d*)([AK]))")
SECONDS = 120
"""A command that takes longer is ended."""


class Screen:
    """What so many columns show, with all that has left them at the top.

    It knows what our block is drawn with. Anything else that a terminal would obey is an error.
    """

    def __init__(self, columns):
        self.columns = columns
        self.rows = [""]
        self.row = self.column = 0
        self.shows_cursor = True
        self.rest = ""

    def feed(self, text):
        """Show *text*."""
        text, self.rest = self.rest + text, ""
        while text:
            if text[0] == "\x1b":
                found = CONTROL.match(text)
                if not found and len(text) < 6:
                    self.rest = text
                    return
                assert found, f"what is {text[:10]!r}?"
                self.obey(*found.groups())
                text = text[found.end() :]
            else:
                self.put(text[0])
                text = text[1:]

    def obey(self, whole, number, letter):
        if letter == "A":
            assert self.row >= int(number or 1), "up and away"
            self.row -= int(number or 1)
        elif letter == "K":
            assert number == "2"
            self.rows[self.row] = ""
        else:
            self.shows_cursor = whole == "?25h"

    def put(self, character):
        if character == "\n":
            self.row += 1
        elif character == "\r":
            self.column = 0
        else:
            assert character.isprintable() or character == "\t", f"what is {character!r}?"
            self.write(character)
        self.rows += [""] * (self.row + 1 - len(self.rows))

    def write(self, character):
        if self.column == self.columns:
            self.row, self.column = self.row + 1, 0
            self.rows += [""] * (self.row + 1 - len(self.rows))
        line = self.rows[self.row].ljust(self.column)
        self.rows[self.row] = line[: self.column] + character + line[self.column + 1 :]
        self.column += 1

    @property
    def text(self):
        """What stands there, without the empty rows below."""
        return "\n".join(self.rows).rstrip("\n")


class Shown:
    """A stream that is shown on a screen, until it is gone."""

    encoding = "utf-8"

    def __init__(self, columns):
        self.screen = Screen(columns)
        self.is_gone = False

    def write(self, text):
        if self.is_gone:
            raise OSError(5, "Input/output error")
        self.screen.feed(text.replace("\n", "\r\n"))
        return len(text)

    def flush(self):
        pass

    def isatty(self):
        return True


class Watched:
    """A crawl on a terminal of so many columns, with what a person sees of it."""

    def __init__(self, *arguments, cwd, columns=80, on_it=("stderr",), **variables):
        """Run `scrapy ARGUMENTS`; of its streams, those are *on it*, and the others files."""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        with ExitStack() as stack:
            files = [stack.enter_context(TemporaryFile()) for _ in range(3)]
            self.files = stack.pop_all()
        nothing, self.out, self.err = files
        with os.fdopen(slave, "wb", buffering=0) as terminal:
            streams = {"stdout": self.out, "stderr": self.err} | dict.fromkeys(on_it, terminal)
            environment = own_environment(cwd, TERM="xterm") | variables
            job = forked.Job([*map(str, arguments)], str(cwd), environment, SECONDS)
            self.process = forked.Started(job, (nothing, *streams.values()), forked.HERE)
        self.screen = Screen(columns)
        self.seen = []
        """What stood there each time that something was written."""

    def watch(self, until=None):
        """Watch until it shows *until*, or to its end."""
        while not (until and self.seen and until in self.seen[-1]) and self.read():
            pass

    def read(self):
        """Show what is written next; False at the end."""
        try:
            data = os.read(self.master, 65536)
        except OSError:  # so Linux tells the end
            return False
        self.screen.feed(data.decode())
        self.seen.append(self.screen.text)
        return True

    def end(self):
        """Watch to the end; return the exit code and what came into the files."""
        self.watch()
        os.close(self.master)
        with self.files:
            return self.process.wait(), *map(whole, (self.out, self.err))


def whole(file):
    file.seek(0)
    return file.read().decode()
