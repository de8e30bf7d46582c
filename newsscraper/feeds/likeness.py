"""Whether a file is still the one that it was: by what it is to the disk, and how it ended."""

import os
from hashlib import sha256
from pathlib import Path
from typing import IO, Final, NamedTuple, Self

_LAST: Final = 4096
"""So many bytes before an end are compared."""


class Likeness(NamedTuple):
    """A file as it was at some moment."""

    device: int
    inode: int
    length: int
    """In bytes."""
    digest: str
    """Of the last of these."""

    @classmethod
    def of(cls, path: Path) -> Self | None:
        """Return the likeness of the file *path*; None when there is none."""
        try:
            with path.open("rb") as file:
                return cls.of_open(file)
        except FileNotFoundError:
            return None

    @classmethod
    def of_open(cls, file: IO[bytes]) -> Self:
        """Return the likeness of a *file* that is open for reading, whatever its name is now."""
        found = os.fstat(file.fileno())
        return cls(found.st_dev, found.st_ino, found.st_size, _digest(file, found.st_size))

    def is_of(self, file: IO[bytes]) -> bool:
        """Tell whether *file*, open for reading, is still the same; bytes may have been added."""
        found = os.fstat(file.fileno())
        is_same = (found.st_dev, found.st_ino) == (self.device, self.inode)
        return is_same and _digest(file, self.length) == self.digest


def digest_of(path: Path, length: int) -> str:
    """Return a digest of the last of the first *length* bytes of *path*."""
    with path.open("rb") as file:
        return _digest(file, length)


def is_as_noted(path: Path, length: int, digest: str | None) -> bool:
    """Tell whether the first *length* bytes of *path* are those of this *digest*.

    Without one it is enough that there are so many.
    """
    try:
        if path.stat().st_size < length:
            return False
        return digest is None or digest_of(path, length) == digest
    except FileNotFoundError:
        return False


def _digest(file: IO[bytes], length: int) -> str:
    """Return the digest; of a file that is shorter it is another."""
    start = max(length - _LAST, 0)
    file.seek(start)
    found = file.read(length - start)
    return sha256(found).hexdigest()
