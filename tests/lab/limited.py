"""Calls a function in a process of its own, which is ended when it takes too long.

A parser written in C listens to no signal that Python handles; the limit of the system ends it.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable
from typing import Any

TURNS = 3_500_000
"""Of a loop that takes a twentieth of a second of a fast processor."""

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["lab.bad_pages", "lab.limited"])


class Cut(Exception):
    """A call that gave no answer; the text says how its process ended."""


def call(function: Callable[..., Any], *arguments: Any, seconds: int) -> tuple[Any, float]:
    """Return what *function* gives, and its time on the processor in loops of `TURNS` turns.

    *function* returns a function without arguments, which alone is timed. Raises Cut when the
    whole took more *seconds* of a processor, or raised.
    """
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_answer, args=(theirs, seconds, function, arguments))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    except EOFError:
        process.join()
        raise Cut(f"no answer, exit code {process.exitcode}") from None
    finally:
        process.join()
        ours.close()


def _answer(pipe: Any, seconds: int, function: Callable[..., Any], arguments: Any) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    action = function(*arguments)
    unit = min(seconds_of(loop)[1] for _ in range(2))
    answer, spent = seconds_of(action)
    pipe.send((answer, spent / unit))


def loop() -> None:
    for _ in range(TURNS):
        pass


def seconds_of(action: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    answer = action()
    return answer, time.process_time() - start
