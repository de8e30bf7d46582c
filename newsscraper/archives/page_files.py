"""The files of an archive, and their states: what cannot be read is among them, not left out."""

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple


class FileState(NamedTuple):
    """A file as it is now; zeros where that cannot be told."""

    path: Path
    size: int = 0
    changed: int = 0
    is_readable: bool = False
    """Whether it is there, and a file: no pipe, which never ends."""


def page_files(folder: Path) -> list[Path]:
    """Return the files below *folder*, by their paths, and folders that cannot be read."""
    found: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: found.append(Path(error.filename)))
    for place, _, names in walk:
        found += [Path(place, name) for name in names]
    return sorted(found)


def states_of(archive: Path) -> Iterator[FileState]:
    """Yield the states of all files that make up an *archive*."""
    for file in page_files(archive) if archive.is_dir() else [archive]:
        try:
            state = file.stat()
        except OSError:  # it was taken away: whoever reads it says so
            yield FileState(file)
        else:
            is_readable = S_ISREG(state.st_mode)
            yield FileState(file, state.st_size, state.st_mtime_ns, is_readable)
