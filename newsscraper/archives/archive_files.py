"""Which files the arguments of a command name: archives, folders, lists of paths, patterns."""

from collections.abc import Iterable, Iterator
from glob import has_magic
from pathlib import Path
from typing import Final

from newsscraper.record.warc_names import warc_files

_LIST: Final = "@"
"""Begins the name of a file that lists paths."""
_COMMENT: Final = "#"
"""Begins a line of such a file that names nothing."""


def archive_files(names: Iterable[str]) -> list[Path]:
    """Return the archives that *names* mean, each once, in their order, by absolute paths.

    A folder stands for the WARC files in it, and for each of its folders that is a host's: there
    the path of a page is its URL. Raises ValueError, one line, where nothing is to be found.
    """
    found = (file for name in names for path in _named(name) for file in _files_of(path))
    try:
        return list(dict.fromkeys(found))
    except OSError as error:
        raise ValueError(f"{error.filename} cannot be read: {error.strerror}") from error


def _named(name: str) -> Iterator[Path]:
    """Yield the paths that one argument names."""
    if name.startswith(_LIST):
        yield from _listed(Path(name.removeprefix(_LIST)))
        return
    if not name:
        raise ValueError("an empty argument names no archive; leave it out")
    path = Path(name)
    if path.exists() or not has_magic(name):
        yield path
        return
    anchor = Path(path.anchor)
    if not (matching := sorted(anchor.glob(str(path.relative_to(anchor))))):
        raise ValueError(f"{name} matches no file; put the pattern in quotes, and look at its path")
    yield from matching


def _listed(file: Path) -> Iterator[Path]:
    try:
        lines = [line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise ValueError(
            f"{file} cannot be read: {reason}; it is to list paths, one a line"
        ) from error
    for line in lines:
        if line and not line.startswith(_COMMENT):
            yield from _named(line.removeprefix(_LIST))


def _files_of(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise ValueError(f"{path} is not there; name WARC files, or a folder of pages")
    if not path.is_dir():
        yield path.resolve()
        return
    inside = sorted(path.resolve().iterdir())
    archives = warc_files(path.resolve())
    hosts = [each for each in inside if "." in each.name.strip(".") and each.is_dir()]
    if not archives and not hosts:
        raise ValueError(f"{path} has neither WARC files nor folders named after hosts")
    yield from archives
    yield from hosts
