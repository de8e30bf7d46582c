"""How large the indexes of a store grow, and whether what is asked of it takes longer with them.

    python tests/lab/index_sizes.py --articles 10000000 --engine sqlite --folder DIR

Articles have documents of some dozen bytes, but keys, addresses and dates as twelve publishers have
them, whose crawls go on side by side: a number that grows, a moment, or a slug, which may stand
anywhere. All indexes are there while rows come. Sketches and the search index are left out. A
store on PostgreSQL is made on the server of `NEWSSCRAPER_POSTGRESQL`, which must be of this
machine, or on one in memory. The table is printed at a tenth, a fifth, a half and all of the
articles.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import Connection, text

from lab import postgresql_server
from newsscraper.items import Article
from newsscraper.store import coverage, delivered, ledger, revisions, schema
from newsscraper.store.article_store import Store
from newsscraper.store.home import Place
from newsscraper.store.location import place_at
from newsscraper.store.statements import go_on_numbering, is_postgresql

FIRST = datetime.fromisoformat("2016-01-01T00:00:00+00:00")
STEP = 31
"""Seconds from article to article: ten years of ten million."""
AT_ONCE = {"sqlite": 24_000, "postgresql": 2_400}
"""Fewer where a row that is changed leaves its former self behind until it is vacuumed away."""
FEED = "/data/all.jsonl"
DATABASE = "newsscraper_index_sizes"
PROBED, PROBES = "detik", 480
"""A publisher, and articles of it that are put in one by one to see how long that takes."""
MARKS = (0.1, 0.2, 0.5, 1)
"""Parts of the articles at which all is measured."""

PAPERS = {
    "antaranews": ("https://www.antaranews.com/berita/", "5364102"),
    "cnbcindonesia": ("https://www.cnbcindonesia.com/market/20260120050210-29-", "702325"),
    "cnnindonesia": ("https://www.cnnindonesia.com/nasional/20260120061344-20-", "1318842"),
    "detik": ("https://news.detik.com/berita/d-", "7310411"),
    "kompas": ("https://nasional.kompas.com/read/2026/01/20/", "moment"),
    "lampost": ("https://lampost.co/nasional/", "slug"),
    "liputan6": ("https://www.liputan6.com/news/read/", "5258034"),
    "mediaindonesia": ("https://mediaindonesia.com/politik-dan-hukum/", "269280"),
    "okezone": ("https://news.okezone.com/read/2026/01/19/337/", "2195810"),
    "republika": ("https://news.republika.co.id/berita/", "18493020"),
    "sindonews": ("https://nasional.sindonews.com/read/13/", "1667961"),
    "tribunnews": ("https://www.tribunnews.com/nasional/", "6781150"),
}
"""Publisher -> how addresses begin, and the first number, or what else follows it in a key."""

MOMENTS = {
    "sqlite": "strftime('%Y-%m-%dT%H:%M:%S', {}, 'unixepoch')",
    "postgresql": "to_char(to_timestamp({}) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS')",
}
"""How each kind of database writes down seconds since 1970."""

FRESH = """CREATE TEMP TABLE fresh AS
    WITH RECURSIVE numbers (n) AS
        (SELECT CAST({first} AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}),
    moments AS (SELECT n, {moment} AS moment FROM numbers)
    SELECT n, name, road, name || ':' || CASE begin
        WHEN 'moment' THEN replace(replace(replace(moment, '-', ''), ':', ''), 'T', '') || '021'
        WHEN 'slug' THEN CAST(n * 2654435761 % 4294967296 AS TEXT)
            || '-jadwal-penyeberangan-malam-dicetak-lebih'
        ELSE CAST(CAST(begin AS BIGINT) + n / 12 AS TEXT) END AS key,
        moment || '+07:00' AS moment, n / 240 * 12 + n % 12 AS run, id + 1 AS feed
    FROM moments JOIN papers ON id = n % 12 ORDER BY n"""
URL = "road || substr(key, length(name) + 2) || '/papan-tinggi-air-di-cikapundung-dibaca-anak'"
FILL = (
    """INSERT INTO runs (id, publisher, arguments, pid, started, ended, exit_code)
    SELECT run, name, '{}', 1, min(moment), max(moment), 0 FROM fresh
    WHERE true GROUP BY run, name ORDER BY run ON CONFLICT DO NOTHING""",
    """INSERT INTO walks (id, run, publisher, road, is_from_top, makes_known, is_complete,
        ended_empty)
    SELECT DISTINCT run, run, name, road, true, true, true, false FROM fresh
    WHERE true ORDER BY run ON CONFLICT DO NOTHING""",
    """INSERT INTO index_pages (road, url, publisher, day, state, tries, walk, links)
    SELECT road, road || 'indeks?page=' || run, name, min(substr(moment, 1, 10)), 'read', 0, run, 20
    FROM fresh WHERE true GROUP BY road, name, run ORDER BY run ON CONFLICT DO NOTHING""",
    f"""INSERT INTO ledger (key, publisher, url, state, hops, date, tries, run)
    SELECT key, name, {URL}, 'listed', 0, substr(moment, 1, 16), 0, run FROM fresh ORDER BY n""",
    """INSERT INTO listings (road, key, walk, is_known)
    SELECT road, key, run, false FROM fresh ORDER BY n""",
    """INSERT INTO revisions (seq, key, publisher, revision, run, document)
    SELECT n, key, name, 1, run, '{"key": "' || key || '", "body": ""}' FROM fresh ORDER BY n""",
    """INSERT INTO articles (key, publisher, section, date_published, revision, content_hash)
    SELECT key, name, 'politik', moment, 1, '{HASH}' FROM fresh ORDER BY n""",
    f"""INSERT INTO aliases (url, key)
    SELECT {URL} || '?page=all', key FROM fresh WHERE n % 10 = 0 ORDER BY n""",
    """INSERT INTO matches (seq, other, similarity)
    SELECT f.n, o.key, 0.9 FROM fresh f JOIN fresh o ON o.n = f.n - 12 WHERE f.n % 60 = 0""",
    """INSERT INTO duplicates (seq, hash)
    SELECT n, n * 2654435761 FROM fresh WHERE n % 120 = 0 ORDER BY n""",
    "UPDATE ledger SET state = 'stored' WHERE state = 'listed' AND run >= {RUN}",
    f"""INSERT INTO ledger (key, publisher, url, state, hops, date, tries, run, reason)
    SELECT key || '9', name, {URL} || '-lain', CASE n / 25 % 6 WHEN 0 THEN 'gone'
        WHEN 1 THEN 'out_of_window' WHEN 2 THEN 'gone' WHEN 3 THEN 'out_of_window'
        WHEN 4 THEN 'not_article' ELSE 'given_up' END, 0, substr(moment, 1, 16), 0, run, 'http_404'
    FROM fresh WHERE n % 25 = 0 ORDER BY n""",
    "UPDATE listings SET is_known = true WHERE NOT is_known AND walk >= {RUN}",
    "INSERT INTO deliveries (feed, seq, file) SELECT feed, n, 1 FROM fresh ORDER BY n",
)
"""What crawls leave of the articles in `fresh`; what a list showed is stored, and then known."""

SIZES = {
    "sqlite": """SELECT d.name, CASE m.type WHEN 'index' THEN m.tbl_name END, d.pgsize
    FROM dbstat d JOIN sqlite_schema m ON m.name = d.name WHERE d.aggregate = true""",
    "postgresql": """SELECT c.relname, t.relname, pg_relation_size(c.oid) FROM pg_class c
    LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
    WHERE c.relkind IN ('r', 'i') AND c.relnamespace = 'public'::regnamespace""",
}
"""Names, the table if it is an index, and bytes."""

GROUPS = {
    "articles": ("articles", "revisions", "deliveries", "aliases"),
    "comparison": ("matches", "duplicates"),
    "ledger": ("ledger", "listings", "runs", "walks", "index_pages"),
}
"""What tables are for, as in `docs/scale.md`."""


Ask = Callable[[str], Sequence[tuple]]
"""Asks a database something, in SQL."""


@contextmanager
def driver(engine: str, place: Place) -> Iterator[Ask]:
    """Have a connection of the database's own."""
    if engine == "postgresql":
        with closing(place.connect()) as connection:
            yield partial(fetched, connection)
            return
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-3000000"):
            connection.execute(f"PRAGMA {pragma}")
        yield partial(fetched, connection)
        connection.execute("PRAGMA journal_mode=WAL")


def fetched(connection: Any, words: str) -> Sequence[tuple]:
    cursor = connection.execute(words)
    return cursor.fetchall() if cursor.description else []


def fill(engine: str, ask: Ask, count: int) -> None:
    """Add articles until there are *count*."""
    prepare(ask)
    moment = MOMENTS[engine].format(f"{FIRST.timestamp():.0f} + n * {STEP}")
    ((last,),) = ask("SELECT coalesce(max(seq), 0) FROM revisions")
    while last < count:
        first, last = last + 1, min(last + AT_ONCE[engine], count)
        ask("BEGIN")
        ask(FRESH.format(first=first, last=last, moment=moment))
        for statement in FILL:
            ask(statement.replace("{HASH}", 64 * "a").replace("{RUN}", f"{first // 240 * 12}"))
        ask("DROP TABLE fresh")
        ask("COMMIT")


def prepare(ask: Ask) -> None:
    """Make what articles are taken from, and the feeds with their file, unless they are there."""
    ask("CREATE TEMP TABLE papers (id INTEGER, name TEXT, road TEXT, begin TEXT)")
    for number, (name, (road, begin)) in enumerate(PAPERS.items()):
        ask(f"INSERT INTO papers VALUES ({number}, '{name}', '{road}', '{begin}')")
        ask(
            "INSERT INTO feeds (id, template, publisher, delivered, batch_id)"
            f" VALUES ({number + 1}, '{FEED}', '{name}', 0, 1) ON CONFLICT DO NOTHING"
        )
    ask(
        "INSERT INTO files (id, path, is_open, length)"
        f" VALUES (1, '{FEED}', false, 1) ON CONFLICT DO NOTHING"
    )


# --- What is measured -----------------------------------------------------------------------------


def sizes(engine: str, ask: Ask, count: int) -> Iterator[str]:
    """Yield a line for each table and index, and for what they are for."""
    found = {name: (table, size) for name, table, size in ask(SIZES[engine])}
    table_of = {name: table or name for name, (table, _) in found.items()}
    for group, tables in GROUPS.items():
        mine = {name: found[name] for table in tables for name in found if table_of[name] == table}
        for name, (table, size) in mine.items():
            yield line(f"  {'  ' if table else ''}{name}", size, count)
        yield line(group, sum(size for _, size in mine.values()), count)
        indexes = sum(size for table, size in mine.values() if table)
        yield line(f"{group}: indexes alone", indexes, count)


def line(title: str, size: int, count: int) -> str:
    return f"{title:<40}{size / 1e6:>12,.1f} MB{size / count:>10,.1f} bytes an article"


class Stopwatch:
    """The CPU time of the process that answers: this one, or the server's."""

    def __init__(self, transaction: Connection) -> None:
        self.pid = None
        if is_postgresql(transaction):
            self.pid = transaction.scalar(text("SELECT pg_backend_pid()"))
            transaction.execute(text("SET max_parallel_workers_per_gather = 0"))

    def now(self) -> float:
        """Return it in milliseconds."""
        if self.pid is None:
            return time.process_time() * 1000
        return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[0]) / 1e6

    def mean(self, act: Callable[[Any], object], values: Sequence[Any]) -> float:
        """Return how long *act* takes with one of *values*."""
        began = self.now()
        for value in values:
            act(value)
        return (self.now() - began) / len(values)


def times(store: Store, count: int) -> Iterator[str]:
    """Yield a line for each thing that is asked of the store."""
    with store.writing() as transaction:
        watch = Stopwatch(transaction)
        keys = random_keys(transaction, count)
        pages = [keys[at : at + 20] for at in range(0, len(keys), 20)]
        feed = delivered.open_feed(transaction, FEED, PROBED)
        feed.delivered = revisions.newest_of_all(transaction)
        go_on_numbering(transaction, schema.revisions)
        last = date.fromisoformat(newest_day(transaction))
        asked = {
            "the document of a key": (partial(revisions.document_of, transaction), keys),
            "20 keys in the ledger": (partial(ledger.look_up, transaction), pages),
            "an article is put in": (partial(put_in, transaction, feed), range(PROBES)),
            "what a feed is owed": (partial(owed, transaction, feed), range(50)),
            "coverage of a month": (partial(covered, transaction, last), range(3)),
        }
        for title, (act, values) in asked.items():
            yield f"{title:<40}{watch.mean(act, values):>12,.2f} ms"


def random_keys(transaction: Connection, count: int) -> list[str]:
    """Return the keys of articles at random."""
    key = text("SELECT key FROM revisions WHERE seq = :seq")
    seqs = random.Random(count).choices(range(1, count), k=1_000)
    return [transaction.scalar(key, {"seq": seq}) for seq in seqs]


def newest_day(transaction: Connection) -> str:
    newest = text("SELECT max(date_published) FROM articles WHERE publisher = :probed")
    return transaction.scalar(newest, {"probed": PROBED})[:10]


def put_in(transaction: Connection, feed: delivered.Feed, number: int) -> None:
    """Store an article as a crawl does, and hand all but the last twenty to a feed."""
    key = f"{PROBED}:99{feed.delivered + number}"
    day = newest_day(transaction)
    article = Article(key=key, publisher=PROBED, url=f"https://news.detik.com/{key}", body="")
    article.date_published, article.content_hash = f"{day}T12:00:00+07:00", 64 * "b"
    ledger.put(transaction, PROBED, 1, [ledger.Listed(key, article.url, 0, day)])
    seq = revisions.add(transaction, article, run=1)
    ledger.store(transaction, 1, article, 0)
    if number < PROBES - 20:
        delivered.deliver(transaction, feed, [seq], FEED)


def owed(transaction: Connection, feed: delivered.Feed, number: int) -> None:
    found = delivered.owed_since(transaction, feed, with_duplicates=False)
    assert len(found) == 20, found


def covered(transaction: Connection, last: date, number: int) -> None:
    assert coverage.groups(transaction, PROBED, last - timedelta(days=29), last)


def measure(engine: str, place: Place, count: int) -> Iterator[str]:
    """Make a store and yield the lines of the table, as it grows to *count* articles."""
    Store.open(place).close()
    for part in MARKS:
        reached = int(count * part)
        with driver(engine, place) as ask:
            fill(engine, ask, reached)
            yield f"{reached:,} articles on {engine}"
            yield from sizes(engine, ask, reached)
            if engine == "postgresql":
                ask("ANALYZE")
        with closing(Store.open(place)) as store:
            yield from times(store, reached)
        yield ""


@contextmanager
def store_url(engine: str, folder: Path) -> Iterator[str]:
    """Have a place for a store, which is gone at the end."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory(dir=folder) as inside:
            yield f"sqlite:///{inside}/articles.db"
            return
    with (
        postgresql_server.running() as server,
        closing(place_at(f"{server}/postgres").connect()) as admin,
    ):
        admin.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield f"{server}/{DATABASE}"
        finally:
            admin.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--engine", choices=MOMENTS, default="sqlite")
    parser.add_argument("--folder", type=Path, help="where SQLite's file lies")
    options = parser.parse_args()
    with store_url(options.engine, options.folder) as url:
        for each in measure(options.engine, place_at(url), options.articles):
            print(each, flush=True)


if __name__ == "__main__":
    main()
