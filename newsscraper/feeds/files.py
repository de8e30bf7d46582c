"""Files that are either old or new: written beside their place, or cut back when cut off."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_PART: Final = ".part"
"""Ending of a file that is not whole yet."""


def part_of(path: Path) -> Path:
    """Return where the new content of *path* is written before it takes its place."""
    return path.with_name(path.name + _PART)


def lock_of(path: Path) -> Path:
    """Return the lock file of *path*, which is also that of its part file."""
    return path.with_name(f".{path.name.removesuffix(_PART)}.lock")


def is_regular(path: Path) -> bool:
    """Tell whether *path* is a file, or can become one: no pipe, no device."""
    return path.is_file() or not path.exists()


def length_of(path: Path) -> int | None:
    """Return the bytes in *path*, None when there is no such file."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def put_in_place(part: Path, path: Path) -> None:
    """Let *part*, which is on the disk already, take the place of *path* in one step."""
    with suppress(FileNotFoundError):
        part.chmod(path.stat().st_mode & 0o7777)
    part.replace(path)
    sync_folder(path.parent)


def cut_back(path: Path, length: int | None) -> None:
    """Undo what was written to *path* after *length* bytes; None: there was no file."""
    if length is None:
        path.unlink(missing_ok=True)
    elif (present := length_of(path)) is not None and present > length:
        with path.open("r+b") as file:
            file.truncate(length)
            os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Write a folder's entries down to the disk; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
