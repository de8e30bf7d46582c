"""What `scrapy search` does: finds articles of the store by their words, the best first."""

from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from scrapy.settings import BaseSettings

from newsscraper.console import export_job
from newsscraper.console.export_job import ExportChoice
from newsscraper.console.index_filling import fill_index
from newsscraper.console.open_store import existing_store, reading_store
from newsscraper.failures import CannotGoOn, Exit
from newsscraper.items import Article
from newsscraper.store import database, revisions, text_index, text_search
from newsscraper.store.article_store import Store
from newsscraper.store.home import Place

SHOWN: Final = 20
"""Articles that are shown; a file has all."""

_INCOMPLETE: Final = (
    "is on a disk or in a folder that is read-only, and its older articles cannot be found yet;"
    " search it once where it can be written"
)


class Hit(NamedTuple):
    """An article that was found, as it is shown."""

    article: Article
    piece: str
    """A piece of its text, with the marks of `newsscraper.store.text_search.HIT`."""


def best(choice: ExportChoice, settings: BaseSettings) -> tuple[list[Hit], int]:
    """Return the best articles, and how many there are. Raises CannotGoOn."""
    assert choice.match
    make_ready(existing_store(settings))
    with reading_store(settings) as transaction:
        seqs = text_search.seqs(transaction, choice.match, choice.publisher, choice.window)
        first = seqs[:SHOWN]
        pieces = text_search.excerpts(transaction, choice.match, first)
        articles = {each.seq: each.article for each in revisions.queued(transaction, first)}
        return [Hit(articles[seq], pieces[seq]) for seq in first], len(seqs)


def write(choice: ExportChoice, target: Path, settings: BaseSettings) -> int:
    """Write all articles that are found, as `export_job.write` does; return how many."""
    make_ready(existing_store(settings))
    return export_job.write(choice, target, settings)


def make_ready(place: Place) -> None:
    """Let the older articles of a store be found; that may take minutes, and a break loses nothing.

    Raises CannotGoOn.
    """
    with closing(Store.open_to_read(place)) as store:
        with store.reading() as transaction:
            done, of = text_index.left(transaction)
        if done < of and isinstance(place, Path) and database.is_frozen(place):
            raise CannotGoOn(Exit.NOT_WRITTEN, f"{place} {_INCOMPLETE}")
        fill_index(store)
