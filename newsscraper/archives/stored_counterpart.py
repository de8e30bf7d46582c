"""What the store has of an article that was read from an archive, and whether it is that page."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from newsscraper.duplicates.compared_text import Text
from newsscraper.duplicates.comparison import is_read_otherwise
from newsscraper.items import Article
from newsscraper.store import rereading
from newsscraper.store.rereading import StoredRevision

_SAME_FETCH: Final = 60.0
"""Seconds between the times that a recorder and a store may give one fetch."""


class Absent(StrEnum):
    """Why an article has no counterpart in the store."""

    UNKNOWN = "not in the store"
    OTHER_STATE = "stored from another state of the page"
    """The publisher changed the page in between: to put one for the other would forge history."""


def counterpart(transaction: Connection, article: Article) -> StoredRevision | Absent:
    """Return the revision that *article* is, only read by another extraction."""
    kept = rereading.nearest(transaction, str(article.key), str(article.fetched_at))
    if kept is None:
        return Absent.UNKNOWN
    return kept if _is_of_same_page(article, kept.article) else Absent.OTHER_STATE


def _is_of_same_page(article: Article, stored: Article) -> bool:
    if rereading.seconds_between(article.fetched_at, stored.fetched_at) <= _SAME_FETCH:
        return True
    if _is_later(article.date_modified, stored.fetched_at):
        return False
    if _is_later(stored.date_modified, article.fetched_at):
        return False
    return is_read_otherwise(Text(stored.body or ""), Text(article.body or ""))


def _is_later(moment: str | None, than: str | None) -> bool:
    if moment is None or than is None:
        return False
    return datetime.fromisoformat(moment) > datetime.fromisoformat(than)


def as_kept(article: Article, stored: Article) -> Article:
    """Return *article* with what the store knows of it and no page says."""
    article.revision, article.fetched_at = stored.revision, stored.fetched_at
    article.duplicate_of, article.similarity = stored.duplicate_of, stored.similarity
    return article
