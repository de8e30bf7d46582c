"""Reads archives side by side: a process for each core, or a cluster's workers."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait as wait_for
from typing import Final, NamedTuple

from newsscraper.archives.gathering import NotWritten
from newsscraper.archives.one_archive import Task, reread

_TICK: Final = 1.0
"""Seconds from one look at the work to the next."""

_MOST_DEATHS: Final = 3
"""Workers that may die of one archive: the next one would die, too."""


class Done(NamedTuple):
    """An archive that was read, or cannot be."""

    task: Task
    fault: str | None = None
    """Why it cannot be."""


def reread_all(tasks: Sequence[Task], jobs: int, tick: Callable[[], None]) -> Iterator[Done]:
    """Read the archives of *tasks*, *jobs* at a time; yield each when it is done.

    If a worker dies, whatever it was at is read again. *tick* is called each second. Raises
    NotWritten when what was read cannot be kept.
    """
    waiting, deaths = list(tasks), 0
    while waiting:
        finished = set()
        for done in _until_one_dies(waiting, 1 if deaths else jobs, tick):
            finished.add(done.task)
            yield done
        deaths = 0 if finished else deaths + 1
        waiting = [task for task in waiting if task not in finished]
        if deaths > _MOST_DEATHS:  # by now they were read one by one
            yield Done(waiting.pop(0), "each process that reads it dies; it may need more memory")
            deaths = 0


def _until_one_dies(tasks: Sequence[Task], jobs: int, tick: Callable[[], None]) -> Iterator[Done]:
    pool = ProcessPoolExecutor(min(jobs, len(tasks)), get_context("spawn"), _begin_worker)
    try:
        futures = {pool.submit(reread, task): task for task in tasks}
        for future in _as_they_end(list(futures), tick):
            if isinstance(error := future.exception(), BrokenProcessPool):
                return
            yield Done(futures[future], fault_of(error) if error else None)
    except BrokenProcessPool:  # while tasks were handed out
        return
    finally:
        for process in active_children():
            process.kill()
        pool.shutdown(cancel_futures=True)


def _as_they_end(futures: Sequence[Future[str]], tick: Callable[[], None]) -> Iterator[Future[str]]:
    waiting = set(futures)
    while waiting:
        ended, waiting = wait(waiting, _TICK, FIRST_COMPLETED)
        # Those that were read go before those that never will be: all break at once.
        yield from sorted(ended, key=lambda each: each.exception() is not None)
        tick()


def fault_of(error: BaseException) -> str:
    """Return in words why an archive cannot be read; raise *error* if that is not its fault."""
    if isinstance(error, NotWritten):
        raise error
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return f"{type(error).__name__}: {error}"


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
