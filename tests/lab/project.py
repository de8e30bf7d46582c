"""Where the project lies, and the environment in which its commands run."""

import os
import re
import signal
from pathlib import Path

PROJECT = Path(__file__).parents[2]
FIXTURES = PROJECT / "fixtures"
DATA = PROJECT / "tests" / "data"
OTHERS = re.compile("proxy|^scrapy_|^(columns|lines)$", re.IGNORECASE)
"""Variables that no crawl of a test inherits; a test may have set them."""


def environment(*folders, **variables):
    """The environment of a process that finds the project, and what lies in *folders*."""
    inherited = {name: value for name, value in os.environ.items() if not OTHERS.search(name)}
    return inherited | {"PYTHONPATH": os.pathsep.join(map(str, (PROJECT, *folders)))} | variables


def own_environment(*folders, **variables):
    """The same with the project's settings."""
    return environment(*folders, SCRAPY_SETTINGS_MODULE="newsscraper.settings") | variables


def hear_signals():
    """Let a process that begins hear the signals that whoever runs the tests may not listen to."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
