"""What a better extraction reads out of a stored page: the same revision, read anew."""

from sqlalchemy import Connection, func, select, update

from newsscraper.items import EXTRACTION, Article
from newsscraper.store import text_index
from newsscraper.store.revisions import IS_NEWEST, put_newest, to_document
from newsscraper.store.schema import articles, revisions


def outdated(transaction: Connection, key: str) -> int | None:
    """Return the seq of the newest revision of an article, if an older extraction read it."""
    is_older = func.coalesce(revisions.c.extraction, 0) < EXTRACTION
    query = select(revisions.c.seq).join(articles, IS_NEWEST).where(articles.c.key == key, is_older)
    return transaction.scalar(query)


def replace(transaction: Connection, seq: int, article: Article) -> None:
    """Let *article* be what the newest revision under its key, *seq*, is read as from now on."""
    values = {"document": to_document(article), "extraction": EXTRACTION}
    text_index.take_out(transaction, article.key, article.revision)
    transaction.execute(update(revisions).where(revisions.c.seq == seq).values(values))
    put_newest(transaction, article)
    text_index.put_in(transaction, article.key, article.revision)
