"""Signals that end a process: Ctrl-C, a closed terminal, and whoever stops services."""

import signal
import sys
from functools import partial
from types import FrameType, TracebackType
from typing import Any, Final

from newsscraper.failures import Exit
from newsscraper.messages.terminal import refuse

_HANGUP: Final = getattr(signal, "SIGHUP", None)
"""Windows has none."""


def end_at_hangup() -> None:
    """Let SIGHUP end the process as SIGTERM does, unless it is ignored, as under nohup."""
    if _HANGUP is not None and signal.getsignal(_HANGUP) == signal.SIG_DFL:
        signal.signal(_HANGUP, _terminate)


def end_as_at_ctrl_c() -> None:
    """Let SIGTERM and SIGHUP raise KeyboardInterrupt as SIGINT does, so that work is tidied up."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    end_at_hangup()


def say_interrupts() -> None:
    """Let a Ctrl-C that nobody catches, such as while modules load, be one line and code 11."""
    sys.excepthook = partial(_say, sys.excepthook)


def _say(
    before: Any, kind: type[BaseException], error: BaseException, where: TracebackType | None
) -> None:
    """Refuse for an interrupt; whatever else is raised is told as it was *before*."""
    if issubclass(kind, KeyboardInterrupt):
        refuse("stopped by a signal", Exit.STOPPED)
    before(kind, error, where)


def end_undisturbed() -> None:
    """Let signals change nothing any more: all is said and done, and the exit code holds.

    Python takes up to a second to end, and would die of the signal.
    """
    for number in filter(None, (signal.SIGINT, signal.SIGTERM, _HANGUP)):
        signal.signal(number, signal.SIG_IGN)


def _terminate(number: int, frame: FrameType | None) -> None:
    """Pass the first on; a shell and its terminal may both send one, and two would end at once."""
    signal.signal(number, signal.SIG_IGN)
    signal.raise_signal(signal.SIGTERM)
