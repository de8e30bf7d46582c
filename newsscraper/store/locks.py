"""Locks that die with their process: one run per publisher and store, one per feed file."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store import leases
from newsscraper.store.clock import Clock
from newsscraper.store.file_place import place_of
from newsscraper.store.holds import Held, Hold
from newsscraper.store.home import Place
from newsscraper.store.server import Server

_ENDING: Final = ".lock"


class Lock:
    """A lock that this process holds on the file *path*, which says who holds it since when."""

    def __init__(self, path: Path, what: str, clock: Clock, wait: float = 0) -> None:
        """Take the lock; *what* it protects is for the message, *clock* tells since when.

        Raises Held when another run has it for *wait* seconds, and CannotGoOn when the file cannot
        be written.
        """
        self.path = path
        self._place: tuple[int, int] | None = None
        """Device and inode of the file."""
        self._lock = FileLock(path, poll_interval=0.02)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._acquire(wait)
            self._place = place_of(path)
            path.write_text(f"process {os.getpid()}, since {clock.stamp()}\n", encoding="utf-8")
        except Timeout:
            if not path.exists():
                raise _not_written(what, "no lock file can be made") from None
            raise Held(what, _holder(path)) from None
        except FileExistsError as error:
            raise _not_written(what, "its folder is a file") from error
        except OSError as error:
            self.release()
            raise _not_written(what, error.strerror or str(error)) from error

    def _acquire(self, wait: float) -> None:
        try:
            self._lock.acquire(timeout=wait)
        except Timeout:
            if self.path.exists():
                raise
            self._lock.acquire(timeout=0)  # whoever held it has just let go

    def is_still_ours(self) -> bool:
        """Tell whether the file is still the one that is locked.

        If somebody took it away, another run may have made a new one, and hold that.
        """
        return self._place is not None and place_of(self.path) == self._place

    def taking(self) -> Iterator[float]:
        """Wait for nothing: it was taken when it was made."""
        return iter(())

    def may_go_on(self) -> bool:
        """Tell that nobody else has it as long as this process lives."""
        return True

    @property
    def loss(self) -> CannotGoOn | None:
        """How it was lost, if its file is no longer ours."""
        if self.is_still_ours():
            return None
        return CannotGoOn(Exit.NOT_WRITTEN, f"somebody took {self.path.name} away during the run")

    def release(self) -> None:
        """Give the lock back and take its file away, unless it is another's by now."""
        if self._lock.is_locked:
            with suppress(OSError):
                if self.is_still_ours():
                    self.path.unlink()
            self._lock.release()


def publisher_lock(place: Place, publisher: str, clock: Clock) -> Hold:
    """Take the lock of a publisher in the store at *place*, and wait as long as that takes.

    Raises Held when another run has it, and CannotGoOn when it cannot be written.
    """
    hold = publisher_hold(place, publisher, clock)
    for pause in hold.taking():
        time.sleep(pause)
    return hold


def publisher_hold(place: Place, publisher: str, clock: Clock) -> Hold:
    """Return the lock of a publisher in the store at *place*, which may still be to be taken.

    Raises CannotGoOn as `publisher_lock` does.
    """
    what = f"{publisher} in {place}"
    if isinstance(place, Server):
        return leases.Lease(place, publisher, what, leases.SECONDS)
    real = place.resolve()  # one lock, whatever links lead to the store
    name = f"{real.name}.{publisher}{_ENDING}"
    return Lock(real.with_name(name), what, clock)


def publisher_locks(path: Path) -> list[Path]:
    """Return the locks of runs in the store at *path*, and of whoever else works in it."""
    real = path.resolve()
    return [each for each in real.parent.iterdir() if is_publisher_lock(each, real)]


def is_publisher_lock(path: Path, store: Path) -> bool:
    """Tell whether *path* is the lock of some publisher in the store at *store*."""
    real, lock = store.resolve(), path.resolve()
    is_beside = lock.parent == real.parent
    return is_beside and lock.name.startswith(f"{real.name}.") and lock.name.endswith(_ENDING)


def _not_written(what: str, reason: str) -> CannotGoOn:
    return CannotGoOn(Exit.NOT_WRITTEN, f"{what} cannot be written: {reason}")


def _holder(path: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return path.read_text(encoding="utf-8").strip() or "one that has just begun"
    return "its process is unknown"
