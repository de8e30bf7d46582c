"""Runs `scrapy reextract` in a folder that has the publisher of several_pages, or kills it."""

import subprocess
import sys
import time

from worlds.several_pages import SETTING

from lab.project import own_environment

SECONDS = 100
OFTEN = 0.001
"""Seconds between two looks at a command that is to be killed."""


def command(*arguments):
    return [sys.executable, "-m", "scrapy", "reextract", *arguments, "-s", SETTING]


def reextract(folder, *arguments):
    """Run the command to its end; return how it ended."""
    return subprocess.run(
        command(*arguments),
        cwd=folder,
        env=own_environment(folder),
        capture_output=True,
        text=True,
        timeout=120,
    )


def kill_when(folder, is_time, *arguments):
    """Begin the command, and kill it as soon as it is time."""
    process = subprocess.Popen(
        command(*arguments),
        cwd=folder,
        env=own_environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + SECONDS
    while not is_time():
        assert process.poll() is None, "it has ended before"
        assert time.monotonic() < deadline
        time.sleep(OFTEN)
    process.kill()
    process.wait()
