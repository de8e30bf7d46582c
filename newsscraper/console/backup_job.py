"""What `scrapy backup` does: copies the store into a file, which is whole or as it was."""

import sys
from pathlib import Path
from typing import Final

from scrapy.settings import BaseSettings

from newsscraper.console.open_store import existing_store, reading_store
from newsscraper.messages.terminal import refuse
from newsscraper.messages.wording import number
from newsscraper.reports.replaced_file import replacing_path
from newsscraper.store import revisions, sqlite

_MEGABYTE: Final = 1_000_000


def back_up(settings: BaseSettings, target: Path) -> str:
    """Copy the store to *target* as it is now; return a line that says what is in the copy.

    Refuses a *target* that is the store, a file beside it, or anything but an earlier copy. Raises
    CannotGoOn when the store cannot be read or a file of it cannot be written, and OSError.
    """
    source = existing_store(settings)
    _check_target(target, source)
    with reading_store(settings) as transaction:
        count = revisions.count_articles(transaction)  # from here on it sees this one state
        with replacing_path(target) as part:
            sqlite.back_up(transaction, part, _show)
            size = part.stat().st_size
    return f"{number(count, 'article')}, {size / _MEGABYTE:,.1f} MB in {target}"


def _check_target(target: Path, source: Path) -> None:
    own = [source, *sqlite.files_beside(source)]
    if any(target.absolute() == each or _is_same(target, each) for each in own):
        refuse(f"{target} is the store, or a file of it; name another file")
    if target.exists() and not sqlite.is_database(target):
        refuse(f"{target} is there, and is no copy of a store; name another file")


def _is_same(target: Path, other: Path) -> bool:
    """Tell whether both are one file, by whatever link."""
    return target.exists() and other.exists() and target.samefile(other)


def _show(done: int, total: int) -> None:
    """Show on a terminal how many pages of the database are *done*."""
    if sys.stderr.isatty():
        end = "\r" if done < total else "\r\x1b[K"
        print(f"{100 * done // max(total, 1)} % copied", end=end, file=sys.stderr, flush=True)
