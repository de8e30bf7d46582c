"""Stored articles whose pages lost most of their text: what they have now, until it is believed."""

from collections.abc import Iterator

from sqlalchemy import Connection, case, delete, select

from newsscraper.items import Article
from newsscraper.store.documents import from_document, to_document
from newsscraper.store.schema import shrunk
from newsscraper.store.statements import incoming, upsert

_NEW = incoming(shrunk.c.content_hash)
_PUT = upsert(
    shrunk,
    ["key"],
    ["document", "content_hash", "run"],
    since=case((shrunk.c.content_hash == _NEW, shrunk.c.since), else_=incoming(shrunk.c.since)),
)


def put(transaction: Connection, article: Article, run: int, now: str) -> None:
    """Keep what the page of *article* has *now*, in UTC; it counts from when it was first so."""
    row = {
        "key": article.key,
        "publisher": article.publisher,
        "document": to_document(article),
        "content_hash": article.content_hash,
        "since": now,
        "run": run,
    }
    transaction.execute(_PUT, row)


def drop(transaction: Connection, key: str) -> None:
    """Forget what the page of article *key* had: it is whole again, or it is believed."""
    transaction.execute(delete(shrunk).where(shrunk.c.key == key))


def seen_since(transaction: Connection, publisher: str, run: int, before: str) -> Iterator[Article]:
    """Yield what *run* saw again of what was first seen so *before*, in UTC, or then."""
    query = select(shrunk.c.document).where(
        shrunk.c.publisher == publisher, shrunk.c.run == run, shrunk.c.since <= before
    )
    return map(from_document, transaction.scalars(query.order_by(shrunk.c.key)).all())
