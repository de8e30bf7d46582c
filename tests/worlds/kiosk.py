"""A kiosk: many made-up publishers on loopback, whose papers grow while they are read."""

import time
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

from worlds.newsroom import PER_PAGE, Newsroom, body
from worlds.server import run_server

TEXTS = 1_000_000
"""So many texts each publisher has for itself."""

HEAD = """from dataclasses import replace

from newsscraper.roads.index import Index
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
"""
SPIDER = """

class {title}Spider(MediaIndonesiaSpider):
    name = "{name}"
    allowed_domains = ["{host}"]
    roads = (Index("https://{host}/indeks"),)
    article_urls = replace(MediaIndonesiaSpider.article_urls, publisher=name, host="{host}")
"""


class Gap(NamedTuple):
    """The seconds between two requests."""

    seconds: float
    before: str
    after: str

    def __str__(self):
        return f"{self.seconds:.3f} before {self.after}"


class Kiosk(Newsroom):
    """One of the publishers: no two have a text in common."""

    def __init__(self, number, articles):
        self.number = number
        self.name = f"harian{number:02}"
        super().__init__(articles, f"{self.name}.example")
        self.seen = []
        """When each request came, and its URL."""
        self.noting = Lock()
        self.hook = self.note

    def note(self, url):
        with self.noting:
            self.seen.append((time.monotonic(), url))

    def text(self, number):
        return body(self.number * TEXTS + number)

    def all_keys(self):
        return self.keys(self.name)

    def grow(self, count):
        """Publish so many more articles."""
        self.articles += count
        self.index_pages = -(-self.articles // PER_PAGE)

    @property
    def gaps(self):
        """The pauses between requests."""
        pairs = pairwise(sorted(self.seen))
        return [Gap(after - before, one, other) for (before, one), (after, other) in pairs]


@contextmanager
def kiosks(count, articles):
    """Serve that many publishers, each with so many articles."""
    with ExitStack() as stack:
        made = [Kiosk(number, articles) for number in range(count)]
        yield [stack.enter_context(run_server(each)) for each in made]


def spiders_of(sites):
    """Return the source of a module with a spider for each of *sites*."""
    written = [
        SPIDER.format(title=site.name.title(), name=site.name, host=site.host) for site in sites
    ]
    return HEAD + "".join(written)
