"""`newsscraper.articles`: the articles of a store, one after the other."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from scrapy.settings import Settings

from newsscraper.api.own_settings import own_settings
from newsscraper.console.export_job import ExportChoice, chosen
from newsscraper.console.lookup import publisher_called
from newsscraper.console.search_job import make_ready
from newsscraper.crawl.arguments import read_arguments
from newsscraper.crawl.bad_argument import BadArgument
from newsscraper.items import Article
from newsscraper.messages.hints import hint
from newsscraper.publisher.facts import Publisher
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.home import Place
from newsscraper.store.location import store_place
from newsscraper.store.text_search import match_of
from newsscraper.window import Window


def articles(
    store: str | Path | None = None,
    *,
    publisher: str | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    unique: bool = False,
    query: str | None = None,
) -> Iterator[Article]:
    """Yield the newest revision of each article by publisher, date and key, as ``scrapy export``.

    *store* is the file of a store, or its ``STORE_URL``; None is the one that
    ``NEWSSCRAPER_STORE_URL`` names, else ``articles.db`` in the working folder. *since* and
    *until* are inclusive days in the publisher's zone: a date, ``2026-01-31``, ``yesterday`` or
    ``7d``. *unique*: one article of those that repeat one another. *query*: words that all occur in
    headline or body, ``"…"`` is a phrase, as for ``scrapy search``; the articles that they fit best
    come first.

    Raises FileNotFoundError without a store, UnknownPublisher, ValueError for days that are none
    and a query without a word, and CannotGoOn, a line for a person, when the store cannot be read.

    >>> import newsscraper
    >>> for article in newsscraper.articles(publisher="mediaindonesia", since="2026-01-20"):
    ...     print(article.key, article.headline)
    mediaindonesia:800001 Jembatan Baru Dibuka
    """
    settings = own_settings()
    if store is not None:
        url = str(store) if "://" in str(store) else f"sqlite:///{store}"
        settings.set("STORE_URL", url, "cmdline")  # before what the environment says
    house = publisher_called(publisher, settings) if publisher is not None else Publisher
    window = _window(since, until, house)
    match = match_of(query) if query is not None else None
    choice = ExportChoice(publisher, window, is_unique=unique, match=match)
    return _read(_existing(settings), choice, settings)


def _existing(settings: Settings) -> Place:
    place = store_place(settings)
    if place is None:
        raise FileNotFoundError("no file is named as the store; name one, such as articles.db")
    if not place.exists():
        raise FileNotFoundError(f"there is no store {place}; {hint('crawl')} makes it")
    return place


def _window(since: str | date | None, until: str | date | None, of: type[Publisher]) -> Window:
    given = {"since": since, "until": until}
    raw = {name: str(day) for name, day in given.items() if day is not None}
    try:
        return read_arguments(raw, of, Clock().today(of.timezone)).window
    except BadArgument as error:
        raise ValueError(str(error)) from None


def _read(place: Place, choice: ExportChoice, settings: Settings) -> Iterator[Article]:
    if choice.match:
        make_ready(place)
    with closing(Store.open_to_read(place)) as store, store.reading() as transaction:
        yield from chosen(transaction, choice, settings)
