"""Files that are either old or new: written beside their place, then put there or appended."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

_PART: Final = ".part"
"""Ending of a file that is not whole yet."""

_CUT: Final = ".cut"
"""Ending of a file out of which something was taken, before it takes the place of the other."""

_AT_ONCE: Final = 1 << 20
"""Bytes that are read and written in one go."""


def part_of(path: Path) -> Path:
    """Return where what *path* is to get is written before it is put there, or appended."""
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


def other_name(path: Path, others: Iterable[Path]) -> Path | None:
    """Return that of *others* which is another name of the file *path*: a hard link."""
    return next((each for each in others if each != path and _are_one(path, each)), None)


def _are_one(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # it is no more, or its folder is closed
        return False


def has_other_names(path: Path) -> bool:
    """Tell whether there are hard links to *path*."""
    return path.exists() and path.stat().st_nlink > 1


def put_in_place(part: Path, path: Path) -> None:
    """Let *part*, which is on the disk already, take the place of *path* in one step."""
    with suppress(FileNotFoundError):
        part.chmod(path.stat().st_mode & 0o7777)
    part.replace(path)
    sync_folder(path.parent)


def append(part: Path, file: IO[bytes]) -> None:
    """Write all of *part* to the end of *file*, and down to the disk.

    Whole lines at once, as long as they are shorter than a MiB: so what others append meanwhile
    stands between them.
    """
    with part.open("rb") as source:
        while chunk := source.read(_AT_ONCE):
            lines = chunk[: chunk.rfind(b"\n") + 1] or chunk
            source.seek(len(lines) - len(chunk), os.SEEK_CUR)
            file.write(lines)
            file.flush()
    os.fsync(file.fileno())


def same_length(part: Path, path: Path, start: int) -> int:
    """Return how many bytes of *path* from *start* on are those with which *part* begins."""
    same = 0
    with part.open("rb") as source, path.open("rb") as file:
        file.seek(start)
        while chunk := source.read(_AT_ONCE):
            found = file.read(len(chunk))
            if found != chunk:
                return same + _first_difference(chunk, found)
            same += len(chunk)
    return same


def _first_difference(one: bytes, other: bytes) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (this, that) in pairs if this != that), min(len(one), len(other)))


def cut_out(path: Path, start: int, end: int) -> None:
    """Take the bytes from *start* to *end* out of *path*; what stands behind them stays.

    Raises OSError when that cannot be done, or somebody writes to the file meanwhile.
    """
    length = path.stat().st_size
    if end == length:
        os.truncate(path, start)
        _sync(path)
        return
    rest = path.with_name(path.name + _CUT)
    try:
        _write_without(path, rest, start, end)
        put_in_place(rest, path)
    finally:
        rest.unlink(missing_ok=True)


def _write_without(path: Path, rest: Path, start: int, end: int) -> None:
    with path.open("rb") as source, rest.open("wb") as target:
        left = start
        while left and (chunk := source.read(min(left, _AT_ONCE))):
            left -= target.write(chunk)
        source.seek(end)
        shutil.copyfileobj(source, target, _AT_ONCE)
        target.flush()
        os.fsync(target.fileno())
        if source.tell() != path.stat().st_size:
            raise OSError("somebody is writing to it")


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
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
