"""Where feeds are written: local files that are whole at any moment."""

import errno
import os
from collections.abc import Mapping
from io import BufferedWriter
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any, Final

from scrapy import Spider
from scrapy.extensions.feedexport import StdoutFeedStorage

from newsscraper.feeds.files import (
    append,
    is_regular,
    length_of,
    part_of,
    put_in_place,
    sync_folder,
)
from newsscraper.feeds.identity import local_path
from newsscraper.feeds.likeness import Likeness
from newsscraper.feeds.part import Part

_LINES: Final = ("jsonl", "jsonlines", "jl", "csv")
"""Formats of files that end with a newline."""

_PATIENCE: Final = 2.0
"""Seconds in which somebody is to come who reads a pipe."""

_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0)
"""Flag of an opening that waits for nobody; Windows has no such pipes."""


class LocalFeedStorage:
    """Replaces a file in one step (``-O``), or appends to it in one go (``-o``).

    A pipe or a device is written to as it is.
    """

    def __init__(self, uri: str, *, feed_options: Mapping[str, Any] | None = None) -> None:
        options = feed_options or {}
        self.path = local_path(uri)
        """The file; of a link, what it leads to."""
        self.is_regular = is_regular(self.path)
        self.replaces = bool(options.get("overwrite")) and self.is_regular
        self.written = part_of(self.path) if self.is_regular else self.path
        """The file that grows while articles come."""
        self.has_lines = options.get("format") in _LINES and not options.get("postprocessing")
        """Whether it is a text of lines."""

    def open(self, spider: Spider) -> BufferedWriter:
        """Return the file to write to."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self.is_regular:
            return _opened(self.path)
        return Part(self.written, 0 if self.replaces else length_of(self.path) or 0)

    def store(self, file: IO[bytes]) -> None:
        """Write all down to the disk, then put it in place, or append it."""
        self.write_down(file)
        if self.replaces:
            self.put_in_place()
        elif self.is_regular:
            with self.continued(Likeness.of(self.path)) as whole:
                append(self.written, whole)
            sync_folder(self.path.parent)
            self.written.unlink()

    def write_down(self, file: IO[bytes]) -> None:
        """Write all that *file* has down to the disk, and close it.

        Raises OSError when somebody took it away, or changed it.
        """
        file.flush()
        if isinstance(file, Part):
            file.check()
            os.fsync(file.fileno())
        file.close()

    def put_in_place(self) -> None:
        """Let what was written take the place of the file."""
        put_in_place(self.written, self.path)

    def continued(self, before: Likeness | None) -> IO[bytes]:
        """Open the file, which was like that *before*, to append to it; its last line is ended.

        Raises OSError when it is another now, or was cut.
        """
        if before is None:
            return _made(self.path)
        file = _existing(self.path)
        if not before.is_of(file):
            file.close()
            raise OSError("it was replaced or cut during the run")
        if self.has_lines:
            _end_line(file)
        return file


class StdoutStorage(StdoutFeedStorage):
    """Standard output: ``-O`` and ``-o`` are the same there, and Scrapy is not to warn of it."""

    def __init__(self, uri: str, *, feed_options: Mapping[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options={**(feed_options or {}), "overwrite": False})


def _opened(path: Path) -> BufferedWriter:
    """Open a pipe or a device to write to.

    Raises OSError when nobody comes to read a pipe: to wait for that, the run would be deaf.
    """
    until = monotonic() + _PATIENCE
    while True:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | _AT_ONCE)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            if monotonic() >= until:
                raise OSError(errno.ENXIO, "nobody reads the pipe") from error
            sleep(0.05)
        else:
            os.set_blocking(descriptor, True)
            return os.fdopen(descriptor, "ab")


def _made(path: Path) -> IO[bytes]:
    """Make a file, and open it as one that exists; if that fails, no empty one is left."""
    try:
        path.open("xb").close()
    except FileExistsError:
        raise OSError("another file was put there during the run") from None
    try:
        return _existing(path)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _existing(path: Path) -> IO[bytes]:
    """Open a file to read from it, and to append to it; there must be one."""
    try:
        # Path.open knows no opener.
        return open(path, "a+b", opener=_open_existing)
    except FileNotFoundError:
        raise OSError("it was moved or taken away during the run") from None


def _open_existing(path: str, flags: int) -> int:
    return os.open(path, flags & ~os.O_CREAT)


def _end_line(file: IO[bytes]) -> None:
    length = file.seek(0, os.SEEK_END)
    file.seek(max(length - 1, 0))
    if file.read(1) not in (b"", b"\n"):
        file.write(b"\n")
        file.flush()
