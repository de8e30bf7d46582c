"""How far the reading of an archive is: its worker writes that into a file beside what it reads."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

_ENDING: Final = ".at"
_OFTEN: Final = 1.0
"""Seconds from one note to the next."""


class BytesRead:
    """The file that tells how many bytes of an archive were read."""

    def __init__(self, part: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._file = Path(part + _ENDING)
        self._clock = clock
        self._noted = clock()

    def note(self, read: int) -> None:
        """Note how many bytes were read, once a second; nothing is lost where that cannot be."""
        if (now := self._clock()) - self._noted >= _OFTEN:
            self._noted = now
            with suppress(OSError):
                self._file.write_text(str(read))

    def close(self) -> None:
        """Take the file away."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)


def bytes_read_in(folder: Path) -> dict[str, int]:
    """Return for each part that is in work in *folder* how many bytes of its archive were read."""
    found = {}
    for file in folder.glob(f"*{_ENDING}"):
        with suppress(OSError, ValueError):  # just taken away, or not yet written
            found[str(file).removesuffix(_ENDING)] = int(file.read_text())
    return found
