"""Where the files of a database in use lie: whether somebody lays hands on them meanwhile."""

from pathlib import Path

from newsscraper.store import database
from newsscraper.store.file_place import place_of


class Whereabouts:
    """Of the file of a database, and of its log beside it, which holds what was committed last.

    Both are only looked at: SQLite's locks are lost when their files are opened and closed here.
    """

    def __init__(self, path: Path) -> None:
        """Note the files as they are; the database at *path* has been opened and read."""
        self._path = path
        self._log = database.log_of(path)
        self._place = place_of(path)
        self._log_place = place_of(self._log)
        """None: the disk does not let the database have a log."""
        self._log_size = 0
        self.note_log()

    @property
    def is_moved(self) -> bool:
        """Tell whether the file is no more where it was, or another is there."""
        return place_of(self._path) != self._place

    @property
    def is_log_moved(self) -> bool:
        """Tell whether the log is no more where it was, or another is there."""
        return self._log_place is not None and place_of(self._log) != self._log_place

    @property
    def is_log_shorter(self) -> bool:
        """Tell whether the log was cut: by a hand, or when all of it was written into the file."""
        return _size_of(self._log) < self._log_size

    def note_log(self) -> None:
        """Note how long the log is, after it has grown."""
        self._log_size = _size_of(self._log)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
