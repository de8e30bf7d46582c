"""Which bytes of a file are those of a run that was cut off, and how they are taken out of it."""

import logging
import os
from pathlib import Path
from typing import Final

from newsscraper.feeds.files import cut_out, length_of, same_length

_LONGEST_LINE: Final = 1 << 20
"""Bytes."""

logger = logging.getLogger(__name__)


def take_out(path: Path, part: Path, start_length: int | None) -> None:
    """Take out of *path* what it has of *part*, appended behind *start_length* bytes.

    None: there was no file. What nothing proves to be ours stays. Raises OSError.
    """
    length, start = length_of(path), start_length or 0
    if length is None:
        logger.warning("%s, to which a run was ended while it wrote, is gone", path)
    elif length < start:
        logger.warning("%s is another file now, and stays as it is", path)
    elif part.exists():
        same = same_length(part, path, start)
        if start + same == length and start_length is None:
            path.unlink()
            _tell(path, same)
        else:
            _cut(path, start, _surely_ours(part, same, is_all=start + same == length))
    elif length > start:
        logger.warning("%s stays as it is, without %s nobody knows whose its end is", path, part)


def has_begun_to_append(part: Path, path: Path) -> bool:
    """Tell whether *path* ends with a line of *part*, or with a piece of one."""
    length = length_of(path)
    if not length or not part.exists():
        return False
    with path.open("rb") as file:
        file.seek(max(length - _LONGEST_LINE, 0))
        end = file.read()
    last = end[end.rfind(b"\n", 0, -1) + 1 :]
    with part.open("rb") as file:
        return any(line.startswith(last) for line in file)


def _cut(path: Path, start: int, ours: int) -> None:
    """Cut out of *path* so many bytes from *start* on."""
    if ours:
        cut_out(path, start, start + ours)
        _tell(path, ours)
    elif path.stat().st_size > start:
        logger.warning("%s stays as it is: its end is not what a run wrote", path)


def _tell(path: Path, count: int) -> None:
    if count:
        said = "%s: %d bytes cut off, of a run that was ended while it wrote them"
        logger.warning(said, path, count)


def _surely_ours(part: Path, same: int, *, is_all: bool) -> int:
    """Return how many of the first *same* bytes of *part*, which stand in the file, are ours.

    If they *are all* that stands there, or all of the part: all of them. Else whoever wrote what
    stands behind them may have begun with the same bytes: then only whole lines are ours.
    """
    if is_all or same == part.stat().st_size:
        return same
    with part.open("rb") as file:
        begin = max(same - _LONGEST_LINE, 0)
        file.seek(begin)
        lines = file.read(same - begin).rpartition(b"\n")
    return begin + len(lines[0] + lines[1]) if lines[1] and _is_text(part) else 0


def _is_text(part: Path) -> bool:
    """Tell whether *part* consists of lines, as far as its beginning and its end can tell."""
    with part.open("rb") as file:
        begin = file.read(1024)
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n" and b"\0" not in begin and _is_utf8(begin)


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError as error:
        return len(text) - error.start < 4  # a letter that is cut off
    return True
