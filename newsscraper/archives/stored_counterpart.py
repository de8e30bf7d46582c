"""What the store has of an article that was read from an archive, and whether it is that page."""

from collections.abc import Sequence
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
    kept = rereading.revisions_of(transaction, str(article.key))
    if not kept:
        return Absent.UNKNOWN
    nearest = _nearest(kept, article.fetched_at)
    if _apart(nearest.article, article.fetched_at) > _SAME_FETCH:
        if alike := [each for each in kept if each.article.content_hash == article.content_hash]:
            nearest = _nearest(alike, article.fetched_at)
        elif _is_between(kept, article):  # its state may be either's
            return Absent.OTHER_STATE
    return nearest if _is_of_same_page(article, nearest.article) else Absent.OTHER_STATE


def nearest_revision(transaction: Connection, key: str, fetched: str) -> StoredRevision | None:
    """Return the revision of an article whose page was fetched nearest to *fetched*."""
    kept = rereading.revisions_of(transaction, key)
    return _nearest(kept, fetched) if kept else None


def _nearest(kept: Sequence[StoredRevision], fetched: str | None) -> StoredRevision:
    """Return the one that was fetched nearest to *fetched*; of two as near, the first."""
    return min(kept, key=lambda each: _apart(each.article, fetched))


def _apart(one: Article, fetched: str | None) -> float:
    return rereading.seconds_between(one.fetched_at, fetched)


def _is_between(kept: Sequence[StoredRevision], article: Article) -> bool:
    """Tell whether *article* was fetched after one revision and before another."""
    times = [each.article.fetched_at for each in kept]
    is_after = any(_is_later(article.fetched_at, each) for each in times)
    return is_after and any(_is_later(each, article.fetched_at) for each in times)


def _is_of_same_page(article: Article, stored: Article) -> bool:
    if _apart(stored, article.fetched_at) <= _SAME_FETCH:
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
