"""What a better extraction reads out of a stored page: the same revision, read anew."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from newsscraper.items import EXTRACTION, Article
from newsscraper.store import text_index
from newsscraper.store.documents import from_document, to_document
from newsscraper.store.revisions import IS_NEWEST, put_newest
from newsscraper.store.schema import articles, revisions


class StoredRevision(NamedTuple):
    """A revision that the store has."""

    seq: int
    article: Article
    is_newest: bool
    extraction: int
    """Version of what read it; 0: before there were any."""


def revisions_of(transaction: Connection, key: str) -> list[StoredRevision]:
    """Return the revisions of an article, the newest first."""
    columns = (revisions.c.seq, revisions.c.document, revisions.c.extraction)
    query = select(*columns).where(revisions.c.key == key).order_by(revisions.c.revision.desc())
    return [
        StoredRevision(row.seq, from_document(row.document), not at, row.extraction or 0)
        for at, row in enumerate(transaction.execute(query))
    ]


def seconds_between(one: str | None, other: str | None) -> float:
    """Return how far apart two times are, ISO 8601; one that is not known is far from any."""
    if not one or not other:
        return float("inf")
    return abs((datetime.fromisoformat(one) - datetime.fromisoformat(other)).total_seconds())


def outdated(transaction: Connection, key: str) -> int | None:
    """Return the seq of the newest revision of an article, if an older extraction read it."""
    is_older = func.coalesce(revisions.c.extraction, 0) < EXTRACTION
    query = select(revisions.c.seq).join(articles, IS_NEWEST).where(articles.c.key == key, is_older)
    return transaction.scalar(query)


def replace_older(transaction: Connection, seq: int, article: Article) -> None:
    """Let *article* be what an older revision under its key, *seq*, is read as from now on."""
    values = {"document": to_document(article), "extraction": EXTRACTION}
    transaction.execute(update(revisions).where(revisions.c.seq == seq).values(values))


def replace(transaction: Connection, seq: int, article: Article) -> None:
    """Let *article* be what the newest revision under its key, *seq*, is read as from now on."""
    text_index.take_out(transaction, article.key, article.revision)
    replace_older(transaction, seq, article)
    put_newest(transaction, article)
    text_index.put_in(transaction, seq, article)
