"""What the commands print, and say to a person when something cannot be done."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from typing import Final, NoReturn, TextIO

from newsscraper.failures import Exit
from newsscraper.messages.hints import hint
from newsscraper.messages.redaction import redact, visible

_DUMB: Final = frozenset({"dumb", "unknown"})
"""Kinds of terminals, by TERM, that only write lines."""


class Refused(SystemExit):
    """The end of a command that cannot go on."""

    def __init__(self, line: str, code: Exit) -> None:
        super().__init__(code)
        self.line = line
        """What was said."""


class _Passing:
    """The line that the next one replaces."""

    is_shown = False


def is_smart(stream: TextIO | None) -> bool:
    """Tell whether *stream* leads to a terminal that can colour, and move its cursor."""
    if stream is None or not stream.isatty():
        return False
    return os.environ.get("TERM", "").lower() not in _DUMB


def columns_of(stream: TextIO | None) -> int | None:
    """Return how wide the terminal is that *stream* leads to; None if it is none, or unknown."""
    if stream is None or not stream.isatty():
        return None
    with suppress(OSError):
        return os.get_terminal_size(stream.fileno()).columns or None
    return None


def refuse(reason: str, code: Exit = Exit.BAD_ARGUMENT) -> NoReturn:
    """Say *reason* in one line on stderr and end with exit code *code*."""
    line = visible(redact(" ".join(reason.split())))
    tell(f"newsscraper: {line}")
    raise Refused(line, code)


def tell(line: str) -> None:
    """Say a line on stderr, if anybody can hear it: what was done is done."""
    wipe()
    _write(f"{line}\n")


def tell_for_now(line: str) -> None:
    """Say a line on a terminal that the next one replaces."""
    wipe()
    _write(f"{line}\r")
    _Passing.is_shown = True


def wipe() -> None:
    """Take away a line that was said for now."""
    if _Passing.is_shown:
        _Passing.is_shown = False
        _write("\x1b[K")


def _write(text: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError):
            print(text, end="", file=sys.stderr, flush=True)


def refuse_unknown_options(command: str, args: Iterable[str]) -> None:
    """Refuse options that argparse left over; behind ``--`` there are none."""
    for option in takewhile("--".__ne__, args):
        if option.startswith("-") and option != "-":
            refuse(f"unknown option {option}; {hint(f'{command} -h')} lists the options")


@contextmanager
def writing(file: object = None) -> Iterator[None]:
    """Refuse, with exit code 3, when *file*, or whatever the block writes, cannot be written."""
    try:
        yield
    except OSError as error:
        name = file or error.filename
        reason = f"{name} cannot be written: {error.strerror or error}"
        refuse(reason, Exit.NOT_WRITTEN)


def write_lines(lines: Iterable[str]) -> None:
    """Print *lines* on stdout in UTF-8, as far as they are read: ``| head`` is no failure."""
    if sys.stdout is None:
        refuse("stdout is closed; there is nowhere to write to", Exit.NOT_WRITTEN)
    wipe()
    try:
        for line in lines:
            sys.stdout.buffer.write(f"{line}\n".encode("utf-8", "replace"))
        sys.stdout.flush()
    except OSError as error:
        # Python would write what is left at its end, and say that it cannot.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            refuse(f"stdout cannot be written: {error.strerror}", Exit.NOT_WRITTEN)
