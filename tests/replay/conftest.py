"""The command line of a project that is not ours."""

import pytest
from lab import forked
from lab.command_line import Ended
from lab.project import environment


@pytest.fixture(scope="session")
def scrapy():
    """Return a function that runs `scrapy ARGUMENTS` in a project folder."""

    def run(folder, *arguments):
        code, out, err = forked.run(*arguments, cwd=folder, env=environment(folder))
        return Ended(code, out.decode(), err.decode())

    return run
