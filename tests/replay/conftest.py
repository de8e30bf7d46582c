"""The command line of a project that is not ours."""

import subprocess
import sys

import pytest
from lab.project import environment


@pytest.fixture(scope="session")
def scrapy():
    """Return a function that runs `scrapy ARGUMENTS` in a project folder."""

    def run(folder, *arguments):
        command = [sys.executable, "-W", "error", "-m", "scrapy", *arguments]
        return subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=60, env=environment(folder)
        )

    return run
