"""Names in a folder of WARC files: which are archives, and which still grows."""

from datetime import datetime
from pathlib import Path
from typing import Final

from newsscraper.normalize.lazy_pattern import lazy_pattern

GROWING: Final = ".open"
"""What a file's name ends with while a run writes to it, or after the run was killed."""

LOCK: Final = ".lock"
"""What the name of the lock beside a growing file ends with."""

_OURS: Final = lazy_pattern(r".+-\d{8}T\d{6}Z-\d+-\d{5}\.warc\.gz\.open")
"""A growing file of ours: another recorder's is its own affair."""

_WARC: Final = (".warc", ".warc.gz")


def is_warc(name: str) -> bool:
    """Tell whether a file of this *name* is a WARC file, finished or growing."""
    return name.lower().removesuffix(GROWING).endswith(_WARC)


def warc_files(folder: Path) -> list[Path]:
    """Return the WARC files in *folder*, by name; those in folders within it are not among them."""
    return sorted(each for each in folder.iterdir() if is_warc(each.name) and each.is_file())


def name_of(publisher: str, moment: datetime, process: int, number: int) -> str:
    """Return the name of a file of ours, once it is closed."""
    return f"{publisher}-{moment:%Y%m%dT%H%M%SZ}-{process}-{number:05}.warc.gz"


def growing_files(folder: Path) -> list[Path]:
    """Return those that a run of ours writes to, or that a killed one has left.

    Of a run that was killed at its beginning, nothing but the lock may be there.
    """
    names = {each.name.removesuffix(LOCK) for each in folder.iterdir()}
    return [folder / name for name in sorted(names) if _OURS().fullmatch(name)]


def has_hosts(folder: Path) -> bool:
    """Tell whether *folder* holds pages by their URLs: a folder in it has the name of a host."""
    return any("." in each.name.strip(".") and each.is_dir() for each in folder.iterdir())
