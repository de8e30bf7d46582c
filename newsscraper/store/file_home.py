"""A store in a file, or a temporary one: what can happen to a file while it is used."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from newsscraper.store import database
from newsscraper.store.holds import Hold
from newsscraper.store.whereabouts import Whereabouts

_MOVED: Final = (
    "was deleted, moved or replaced while it was in use; what was stored since is not in it,"
    " and nothing is delivered from it; put it back, or begin anew with new -o files"
)
_CUT: Final = (
    "-wal was cut short, taken away or replaced while it was in use; what was stored since may be"
    " lost, and nothing is delivered from it; run the same line again"
)


class FileHome:
    """The file at *path*; None: a temporary one that lasts as long as its process."""

    failures = database.FAILURES
    unusable = (OSError, database.Corrupted, database.NeedsWriter)

    def __init__(self, path: Path | None, wait: float = database.WAIT_SECONDS) -> None:
        self.place = path
        self._wait = wait
        self._files: Whereabouts | None = None
        """Of its files, once it is open to be written."""

    @property
    def name(self) -> str:
        """What to call the store, in short."""
        return self.place.name if self.place else "the temporary store"

    def connect(self) -> Connection:
        """Return the connection; the file is made if it is not there."""
        if self.place:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            database.check(self.place, self._wait)
        return database.create(self.place, self._wait).connect()

    def connect_frozen(self) -> Connection:
        """Return a connection that reads the file as it is, and leaves nothing beside it."""
        return database.create(self.place, self._wait, is_frozen=True).connect()

    def make_ready(self, connection: Connection) -> None:
        """Let others read while one writes; the file is ours."""
        if self.place:
            database.make_ready(connection)
            database.check_in(connection)

    def guard(self, connection: Connection, hold: Hold) -> None:
        """Do nothing: whoever holds a lock file has it until its process ends."""

    def watch(self) -> None:
        """Note where its files are, now that the store is open."""
        if self.place:
            self._files = Whereabouts(self.place)

    def note_written(self) -> None:
        """Note how long its log is after a transaction."""
        if self._files:
            self._files.note_log()

    def lost(self, connection: Connection) -> str | None:
        """Say it when somebody has laid hands on the files: what is written now is lost."""
        if self._files and self._files.is_moved:
            return f"{self.place} {_MOVED}"
        if self._files and (self._files.is_log_moved or self._is_log_cut(self._files, connection)):
            return f"{self.place}{_CUT}"
        return None

    def _is_log_cut(self, files: Whereabouts, connection: Connection) -> bool:
        """Tell whether the log lacks something that is not in the file itself, either."""
        if not files.is_log_shorter:
            return False
        with suppress(*database.FAILURES):
            return not database.check_in(connection)
        return True

    def tidy(self, connection: Connection) -> None:
        """Leave the file as the next run wants it."""
        if self.place:
            database.tidy(connection)

    def is_interrupted(self, error: BaseException) -> bool:
        """Tell whether a statement was broken off by a signal: what its handler raised is lost."""
        return database.is_interrupted(error)

    def reason(self, error: Exception) -> str:
        """Return what *error* says of the store: one line, behind its name."""
        if isinstance(error, database.NeedsWriter):
            return f"cannot be read: it is on a disk or in a folder that is read-only, and {error}"
        cause = error.orig if isinstance(error, DBAPIError) else error
        text = getattr(cause, "strerror", None) or str(cause)
        if isinstance(error, database.Corrupted) or database.is_damage(cause):
            return f"is damaged ({text}); restore a copy, or move it away to begin anew"
        is_safe = not database.is_doubtful(cause)
        safe, doubtful = "everything committed is safe", "see whether file and disk are sound"
        return f"cannot be read or written ({text}); {safe if is_safe else doubtful}"
