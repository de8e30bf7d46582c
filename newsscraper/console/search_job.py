"""What `scrapy search` does: finds articles of the store by their words, the best first."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from newsscraper.console.open_store import existing_store
from newsscraper.console.own_files import check_apart
from newsscraper.failures import CannotGoOn, Exit
from newsscraper.items import Article
from newsscraper.messages.meter import Meter
from newsscraper.reports.export import write_export
from newsscraper.store import database, revisions, text_index, text_search
from newsscraper.store.article_store import Store
from newsscraper.window import Window

SHOWN: Final = 20
"""Articles that are shown; a file has all."""

_INCOMPLETE: Final = "knows older articles that cannot be searched yet; search it where it is kept"


class Query(NamedTuple):
    """What is searched for."""

    words: str
    """As a person gives them: see `newsscraper.store.text_search.match_of`."""
    publisher: str | None
    window: Window


class Hit(NamedTuple):
    """An article that was found, as it is shown."""

    article: Article
    snippet: str
    """With the marks of `newsscraper.store.text_search.HIT`."""


def best(query: Query, settings: BaseSettings) -> tuple[list[Hit], int]:
    """Return the best articles, and how many there are. Raises NoWords, and CannotGoOn."""
    match = text_search.match_of(query.words)
    with searched_store(existing_store(settings)) as transaction:
        count = text_search.count(transaction, match, query.publisher, query.window)
        found = text_search.search(transaction, match, query.publisher, query.window, SHOWN)
        articles = revisions.by_seq(transaction, [each.seq for each in found])
        return [Hit(articles[each.seq], each.snippet) for each in found], count


def write(query: Query, target: Path, settings: BaseSettings) -> int:
    """Write all articles that are found to *target*, as `export` does; return how many.

    Raises NoWords; ValueError when *target* is the store; OSError, and CannotGoOn.
    """
    match, path = text_search.match_of(query.words), existing_store(settings)
    check_apart([str(target)], path)
    with searched_store(path) as transaction:
        return write_export(found(transaction, match, query), target, settings)


def found(transaction: Connection, match: str, query: Query) -> Iterator[Article]:
    """Yield all articles that *match*, of the publisher and days of *query*, the best first."""
    seqs = text_search.seqs(transaction, match, query.publisher, query.window)
    for chunk in revisions.chunked(seqs):
        articles = revisions.by_seq(transaction, chunk)
        yield from (articles[seq] for seq in chunk)


@contextmanager
def searched_store(path: Path) -> Iterator[Connection]:
    """Open a transaction that reads the store, all of whose articles can be searched.

    An older store is made ready first; that may take minutes, and a break loses nothing.
    """
    with closing(Store.open_to_read(path)) as store:
        with store.reading() as transaction:
            done, of = text_index.left(transaction)
        if done < of:
            _make_ready(store, path)
        with store.reading() as transaction:
            yield transaction


def _make_ready(store: Store, path: Path) -> None:
    if database.is_frozen(path):
        raise CannotGoOn(Exit.NOT_WRITTEN, f"{path} {_INCOMPLETE}")
    meter, done, of = Meter("of the older articles made ready for searching"), 0, 1
    while done < of:
        with store.writing() as transaction:
            done, of = text_index.put_in_more(transaction)
        meter.show(done, of)
