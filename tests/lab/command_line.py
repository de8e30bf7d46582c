"""Runs the real command line, and names the page that most tests here use."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from lab import forked
from lab.project import FIXTURES, own_environment

URL = (
    "https://mediaindonesia.com/ekonomi/851796/dari-petani-hingga-pendidik-bangsa-begini-"
    "pesan-kuat-di-wisuda-igi-school-of-economics-jakarta-2025"
)
PAGE = FIXTURES / f"{URL.removeprefix('https://')}.html"
INDEX_URL = "https://mediaindonesia.com/indeks"
INDEX_PAGE = FIXTURES / "mediaindonesia.com/indeks.html"


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def run(folder, *arguments, stdin=b"", warnings="error", **variables):
    """Run `scrapy ARGUMENTS` in *folder*, with the project at hand but not its fixtures.

    Where warnings or the environment differ, an interpreter is started; else one is forked.
    """
    if (warnings, variables) == ("error", {}):
        code, out, err = forked.run(*arguments, cwd=folder, env=own_environment(), stdin=stdin)
        return Ended(code, out.decode(), err.decode())
    process = subprocess.run(
        [sys.executable, "-W", warnings, "-m", "scrapy", *map(str, arguments)],
        cwd=folder,
        input=stdin,
        capture_output=True,
        timeout=60,
        env=own_environment(**variables),
    )
    return Ended(process.returncode, process.stdout.decode(), process.stderr.decode())


def run_all(folder, commands):
    """Run the commands, given by name, two at a time; return how each ended."""
    with ThreadPoolExecutor(2) as pool:
        started = {name: pool.submit(run, folder, *each) for name, each in commands.items()}
        return {name: process.result() for name, process in started.items()}


def is_one_line(text):
    return text.endswith("\n") and text.count("\n") == 1
