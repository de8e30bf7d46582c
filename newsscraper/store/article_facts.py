"""What reports count of the newest revision of each article of some days, and their headlines."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeVarTuple

from sqlalchemy import Connection, Select, func, select

from newsscraper.store.revisions import IS_NEWEST, days
from newsscraper.store.schema import articles, revisions
from newsscraper.store.statements import text_in
from newsscraper.window import day_of

_Columns = TypeVarTuple("_Columns")

_CHUNK: Final = 500
"""Documents in memory at a time."""

COUNTED: Final = (
    *("headline", "description", "section", "section_name", "authors", "editors", "byline"),
    *("date_published", "date_modified", "image", "body", "keywords", "sign_off", "dateline"),
    *("related", "read_also", "free_access", "syndicated_from"),
)
"""Fields of which it is known whether they have a value; a page may give each or not."""

_values_of: Final = itemgetter(*COUNTED)


class ArticleFacts(NamedTuple):
    """What is counted of an article."""

    key: str
    published: str
    """ISO 8601, in the publisher's zone."""
    precision: str | None
    """``day``, ``minute`` or ``second``."""
    fetched: str | None
    """UTC."""
    section: str | None
    filled: tuple[bool, ...]
    """Whether each of the fields `COUNTED` has a value."""
    sources: tuple[tuple[str, str], ...]
    """Field and the place that supplied it."""
    duplicate_of: str | None
    similarity: float | None
    credit: str | None
    """House or agency where it says that it ran first."""


class Headline(NamedTuple):
    """An article as a list shows it."""

    publisher: str
    published: str
    section: str | None
    text: str | None
    url: str | None


def facts(
    transaction: Connection, publisher: str, since: date, until: date
) -> Iterator[ArticleFacts]:
    """Yield the facts of the publisher's articles of some days, oldest first."""
    query = _of_days(select(revisions.c.document), publisher, since, until)
    query = query.order_by(articles.c.date_published, articles.c.key)
    rows = transaction.scalars(query, execution_options={"yield_per": _CHUNK})
    for chunk in rows.partitions():
        yield from map(_facts_of, map(json.loads, chunk))


def _facts_of(document: Mapping[str, Any]) -> ArticleFacts:
    credit = document["syndicated_from"]
    return ArticleFacts(
        key=document["key"],
        published=document["date_published"],
        precision=document["date_precision"],
        fetched=document["fetched_at"],
        section=document["section"],
        filled=tuple([value is not None and value != [] for value in _values_of(document)]),
        sources=tuple(document["sources"].items()),
        duplicate_of=document["duplicate_of"],
        similarity=document["similarity"],
        credit=credit["publisher"] if credit else None,
    )


def _of_days(
    query: Select[*_Columns], publisher: str, since: date, until: date
) -> Select[*_Columns]:
    """Narrow *query* down to the newest revisions of the publisher's articles of some days."""
    query = query.join_from(articles, revisions, IS_NEWEST)
    return query.where(articles.c.publisher == publisher, *days(since, until))


def newest(
    transaction: Connection, publisher: str, since: date, until: date, limit: int
) -> list[Headline]:
    """Return the publisher's newest articles of some days, newest first."""
    columns = (articles.c.publisher, articles.c.date_published, articles.c.section)
    texts = [text_in(revisions.c.document, name) for name in ("headline", "url")]
    query = _of_days(select(*columns, *texts), publisher, since, until)
    query = query.order_by(articles.c.date_published.desc(), articles.c.key.desc()).limit(limit)
    return [Headline(*row) for row in transaction.execute(query)]


def per_day(transaction: Connection, publisher: str, since: date, until: date) -> dict[date, int]:
    """Return how many articles the publisher published on each of some days."""
    day = func.substr(articles.c.date_published, 1, 10)
    query = (
        select(day, func.count())
        .where(articles.c.publisher == publisher, *days(since, until))
        .group_by(day)
    )
    return {date.fromisoformat(name): count for name, count in transaction.execute(query)}


def first_day(transaction: Connection, publisher: str, since: date, until: date) -> date | None:
    """Return the day of the publisher's oldest article of some days."""
    published = articles.c.date_published
    query = select(published).where(articles.c.publisher == publisher, *days(since, until))
    moment = transaction.scalar(query.order_by(published).limit(1))
    return day_of(moment) if moment else None
