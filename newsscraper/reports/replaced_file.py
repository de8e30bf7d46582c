"""A file that is made anew: it stays as it is until the new one is whole."""

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase, BufferedWriter
from pathlib import Path

from newsscraper.feeds.files import is_regular, lock_of, part_of, put_in_place
from newsscraper.store.clock import Clock
from newsscraper.store.locks import Lock


@contextmanager
def replacing(path: Path) -> Iterator[BufferedIOBase]:
    """Open a file that takes the place of *path* at the end of the block, packed if it ends so.

    Raises OSError, and CannotGoOn when a run is writing this file.
    """
    with _new_path(path) as part, writing_to(part, path) as file:
        yield file


@contextmanager
def writing_to(part: Path, path: Path) -> Iterator[BufferedIOBase]:
    """Open *part* for what *path* is to hold, packed if that name ends so."""
    with part.open("wb") as raw, _packed(raw, path) as file:
        yield file


@contextmanager
def _new_path(path: Path) -> Iterator[Path]:
    if is_regular(path.resolve()):
        with replacing_path(path) as part:
            yield part
    else:
        yield path


@contextmanager
def replacing_path(path: Path) -> Iterator[Path]:
    """Name a file, to be written, that takes the place of *path* at the end of the block.

    Raises OSError, and CannotGoOn when a run is writing this file.
    """
    path = path.resolve()
    part, lock = part_of(path), Lock(lock_of(path), str(path), Clock())
    try:
        part.unlink(missing_ok=True)
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)
        lock.release()


@contextmanager
def _packed(raw: BufferedWriter, path: Path) -> Iterator[BufferedIOBase]:
    """Pack what is written if the name ends in ``.gz``; no name and no time, for equal bytes."""
    if path.name.lower().endswith(".gz"):
        with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as file:
            yield file
    else:
        yield raw
