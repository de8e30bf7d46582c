"""Articles, their revisions and their other addresses."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple, TypeVar

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    insert,
    select,
    update,
)

from newsscraper.items import EXTRACTION, Article
from newsscraper.store import text_index
from newsscraper.store.documents import from_document, to_document
from newsscraper.store.schema import aliases, articles, ledger, revisions
from newsscraper.store.statements import Prepared, insert_new, named, text_in, upsert

_T = TypeVar("_T")

_CHUNK = 200
"""Articles read at a time."""

IS_NEWEST = and_(articles.c.key == revisions.c.key, articles.c.revision == revisions.c.revision)
"""Condition that joins an article and its newest revision."""

_WANTED: BindParameter[str] = bindparam("wanted")
_DOCUMENTS = select(revisions.c.document).order_by(revisions.c.revision.desc())
_DOCUMENT = Prepared(_DOCUMENTS.where(revisions.c.key == _WANTED).limit(1))
_GIVEN: Final = ("key", "publisher", "revision", "run", "extraction", "document")
_ADD_REVISION: Final[Prepared[()]] = Prepared(insert(revisions).values(named(*_GIVEN)))
_OF_NEWEST: Final = tuple(articles.c.keys())
_PUT_ARTICLE: Final[Prepared[()]] = Prepared(upsert(articles, ["key"], _OF_NEWEST))
_ADD_ALIAS = insert_new(aliases)


class Queued(NamedTuple):
    """A revision and its place in the order of delivery."""

    seq: int
    article: Article


class Added(NamedTuple):
    """A revision as it was stored."""

    seq: int
    document: str


def add(transaction: Connection, article: Article, run: int) -> int | None:
    """Store *article* and return the seq of its revision; None when the store has it like that."""
    added = added_to(transaction, article, run, document_of(transaction, str(article.key)))
    return added and added.seq


def added_to(
    transaction: Connection, article: Article, run: int, newest: Article | None
) -> Added | None:
    """Store *article* and return its revision; None when the *newest* under its key is like that.

    Sets ``article.revision``: 1, or one more than that of other content under the same key.
    """
    article.revision = newest.revision if newest else 0
    if newest and newest.content_hash == article.content_hash:
        return None
    if newest:
        text_index.take_out(transaction, article.key, article.revision)
    article.revision += 1
    added = _insert(transaction, article, run)
    put_newest(transaction, article)
    text_index.put_in(transaction, added.seq, article)
    return added


def _insert(transaction: Connection, article: Article, run: int) -> Added:
    document = to_document(article)
    values = {
        "key": article.key,
        "publisher": article.publisher,
        "revision": article.revision,
        "run": run,
        "extraction": EXTRACTION,
        "document": document,
    }
    return Added(_ADD_REVISION.add(transaction, values), document)


def put_newest(transaction: Connection, article: Article) -> None:
    """Note that *article* is the newest revision under its key."""
    values = {name: getattr(article, name) for name in _OF_NEWEST}
    _PUT_ARTICLE.execute(transaction, values)


def add_aliases(transaction: Connection, key: str, urls: Iterable[str]) -> None:
    """Remember other addresses of an article."""
    if rows := [{"url": url, "key": key} for url in urls]:
        transaction.execute(_ADD_ALIAS, rows)


def count_articles(transaction: Connection) -> int:
    """Return how many articles the store has."""
    return int(transaction.scalar(select(func.count()).select_from(articles)) or 0)


def newest_seq(transaction: Connection, publisher: str) -> int:
    """Return the seq of the publisher's newest revision, 0 if there is none."""
    query = select(revisions.c.seq).where(revisions.c.publisher == publisher)
    return transaction.scalar(query.order_by(revisions.c.seq.desc()).limit(1)) or 0


def newest_of_all(transaction: Connection) -> int:
    """Return the seq of the newest revision of all publishers, 0 if there is none."""
    return transaction.scalar(select(func.max(revisions.c.seq))) or 0


def newest_documents(transaction: Connection, publisher: str, limit: int) -> Iterator[Article]:
    """Yield the articles of the publisher's newest revisions, the newest first."""
    query = select(revisions.c.document).where(revisions.c.publisher == publisher)
    rows = transaction.scalars(query.order_by(revisions.c.seq.desc()).limit(limit)).all()
    return map(from_document, rows)


def last_before(transaction: Connection, publisher: str, run: int) -> int:
    """Return the seq of the publisher's newest revision from before *run*, 0 if there is none."""
    query = select(revisions.c.seq).where(revisions.c.publisher == publisher, revisions.c.run < run)
    return transaction.scalar(query.order_by(revisions.c.seq.desc()).limit(1)) or 0


def texts(transaction: Connection, publisher: str, after: int) -> Iterator[str]:
    """Yield the texts of the publisher's revisions after seq *after*."""
    query = select(text_in(revisions.c.document, "body")).where(
        revisions.c.publisher == publisher, revisions.c.seq > after
    )
    query = query.order_by(revisions.c.seq)
    return iter(transaction.scalars(query, execution_options={"yield_per": _CHUNK}))


def count(transaction: Connection, publisher: str) -> int:
    """Return how many articles of *publisher* there are."""
    query = select(func.count()).where(articles.c.publisher == publisher)
    return transaction.scalar(query) or 0


def published_since(
    transaction: Connection, publisher: str, moment: str
) -> Sequence[Row[str, str, str]]:
    """Return key, address and date of the articles published at *moment* or later, newest first.

    *moment* is an ISO 8601 string in the publisher's zone.
    """
    published = articles.c.date_published
    query = (
        select(articles.c.key, ledger.c.url, published)
        .join(ledger, ledger.c.key == articles.c.key)
        .where(articles.c.publisher == publisher, published >= moment)
    )
    return transaction.execute(query.order_by(published.desc(), articles.c.key.desc())).all()


def document_of(transaction: Connection, key: str) -> Article | None:
    """Return the newest revision of an article."""
    rows = _DOCUMENT.rows(transaction, {"wanted": key})
    return from_document(rows[0][0]) if rows else None


def replace(transaction: Connection, seq: int, article: Article) -> None:
    """Store other marks of a revision."""
    values = {"document": to_document(article)}
    transaction.execute(update(revisions).where(revisions.c.seq == seq).values(values))


def chunks_of_seqs(transaction: Connection, query: Select[int]) -> Iterator[Sequence[int]]:
    """Yield what *query* selects, seqs of revisions, in order; the query is over by then.

    It is not asked for any order: SQLite would go through all revisions to spare itself a sort.
    """
    seqs = array("q", transaction.scalars(query))
    in_order = array("q", sorted(seqs))
    return (in_order[start : start + _CHUNK] for start in range(0, len(in_order), _CHUNK))


def queued(transaction: Connection, seqs: Sequence[int]) -> list[Queued]:
    """Return the revisions *seqs*, a chunk of them, in the order of delivery."""
    query = select(revisions.c.seq, revisions.c.document).where(revisions.c.seq.in_(seqs))
    rows = transaction.execute(query.order_by(revisions.c.seq))
    return [Queued(seq, from_document(document)) for seq, document in rows]


def following(transaction: Connection, seq: int, limit: int) -> list[Queued]:
    """Return the next revisions, of all publishers, after *seq*; *limit* is how many at most."""
    query = select(revisions.c.seq, revisions.c.document).where(revisions.c.seq > seq)
    rows = transaction.execute(query.order_by(revisions.c.seq).limit(limit))
    return [Queued(number, from_document(document)) for number, document in rows]


def read_all(
    transaction: Connection,
    publisher: str | None,
    since: date | None,
    until: date | None,
    *,
    all_revisions: bool = False,
) -> Iterator[Article]:
    """Yield articles by publisher, date and key: the newest revision of each, or all of them."""
    query = select(revisions.c.document).join(articles, articles.c.key == revisions.c.key)
    if not all_revisions:
        query = query.where(articles.c.revision == revisions.c.revision)
    query = query.where(*days(since, until)).order_by(
        articles.c.date_published, articles.c.key, revisions.c.revision
    )
    for name in [publisher] if publisher else distinct(transaction, articles.c.publisher):
        of_one = query.where(articles.c.publisher == name)
        rows = transaction.scalars(of_one, execution_options={"yield_per": _CHUNK})
        yield from map(from_document, rows)


def distinct(transaction: Connection, column: Column[str]) -> Iterator[str]:
    """Yield the values of *column*, which begins an index, in order: one look-up for each."""
    value: str | None = ""
    while value := transaction.scalar(select(func.min(column)).where(column > value)):
        yield value


def days(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """Return the conditions for articles of some days, both inclusive; None is open."""
    published = articles.c.date_published
    conditions = [published >= since.isoformat()] if since else []
    if until and until < date.max:
        conditions.append(published < (until + timedelta(days=1)).isoformat())
    return conditions


def chunked(keys: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Yield *keys* in pieces that a query can name one by one."""
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
