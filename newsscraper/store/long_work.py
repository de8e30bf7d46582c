"""Who hears, again and again, that a statement of the store takes long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from newsscraper.messages.meter import Meter
from newsscraper.messages.terminal import wipe

_LISTENERS: Final[list[Callable[[], None]]] = []


@contextmanager
def heard_by(hook: Callable[[], None]) -> Iterator[None]:
    """Let *hook* be called every some hundredths of a second while a statement is at work."""
    _LISTENERS.append(hook)
    try:
        yield
    finally:
        _LISTENERS.remove(hook)


@contextmanager
def shown_on_terminal() -> Iterator[None]:
    """Let a terminal show for how long a statement has been at work."""
    try:
        with heard_by(Meter("the store is at work").tick):
            yield
    finally:
        wipe()


def go_on() -> int:
    """Tell the listeners; what is returned lets SQLite go on."""
    for hook in _LISTENERS:
        hook()
    return 0
