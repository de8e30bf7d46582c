"""What the commands print, and say to a person when something cannot be done."""

import os
import sys
from collections.abc import Iterable
from typing import NoReturn

from newsscraper.redaction import redact, visible


def refuse(reason: str, code: int = 2) -> NoReturn:
    """Say *reason* in one line on stderr and end with exit code *code*."""
    line = visible(redact(" ".join(reason.split())))
    print(f"newsscraper: {line}", file=sys.stderr)
    raise SystemExit(code)


def refuse_unknown_options(command: str, args: Iterable[str]) -> None:
    """Refuse options that argparse left over."""
    for option in args:
        if option.startswith("-") and option != "-":
            refuse(f"unknown option {option}; scrapy {command} -h lists the options")


def write_lines(lines: Iterable[str]) -> None:
    """Print *lines* on stdout, as far as they are read: ``| head`` is no failure."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as error:
        # Python would write what is left at its end, and say that it cannot.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            refuse(f"stdout cannot be written: {error.strerror}", 3)
