"""A publisher whose crawl is taken apart: its parts are the real ones, only pages are handed in."""

from datetime import UTC, date, datetime, timedelta

from lab.clocks import StillClock
from lab.engines import raw

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.frontier import Frontier
from newsscraper.crawl.planner import Planner
from newsscraper.crawl.routes import Routes
from newsscraper.crawl.scope import Scope
from newsscraper.crawl.walker import Walker
from newsscraper.items import Article, Link
from newsscraper.roads.listing import Listing
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store import run_log

HOME = "https://mediaindonesia.com"
INDEX = f"{HOME}/indeks"
TODAY = date(2026, 1, 20)
NOON = datetime(2026, 1, 20, 5, tzinfo=UTC)
"""Noon of that day in Jakarta."""


def publisher_with(*roads):
    """A publisher with these roads, best first."""
    return type("Press", (MediaIndonesiaSpider,), {"roads": roads})


def key(number):
    return f"mediaindonesia:{800_000 + number}"


def address(number):
    return f"{HOME}/ekonomi/{800_000 + number}/berita"


def link(number, day=None):
    """A link, with the day of January that a list prints beside it."""
    moment = day and f"2026-01-{day:02}T10:00:00+07:00"
    return Link(url=address(number), headline=None, date_published=moment)


def links(*numbers, day=None):
    """Links by key."""
    return {key(number): link(number, day) for number in numbers}


def listing(*numbers, day=None, following=None):
    """What an index page says that lists these articles."""
    pages = [(following, "next")] if following else []
    return Listing([links(*numbers, day=day)], pages)


def article(number, day=20, body="Isi.", related=()):
    """A whole article."""
    return Article(
        key(number),
        "mediaindonesia",
        address(number),
        headline="Judul",
        body=body,
        date_published=f"2026-01-{day:02}T10:00:00+07:00",
        content_hash=body,
        related=[link(each, day) for each in related],
    )


class Press:
    """One store, and the parts of the runs on it."""

    def __init__(self, open_store, publisher=MediaIndonesiaSpider, first_run_pages=3):
        self.clock = StillClock(NOON)
        self.store = open_store(self.clock)
        self.publisher = publisher
        self.first_run_pages = first_run_pages

    def run(self, **asked):
        """Enter a run; return its walker, which has its frontier and its planner."""
        asked = Arguments(asked.pop("today", TODAY), **asked)
        name = self.publisher.name
        with self.store.writing() as transaction:
            number = run_log.begin(transaction, name, {}, self.clock.now())
        scope = Scope(asked.window, timedelta(days=30))
        urls = self.publisher.article_urls
        frontier = Frontier(self.store, number, urls, scope, asked.related)
        planner = Planner(self.publisher, number, asked.window, asked.today, self.first_run_pages)
        return Walker(Routes(self.publisher, asked), planner, frontier, asked.max_pages)

    def ask(self, query, *values):
        """Ask the store; return the rows."""
        with self.store.reading() as transaction:
            return [tuple(row) for row in raw(transaction, query, *values)]

    def change(self, query, *values):
        """Change something in the store."""
        with self.store.writing() as transaction:
            raw(transaction, query, *values)

    def state_of(self, number):
        """The state of an article in the ledger, None if it is not there."""
        rows = self.ask("SELECT state FROM ledger WHERE key = ?", key(number))
        return rows[0][0] if rows else None
