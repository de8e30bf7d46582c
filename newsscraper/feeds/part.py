"""The part of a file: what a run is to append to it, or to put in its place."""

import os
from io import BufferedWriter
from pathlib import Path


class Part(BufferedWriter):
    """A part that is being written; positions in it count from the beginning of its file.

    So an exporter can tell whether it begins a file or continues one.
    """

    def __init__(self, path: Path, before: int) -> None:
        """Begin the part at *path*, of a file that has *before* bytes which stay."""
        super().__init__(path.open("wb", buffering=0))
        self.before = before
        self._path = path
        found = os.fstat(self.fileno())
        self._place = found.st_dev, found.st_ino

    def tell(self) -> int:
        """Return the position in the file."""
        return self.before + super().tell()

    @property
    def is_in_place(self) -> bool:
        """Tell whether it is still what its path leads to; it may be closed."""
        try:
            found = self._path.stat()
        except OSError:
            return False
        return (found.st_dev, found.st_ino) == self._place

    def check(self) -> None:
        """Raise OSError when somebody took it away, or changed its length."""
        if not self.is_in_place:
            raise OSError(f"{self._path.name} was taken away or replaced during the run")
        if os.fstat(self.fileno()).st_size != super().tell():
            raise OSError(f"{self._path.name} was changed during the run")
