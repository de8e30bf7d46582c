"""Names in a folder of WARC files: which are archives, and which still grows."""

from pathlib import Path
from typing import Final

GROWING: Final = ".open"
"""What a file's name ends with while a run writes to it, or after the run was killed."""

_WARC: Final = (".warc", ".warc.gz")


def is_warc(name: str) -> bool:
    """Tell whether a file of this *name* is a WARC file, finished or growing."""
    return name.lower().removesuffix(GROWING).endswith(_WARC)


def warc_files(folder: Path) -> list[Path]:
    """Return the WARC files in *folder*, by name; those in folders within it are not among them."""
    return sorted(each for each in folder.iterdir() if is_warc(each.name) and each.is_file())


def growing_files(folder: Path) -> list[Path]:
    """Return those that a run writes to, or that a killed run has left."""
    return [each for each in warc_files(folder) if each.name.endswith(GROWING)]


def has_hosts(folder: Path) -> bool:
    """Tell whether *folder* holds pages by their URLs: a folder in it has the name of a host."""
    return any("." in each.name.strip(".") and each.is_dir() for each in folder.iterdir())
