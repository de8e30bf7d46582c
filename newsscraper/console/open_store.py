"""Opens the store that the settings name, for commands: to read, or to write while no crawl runs.

It loads sqlalchemy, which takes long: commands import it only when they run.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from newsscraper.console.lookup import publishers
from newsscraper.messages.terminal import refuse
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.location import store_path
from newsscraper.store.locks import publisher_lock


@contextmanager
def reading_store(settings: BaseSettings) -> Iterator[Connection]:
    """Open a transaction that reads the store; refuse when there is none.

    Raises CannotGoOn when it cannot be used.
    """
    store = Store.open_to_read(existing_store(settings))
    try:
        with store.reading() as transaction:
            yield transaction
    finally:
        store.close()


@contextmanager
def locked_store(settings: BaseSettings) -> Iterator[Connection]:
    """Open a transaction that writes to the store, while no publisher is crawled into it.

    It is committed at the end, or not at all. Raises CannotGoOn when a crawl is going on, or the
    store cannot be used.
    """
    path, clock = existing_store(settings), Clock()
    with ExitStack() as stack:
        for name in publishers(settings):
            stack.callback(publisher_lock(path, name, clock).release)
        store = Store.open(path)
        stack.callback(store.close)
        with store.writing() as transaction:
            yield transaction


def existing_store(settings: BaseSettings) -> Path:
    """Return the path of the store; refuse when there is none."""
    try:
        path = store_path(settings)
    except ValueError as error:
        refuse(str(error))
    if not path or not path.exists():
        which = f"no store {path}" if path else "no store"
        refuse(f"there is {which}; scrapy crawl makes it, STORE_URL names it")
    return path
