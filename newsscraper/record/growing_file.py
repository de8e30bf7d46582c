"""One WARC file that grows: what it holds is whole at any moment, but for the record in hand."""

import logging
import os
import zlib
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO, Final, Self

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.record.warc_names import GROWING, LOCK, growing_files, name_of
from newsscraper.store.clock import Clock
from newsscraper.store.locks import Lock

_GZIP: Final = 31
"""What zlib calls a gzip header and trailer."""

_CHUNK: Final = 1 << 16

logger = logging.getLogger(__name__)


class GrowingFile:
    """A file that this process writes to; a lock beside it tells others that its writer lives."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Begin the file *path*, which has another ending until it is closed.

        Raises FileExistsError when there is one, CannotGoOn when another run is about to write it
        or its folder cannot be written, OSError for other reasons.
        """
        self.path = path
        self.size = 0
        self._growing = path.with_name(path.name + GROWING)
        self._lock = _lock(self._growing, clock)
        try:
            if path.exists():
                raise FileExistsError(path)
            self._stream = self._growing.open("xb", buffering=0)
        except OSError:
            self._lock.release()
            raise

    @classmethod
    def begin(cls, folder: Path, publisher: str, clock: Clock) -> Self:
        """Begin a file of *folder* with the pages of *publisher*; its name is nobody's yet."""
        for number in count(1):
            name = name_of(publisher, clock.now(), os.getpid(), number)
            with suppress(FileExistsError):
                try:
                    return cls(folder / name, clock)
                except CannotGoOn as error:
                    if error.exit_code != Exit.HELD:
                        raise
        raise AssertionError("numbers do not end")

    def append(self, member: bytes) -> int:
        """Write one record, and return its place. Raises OSError; then the file is as before."""
        place, rest = self.size, memoryview(member)
        try:
            while rest:
                rest = rest[self._stream.write(rest) :]
        except OSError:
            with suppress(OSError):
                self._stream.seek(place)
                self._stream.truncate(place)
            raise
        self.size += len(member)
        return place

    def close(self) -> None:
        """Let the disk have everything, and give the file its name. Raises OSError.

        One with a torn end, which could not be cut off, is left to the next run.
        """
        try:
            with self._stream:
                is_whole = self._stream.seek(0, os.SEEK_END) == self.size
                os.fsync(self._stream.fileno())
            if is_whole:
                self._growing.rename(self.path)
        finally:
            self._lock.release()


def close_torn(folder: Path, clock: Clock) -> None:
    """Close the files that killed runs have left in *folder*: each ends with its last whole record.

    Raises CannotGoOn, or OSError, when they cannot be written.
    """
    for growing in growing_files(folder):
        try:
            lock = _lock(growing, clock)
        except CannotGoOn as error:
            if error.exit_code == Exit.HELD:
                continue  # its writer lives
            raise
        try:
            _close(growing)
        finally:
            lock.release()


def _close(growing: Path) -> None:
    path = growing.with_name(growing.name.removesuffix(GROWING))
    if not growing.exists() or path.exists():  # another run has just closed it
        return
    with growing.open("r+b") as stream:
        size = whole_length(stream)
        lost = stream.seek(0, os.SEEK_END) - size
        stream.truncate(size)
    if not size:
        growing.unlink()
        return
    growing.rename(path)
    logger.warning("%s: a run was killed while it wrote; %d bytes of a torn record cut", path, lost)


def whole_length(stream: BinaryIO) -> int:
    """Return where the last whole gzip member of *stream* ends; each record is one."""
    end = at = 0
    member = zlib.decompressobj(_GZIP)
    while chunk := stream.read(_CHUNK):
        while chunk:
            try:
                member.decompress(chunk)
            except zlib.error:
                return end
            at += len(chunk) - len(member.unused_data)
            if not member.eof:
                break
            end, chunk = at, member.unused_data
            member = zlib.decompressobj(_GZIP)
    return end


def _lock(growing: Path, clock: Clock) -> Lock:
    return Lock(growing.with_name(growing.name + LOCK), str(growing), clock)
