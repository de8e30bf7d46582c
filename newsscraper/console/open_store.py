"""Opens the store that the settings name, for commands that read it.

It loads sqlalchemy, which takes long: commands import it only when they run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import refuse
from newsscraper.store.article_store import Store
from newsscraper.store.location import SETTING, named_store, store_path


@contextmanager
def reading_store(settings: BaseSettings) -> Iterator[Connection]:
    """Open a transaction that reads the store; refuse when there is none.

    Raises CannotGoOn when it cannot be used.
    """
    with store_to_read(settings) as store, store.reading() as transaction:
        yield transaction


@contextmanager
def store_to_read(settings: BaseSettings) -> Iterator[Store]:
    """Open the store to read from it; the same goes for it."""
    store = Store.open_to_read(existing_store(settings))
    try:
        yield store
    finally:
        store.close()


def existing_store(settings: BaseSettings) -> Path:
    """Return the path of the store; refuse when there is none."""
    try:
        path = store_path(settings)
    except ValueError as error:
        refuse(str(error))
    if not path or not path.exists():
        which = f"no store {path}" if path else "no store"
        named = named_store(settings)
        by = named.by if named else SETTING
        refuse(f"there is {which}; {hint('crawl')} makes it, {by} names it")
    return path
