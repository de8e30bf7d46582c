"""What commands about the store are given: the store, a publisher, days; checked and understood."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.settings import BaseSettings

from newsscraper.arguments import BadArgument, Window, read_arguments
from newsscraper.console import refuse
from newsscraper.lookup import publishers
from newsscraper.publisher import Publisher

if TYPE_CHECKING:  # slow to load, for commands that need no store, too
    from sqlalchemy import Connection


def publisher_named(name: str | None, settings: BaseSettings) -> type[Publisher]:
    """Return the publisher *name*, a nameless one for None; refuse an unknown name."""
    known = publishers(settings)
    if name and name not in known:
        refuse(f"there is no publisher {name!r}; known are {', '.join(known)}")
    return known[name] if name else Publisher


def window_of(opts: Namespace, publisher: type[Publisher]) -> Window:
    """Return the days of ``--since`` and ``--until``; refuse what are none."""
    given = {name: day for name in ("since", "until") if (day := getattr(opts, name))}
    try:
        return read_arguments(given, publisher).window
    except BadArgument as error:
        refuse(str(error))


@contextmanager
def reading_store(settings: BaseSettings) -> "Iterator[Connection]":
    """Open a transaction that reads the store; refuse when there is none.

    Raises CannotGoOn when it cannot be used.
    """
    from newsscraper.store.store import Store

    store = Store.open(_existing(settings))
    try:
        with store.reading() as transaction:
            yield transaction
    finally:
        store.close()


@contextmanager
def locked_store(settings: BaseSettings) -> "Iterator[Connection]":
    """Open a transaction that writes to the store, while no publisher is crawled into it.

    It is committed at the end, or not at all. Raises CannotGoOn when a crawl is going on, or the
    store cannot be used.
    """
    from newsscraper.run import publisher_lock
    from newsscraper.store.store import Store

    path = _existing(settings)
    with ExitStack() as stack:
        for name in publishers(settings):
            stack.callback(publisher_lock(path, name).release)
        store = Store.open(path)
        stack.callback(store.close)
        with store.writing() as transaction:
            yield transaction


def _existing(settings: BaseSettings) -> Path:
    from newsscraper.run import store_path

    try:
        path = store_path(settings)
    except ValueError as error:
        refuse(str(error))
    if not path or not path.exists():
        which = f"no store {path}" if path else "no store"
        refuse(f"there is {which}; scrapy crawl makes it, STORE_URL names it")
    return path
