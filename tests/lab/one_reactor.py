"""One reactor for many crawls of one process, and folders for their stores."""

import asyncio
import tempfile
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
"""Where no disk is waited for, if there is such a place."""


def in_a_reactor(work):
    """Return what the coroutine that *work* makes returns; the reactor ends with it."""
    from scrapy.utils.reactor import install_reactor

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor

    tasks = []

    def begin():
        tasks.append(asyncio.ensure_future(work()))
        tasks[0].add_done_callback(lambda _: reactor.stop())

    reactor.callWhenRunning(begin)
    reactor.run()
    return tasks[0].result()


@contextmanager
def quick_folder():
    """Make a folder that is gone when the block ends."""
    where = MEMORY if MEMORY.exists() else None
    with tempfile.TemporaryDirectory(dir=where, ignore_cleanup_errors=True) as folder:
        yield Path(folder)
