"""What runs left behind that were cut off: half-written files and locks nobody holds."""

import logging
from contextlib import suppress
from pathlib import Path

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.files import cut_back, lock_of
from newsscraper.store import delivered
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.locks import Lock

logger = logging.getLogger(__name__)


def take_back(store: Store, path: Path) -> None:
    """Cut *path* back to what it held before its writing was noted as begun.

    Raises OSError when that cannot be done, and CannotGoOn when the store cannot be used.
    """
    with store.reading() as transaction:
        file = delivered.file_at(transaction, str(path))
    if not file or not file.is_open:
        return
    cut_back(path, file.start_length)
    with store.writing() as transaction:
        if file.start_length is None:
            delivered.forget_file(transaction, str(path))
        else:
            delivered.close_file(transaction, str(path), file.start_length)


def take_back_leftovers(store: Store) -> None:
    """Take back what runs left behind that were cut off; what a live run writes stays.

    A file that cannot be had now is left for a later run.
    """
    with store.reading() as transaction:
        left = [Path(file.path) for file in delivered.open_files(transaction)]
    for path in left:
        if path.parent.exists():
            _take_back_leftover(store, path)


def _take_back_leftover(store: Store, path: Path) -> None:
    try:
        lock = Lock(lock_of(path), str(path), store.clock)
    except CannotGoOn as error:
        if error.exit_code != Exit.HELD:
            logger.warning("%s; a run that was cut off wrote to it", error)
        return
    try:
        take_back(store, path)
    except OSError as error:
        reason = error.strerror or error
        logger.warning("%s, of a run that was cut off, cannot be cut back (%s)", path, reason)
    finally:
        lock.release()


def take_away_lock(path: Path, clock: Clock) -> None:
    """Take away the lock file of *path*, unless a live run holds it."""
    if (lock := lock_of(path)).exists():
        with suppress(CannotGoOn):
            Lock(lock, str(path), clock).release()
