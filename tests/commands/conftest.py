"""The real command line in a folder that may be written to."""

import pytest
from lab.command_line import run


@pytest.fixture
def scrapy(tmp_path):
    """Return a function that runs `scrapy ARGUMENTS` in this test's own folder."""
    return lambda *arguments, **options: run(tmp_path, *arguments, **options)
