"""Other programs that read pages, each in a process and an environment of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Self

from rounds import COUNTER, counts

READING = Path(__file__).with_name("reading.py")
LXML, OURS = "bare lxml", "newsscraper"
RIVALS = ("fundus", "trafilatura", "newspaper4k")
ARGUMENT = {LXML: "lxml"}
"""What a program is called by `reading.py`, where that is another name."""


class Turn(NamedTuple):
    """What a program took to read all pages once."""

    milliseconds: float
    """CPU time per page."""
    share: float
    """Of the pages in which it found a text."""


def installed(folder: Path | None) -> dict[str, str]:
    """Return the Python of each program; those of others lie in environments in *folder*."""
    pythons = {OURS: sys.executable, LXML: sys.executable}
    found = {name: folder / name / "bin" / "python" for name in RIVALS} if folder else {}
    return pythons | {name: str(python) for name, python in found.items() if python.exists()}


def version_of(name: str, python: str) -> str:
    """Return the version of a program that is installed for a Python."""
    ask = f"from importlib.metadata import version; print(version({name!r}))"
    return subprocess.check_output([python, "-c", ask], text=True).strip()


def command(name: str, python: str, file: Path) -> list[str]:
    """Return the command line by which a program reads a file."""
    return [python, "-W", "ignore", str(READING), ARGUMENT.get(name, name), str(file)]


class Program:
    """A process that reads the pages of a file as often as it is told to."""

    def __init__(self, name: str, python: str, file: Path, *options: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [*command(name, python, file), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def turn(self) -> Turn:
        """Let it read all pages once."""
        assert self._process.stdin
        print(file=self._process.stdin, flush=True)
        return Turn(*map(float, self._answer().split()))

    def _answer(self) -> str:
        assert self._process.stdout
        if line := self._process.stdout.readline():
            return line.strip()
        sys.exit(f"{self.name} ended early; its own message is above")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def instructions(name: str, python: str, file: Path, pages: int) -> float:
    """Return the millions of instructions that a program needs per page."""
    run = subprocess.run(
        [*COUNTER, *command(name, python, file), "--count"],
        env=os.environ | {"PYTHONHASHSEED": "0"},
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    idle, reading, _ = counts(run.stderr)
    return (reading - idle) / pages / 1e6
