"""An extension that writes down each signal of the project, and what the store has by then.

A test copies this file into the folder of a crawl, and names it in ``EXTENSIONS``.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from newsscraper import signals
from newsscraper.store.location import store_place
from newsscraper.store.server import Server

SIGNALS = {name: signal for name, signal in vars(signals).items() if type(signal) is object}
BY_KEY = {
    "ledger": "SELECT state FROM ledger WHERE key = ?",
    "seqs": "SELECT seq FROM revisions WHERE key = ? ORDER BY seq",
}
OF_ROAD = {
    "walks": "SELECT is_complete, checkpoint FROM walks WHERE road = ? ORDER BY id",
    "listings": "SELECT count(*) FROM listings WHERE road = ?",
}


class Listener:
    """Writes a line of JSON for each signal into ``signals.jsonl``."""

    def __init__(self, crawler):
        place = store_place(crawler.settings)
        self.receivers = {name: receiver_of(name, place) for name in SIGNALS}
        """Scrapy itself keeps none of them alive."""
        for name, receiver in self.receivers.items():
            crawler.signals.connect(receiver, SIGNALS[name])

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler)


def receiver_of(name, place):
    """A function that takes whatever comes with a signal."""

    def receive(signal, sender, **given):
        line = {"signal": name, "names": sorted(given), "store": stored(given, place)}
        for each, value in given.items():
            line[each] = value.key if each == "article" else value
        with Path("signals.jsonl").open("a", encoding="utf-8") as file:
            print(json.dumps(line, default=str), file=file)

    return receive


def stored(given, place):
    """What another connection finds in the store of the article, or of the road and page."""
    article = given.get("article")
    key = article.key if article else given.get("key")
    queries, value = (BY_KEY, key) if key else (OF_ROAD, given.get("road"))
    return {name: ask(place, query, value) for name, query in queries.items()}


def ask(place, query, value):
    """Ask the store at *place*, be it a file or on a server."""
    if isinstance(place, Server):
        with closing(place.connect()) as driver:
            return driver.execute(query.replace("?", "%s"), [value]).fetchall()
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as database:
        return database.execute(query, [value]).fetchall()
