"""Which file a path leads to: another one under the same name is another file."""

from pathlib import Path


def place_of(path: Path) -> tuple[int, int] | None:
    """Return the device and the number of the file at *path*; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
