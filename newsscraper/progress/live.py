"""The block of lines at the bottom of a terminal; what is logged passes above it.

Rich takes long to load: this module is imported only where there is a terminal.
"""

import atexit
import logging
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, TextIO, cast

from rich.console import Console
from rich.live import Live
from rich.text import Text


class LiveBlock:
    """The last lines of a terminal, until it is stopped."""

    def __init__(self, stream: TextIO, lines: Callable[[int], Sequence[str]]) -> None:
        """Show on *stream* what *lines* returns for a number of columns."""
        self._stream = stream
        self._lines = lines
        self._console = Console(
            file=cast("TextIO", _Patient(stream)),
            force_terminal=True,
            color_system=None,
            markup=False,
            emoji=False,
            highlight=False,
        )
        self._live = Live(
            get_renderable=self._text,
            console=self._console,
            auto_refresh=False,
            transient=True,
            vertical_overflow="crop",
            redirect_stdout=sys.stdout is not None and sys.stdout.isatty(),
        )
        self._handlers: list[logging.StreamHandler[Any]] = []

    @property
    def width(self) -> int:
        """Columns that may be written to: some terminals go on to the next line in the last."""
        return max(self._console.width - 1, 1)

    def _text(self) -> Text:
        return Text("\n".join(self._lines(self.width)), no_wrap=True, overflow="crop")

    def start(self) -> None:
        """Show the block, and let the log pass above it."""
        atexit.register(self.stop)
        self._handlers = [
            each
            for each in logging.root.handlers
            if isinstance(each, logging.StreamHandler) and each.stream is self._stream
        ]
        self._live.start(refresh=True)
        self._console.show_cursor(True)  # a process that is killed could not do it any more
        for handler in self._handlers:
            handler.setStream(_Above(self._console))

    def refresh(self) -> None:
        """Show the block as it is now."""
        self._live.refresh()

    def stop(self) -> None:
        """Take the block away."""
        atexit.unregister(self.stop)
        for handler in self._handlers:
            handler.setStream(self._stream)
        self._handlers = []
        self._live.stop()

    def shows(self, level: int) -> bool:
        """Tell whether what is logged at a *level* comes to the same terminal."""
        return any(handler.level <= level for handler in self._handlers)

    def leave(self, lines: Iterable[str]) -> None:
        """Take the block away, and leave *lines* in its place."""
        self.stop()
        _Patient(self._stream).write("".join(f"{line}\n" for line in lines))


class _Patient:
    """A terminal that may go away: what cannot be written is lost, and nobody is harmed."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError, ValueError):
            self.stream.write(text)
            self.stream.flush()
        return len(text)

    def flush(self) -> None:
        """Do nothing, as nothing is held back."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class _Above:
    """What is written here stands above the block, whole lines at a time."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._rest = ""

    def write(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        if lines:
            # A long line goes on as the terminal lets it, so that it can be copied whole.
            self._console.print(Text("\n".join(lines)), soft_wrap=True)
        return len(text)

    def flush(self) -> None:
        """Let the rest of a line wait for its end."""
