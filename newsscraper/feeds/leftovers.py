"""What runs left behind that were cut off: half-written files and locks nobody holds."""

import logging
from contextlib import suppress
from pathlib import Path
from typing import Final

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.files import lock_of, part_of
from newsscraper.feeds.likeness import is_as_noted
from newsscraper.feeds.own_bytes import take_out
from newsscraper.store import delivered
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.locks import Lock
from newsscraper.store.server import Server

_MORE: Final = (
    "%s is %d bytes longer than %s knows: if nobody appended them, the server has lost what it"
    " noted last, and rows may come twice"
)

logger = logging.getLogger(__name__)


def take_back(store: Store, path: Path, *, keeps_part: bool = False) -> None:
    """Take out of *path* what was appended to it and not noted as delivered, and its part away.

    Somebody else's part *keeps* its place. Raises OSError when that cannot be done, and CannotGoOn
    when the store cannot be used.
    """
    name = store.files.name_of(path)
    with store.reading() as transaction:
        file = delivered.file_at(transaction, name)
    if not file or not (file.is_open or file.has_part):
        return
    if file.is_open:
        take_out(path, part_of(path), file.start_length)
        with store.writing() as transaction:  # before its part, which proves what is ours, is gone
            delivered.note_part(transaction, name)
    if not keeps_part:
        part_of(path).unlink(missing_ok=True)
    with store.writing() as transaction:
        delivered.settle_file(transaction, name)


def forget_another(store: Store, path: Path) -> None:
    """Let *store* forget what *path* held if it is a new file, or another by now.

    Raises OSError when the file cannot be read, and CannotGoOn when the store cannot be used.
    """
    name = store.files.name_of(path)
    with store.reading() as transaction:
        file = delivered.file_at(transaction, name)
    if not file or file.length is None:
        return
    if is_as_noted(path, file.length, file.digest):
        _tell_of_more(store, path, path.stat().st_size - file.length)
        return
    logger.info("%s is not the file that was written last; it is begun anew", path)
    with store.writing() as transaction:
        delivered.forget_file(transaction, name)


def _tell_of_more(store: Store, path: Path, count: int) -> None:
    """Warn of rows that may come twice: a server may have lost that they were delivered."""
    if count > 0 and isinstance(store.place, Server):
        logger.warning(_MORE, path, count, store.name)


def forget_replaced(store: Store, path: Path) -> None:
    """Let *store* forget what it noted about *path*, which was replaced: all of it is another's.

    Raises CannotGoOn when the store cannot be used, or a run has the file, which then sees it by
    itself; and OSError when the file cannot be read.
    """
    lock = Lock(lock_of(path), str(path), store.clock)
    name = store.files.name_of(path)
    try:
        with store.reading() as transaction:
            file = delivered.file_at(transaction, name)
        if file and not _is_at_rest(file, path):
            with store.writing() as transaction:
                delivered.forget_file(transaction, name)
    finally:
        lock.release()


def _is_at_rest(file: delivered.WrittenFile, path: Path) -> bool:
    """Tell whether *file*, which is at *path*, is whole, and as it was noted."""
    if file.is_open or file.has_part or file.length is None:
        return False
    return is_as_noted(path, file.length, file.digest)


def take_back_leftovers(store: Store) -> None:
    """Take back what runs left behind that were cut off; what a live run writes stays.

    A file that cannot be had now is left for a later run; one that other machines write to, for the
    next that does.
    """
    with store.reading() as transaction:
        left = [store.files.path_of(file.path) for file in delivered.open_files(transaction)]
    for path in left:
        if path and not store.files.is_shared(path) and path.parent.exists():
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
