"""Opens the store that the settings name, for commands that read it.

It loads sqlalchemy, which takes long: commands import it only when they run.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import refuse
from newsscraper.store.article_store import Store
from newsscraper.store.home import Place
from newsscraper.store.location import SETTING, named_store, store_place


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


def existing_store(settings: BaseSettings) -> Place:
    """Return where the store is; refuse when there is none.

    Raises CannotGoOn when a server cannot be asked.
    """
    try:
        place = store_place(settings)
    except ValueError as error:
        refuse(str(error))
    if not place or not place.exists():
        which = f"no store {place}" if place else "no store"
        named = named_store(settings)
        by = named.by if named else SETTING
        refuse(f"there is {which}; {hint('crawl')} makes it, {by} names it")
    return place
