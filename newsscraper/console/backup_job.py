"""What `scrapy backup` does: copies the store into a file, which is whole or as it was."""

from pathlib import Path
from typing import Final

from scrapy.settings import BaseSettings

from newsscraper.console.open_store import existing_store, reading_store
from newsscraper.console.own_files import check_apart
from newsscraper.messages.meter import Meter
from newsscraper.messages.terminal import refuse
from newsscraper.messages.wording import number
from newsscraper.reports.replaced_file import replacing_path
from newsscraper.store import database, revisions
from newsscraper.store.article_store import is_store

_MEGABYTE: Final = 1_000_000


def back_up(settings: BaseSettings, target: Path) -> str:
    """Copy the store to *target* as it is now; return a line that says what is in the copy.

    Refuses a *target* that is the store, a file of it, in use, or no earlier copy. Raises
    CannotGoOn when the store cannot be read or a file of it cannot be written, and OSError.
    """
    source = existing_store(settings)
    if not isinstance(source, Path):
        refuse(f"{source} is on a server: copy it with pg_dump -Fc -f {target} -d DATABASE")
    _check_target(target, source)
    with reading_store(settings) as transaction:
        count = revisions.count_articles(transaction)  # from here on it sees this one state
        with replacing_path(target) as part:
            database.back_up(transaction, part, Meter("copied").show)
            size = part.stat().st_size
    return f"{number(count, 'article')}, {size / _MEGABYTE:,.1f} MB in {target}"


def _check_target(target: Path, source: Path) -> None:
    try:
        check_apart([str(target)], source)
    except ValueError as error:
        refuse(str(error))
    if target.exists() and not is_store(target):
        refuse(f"{target} is there, and is no copy of a store; name another file")
    if beside := next(filter(Path.exists, database.files_beside(target.resolve())), None):
        refuse(f"{beside} is there: {target} is in use, or was; name another file")
