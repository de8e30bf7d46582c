"""The acceptance of a publisher's pages as they are now, and the list of what has changed."""

from typing import Any, NamedTuple

from sqlalchemy import Row

from newsscraper.drift.showcase import drop_pages, kept_page
from newsscraper.drift.symptom import Symptom, Wrong
from newsscraper.store import page_changes
from newsscraper.store.article_store import Store


class Warned(NamedTuple):
    """A change that is neither well again nor accepted, as `scrapy status` shows it."""

    field: str
    source: str | None
    """The place that gave the field, where that has changed."""
    usual: float
    """Share of articles, 0 to 1, that are so as a rule."""
    now: float
    """The same of the newest articles."""
    url: str | None
    """Of a page that shows it."""
    text: str
    page: str | None
    """The file that has the page, for ``scrapy savepage FILE --url URL``."""


def warnings(store: Store, publisher: str) -> list[Warned]:
    """Return what has changed on the pages of a publisher, oldest first."""
    with store.reading() as transaction:
        rows = page_changes.open_changes(transaction, publisher)
    found = []
    for row in rows:
        path = kept_page(store.path, publisher, _name(row)) if store.path else None
        page = str(path) if path and path.exists() else None
        source = row.value if row.kind == "source" else None
        now = row.found / row.of
        found.append(Warned(row.field, source, row.usual, now, row.url, row.text, page))
    return found


def accept(store: Store, publisher: str) -> int:
    """Take the pages of a publisher as they are now for usual; return how many warnings that ends.

    Raises CannotGoOn when the store cannot be written.
    """
    with store.writing() as transaction:
        changes = {_name(row) for row in page_changes.open_changes(transaction, publisher)}
        count = page_changes.accept(transaction, publisher)
    if store.path:
        drop_pages(store.path, publisher, changes)
    return count


def _name(row: Row[Any]) -> str:
    return Symptom(row.question, Wrong(row.kind), row.value).change
