"""What `scrapy dedup` does: counts the articles that repeat another, or compares all anew."""

from collections.abc import Sequence

from scrapy.settings import BaseSettings

from newsscraper.console.open_store import locked_store, reading_store
from newsscraper.duplicates import rebuild
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.messages.wording import in_columns
from newsscraper.store import matches


def compare_anew(settings: BaseSettings) -> int:
    """Compare all articles of the store anew; return how many marks changed.

    Raises CannotGoOn when the store cannot be used; it is as it was then.
    """
    finder = DuplicateFinder.from_settings(settings)
    with locked_store(settings) as transaction:
        return rebuild.rebuild(transaction, finder)


def counts(settings: BaseSettings) -> Sequence[str]:
    """Return the lines of a table: articles and duplicates of each publisher.

    Raises CannotGoOn when the store cannot be used.
    """
    rows = [["publisher", "articles", "exact", "near"]]
    with reading_store(settings) as transaction:
        rows += [[str(cell) for cell in row] for row in matches.counts(transaction)]
    return list(in_columns(rows))
