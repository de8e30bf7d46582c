"""Views of the store for people: the fields of an article by name, in place of its JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Final, Protocol

from sqlalchemy import Connection, text

from newsscraper.items import Article
from newsscraper.store import postgresql, sqlite
from newsscraper.store.coverage import COLUMNS
from newsscraper.store.schema import articles
from newsscraper.store.states import PageState


class Phrasing(Protocol):
    """How a database says what the views need of a JSON document."""

    def field(self, document: str, name: str) -> str:
        """Return the expression for a field of a JSON *document*."""

    def names(self, document: str, name: str) -> str:
        """Return the expression for a list of names, with commas between them."""


_NAMES: Final = ("news", "news_revisions", "coverage_days")

_AS_TEXT: Final = ("authors", "editors", "keywords")
"""Lists of names, which ``…_text`` has with commas between them."""

_PHRASINGS: Final[Mapping[str, Phrasing]] = {"sqlite": sqlite, "postgresql": postgresql}

_OF_ARTICLES: Final = tuple(column.name for column in articles.c)
"""What the table of articles has of the newest revision: it is found there by an index."""


def create_views(connection: Connection) -> None:
    """Make the views, in the place of those of an earlier version."""
    drop_views(connection)
    for name, query in _queries(_PHRASINGS[connection.dialect.name]):
        connection.execute(text(f"CREATE VIEW {name} AS {query}"))


def drop_views(connection: Connection) -> None:
    """Drop the views: on a server no table can be changed of which there is one."""
    for name in _NAMES:
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def _queries(words: Phrasing) -> Iterator[tuple[str, str]]:
    own = {name: f"r.{name}" for name in ("key", "publisher", "revision")}
    newest = {name: f"a.{name}" for name in _OF_ARTICLES}
    joined = "articles a JOIN revisions r ON r.key = a.key AND r.revision = a.revision"
    yield "news", f"SELECT {', '.join(_columns(newest, words))} FROM {joined}"
    yield "news_revisions", f"SELECT {', '.join(_columns(own, words))} FROM revisions r"
    yield "coverage_days", _days()


def _columns(of_tables: dict[str, str], words: Phrasing) -> Iterator[str]:
    """Yield the columns of a view; those *of_tables* are not looked up in the document."""
    yield "r.seq AS seq"
    for field in fields(Article):
        value = of_tables.get(field.name) or words.field("r.document", field.name)
        yield f"{value} AS {field.name}"
        if field.name in _AS_TEXT:
            yield f"{words.names('r.document', field.name)} AS {field.name}_text"
    yield "r.run AS run"


def _days() -> str:
    """Return the query of what `scrapy coverage` shows, but for its estimates."""
    states = (f"count(*) FILTER (WHERE state = '{it}') AS {name}" for name, it in COLUMNS.items())
    listed = (
        "SELECT l.publisher, substr(coalesce(a.date_published, l.date), 1, 10) AS day, l.state,"
        " a.revision > 1 AS is_revised, 0 AS is_unread"
        " FROM ledger l LEFT JOIN articles a ON a.key = l.key"
    )
    unread = (
        f"SELECT publisher, day, NULL, NULL, 1 FROM index_pages WHERE state = '{PageState.UNREAD}'"
    )
    return (
        f"SELECT publisher, day, count(state) AS listed, {', '.join(states)},"
        " count(*) FILTER (WHERE is_revised) AS revised, sum(is_unread) AS unread"
        f" FROM ({listed} UNION ALL {unread}) AS urls GROUP BY publisher, day"
    )
