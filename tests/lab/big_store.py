"""Makes a store of as many articles as you like, as years of crawls would have left it.

    python tests/lab/big_store.py --articles 1000000 --out big.db

A million take some minutes and 7 GB: beyond 200,000 the database copies what there is, under other
keys and on the same days. Half are of Media Indonesia, whose addresses and dates
end where those of `worlds.paper` begin: crawls of a made-up paper go on where this store ends. The
texts are words at random; of the sketches only the numbers are as in a real store.
"""

import argparse
import json
import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from newsscraper.items import Article
from newsscraper.store.article_store import Store
from newsscraper.store.sketches import HASHES, LARGEST_SHINGLE

LAST = datetime.fromisoformat("2026-01-01T00:00:00+07:00")
FIRST = datetime.fromisoformat("2016-01-01T00:00:00+07:00")
PER_PAGE = 20
AT_ONCE = 20_000
BLOCK = 200_000
COPIES = (
    """INSERT INTO revisions (seq, key, publisher, revision, run, document)
    SELECT seq + :seq, key || :n, publisher, revision, run + :run, replace(document, key, key || :n)
    FROM revisions WHERE seq <= :block""",
    """INSERT INTO articles (key, publisher, section, date_published, revision, content_hash)
    SELECT key || :n, publisher, section, date_published, revision, content_hash || :n
    FROM articles WHERE rowid <= :block""",
    """INSERT INTO ledger (key, publisher, url, state, hops, date, tries, run, reason)
    SELECT key || :n, publisher, url || :n, state, hops, date, tries, run + :run,
        CASE WHEN reason LIKE '%:%' THEN reason || :n ELSE reason END
    FROM ledger WHERE run <= :runs""",
    """INSERT INTO runs (id, publisher, arguments, pid, started, ended, exit_code)
    SELECT id + :run, publisher, arguments, pid, started, ended, exit_code
    FROM runs WHERE id <= :runs""",
    """INSERT INTO walks
    (id, run, publisher, road, is_from_top, makes_known, is_complete, ended_empty)
    SELECT id + :run, run + :run, publisher, road, is_from_top, makes_known, is_complete, 0
    FROM walks WHERE id <= :runs""",
    """INSERT INTO listings (road, key, walk, is_known)
    SELECT road, key || :n, walk + :run, is_known FROM listings WHERE walk <= :runs""",
    """INSERT INTO deliveries (feed, seq, file)
    SELECT feed, seq + :seq, file FROM deliveries WHERE seq <= :block""",
    """INSERT INTO matches (seq, other, similarity)
    SELECT seq + :seq, other || :n, similarity FROM matches WHERE seq <= :block""",
    """INSERT INTO duplicates (seq, hash)
    SELECT seq + :seq, hash + :n FROM duplicates WHERE seq <= :block""",
    """INSERT INTO unsorted (hash, day, seq)
    SELECT hash + :n, day, seq + :seq FROM unsorted WHERE seq <= :block""",
)
"""What a block of articles is, once more."""

SECTIONS = ("ekonomi", "humaniora", "olahraga", "politik-dan-hukum", "nusantara")
ROADS = {
    "mediaindonesia": "https://mediaindonesia.com/indeks",
    "detik": "https://news.detik.com/indeks",
    "kompas": "https://indeks.kompas.com/?site=all",
}
LETTERS = "aiueobdgklmnprst"


class Row(NamedTuple):
    """An article, and what goes with it into the other tables."""

    seq: int
    moment: str
    key: str
    article: Article
    hashes: list[int]
    original: str | None
    """Key of the article that it repeats."""


class Writer:
    """Writes articles at random, some of which repeat an earlier one."""

    def __init__(self, count: int, seed: int) -> None:
        self.count = count
        self.random = random.Random(seed)
        word = self.random.choices
        words = ["".join(word(LETTERS, k=length)) for length in range(3, 9) for _ in range(3_000)]
        self.fragments = [" ".join(word(words, k=4)) for _ in range(200_000)]
        self.recent: list[Row] = []

    def rows(self) -> Iterator[Row]:
        """Yield the articles in the order they came."""
        step = (LAST - FIRST) / self.count
        for seq in range(1, self.count + 1):
            row = self.row(seq, FIRST + seq * step - timedelta(minutes=1))
            self.recent = [*self.recent[-20:], row]
            yield row

    def row(self, seq: int, moment: datetime) -> Row:
        """Return an article; each 60th repeats another, every other of these word by word."""
        article = blank(seq, self.count, moment)
        hashes = [self.random.getrandbits(56) + LARGEST_SHINGLE + 1]
        hashes += [self.random.getrandbits(25) for _ in range(HASHES)]
        if seq % 60 or not self.recent:
            fill(article, self.paragraphs())
            return Row(seq, str(article.date_published), str(article.key), article, hashes, None)
        other = self.random.choice(self.recent)
        texts = [part["text"] for part in other.article.body_parts]
        is_exact = seq % 120 == 0
        if not is_exact:
            texts[-1] = self.random.choice(self.fragments)
        fill(article, texts)
        article.duplicate_of, article.similarity = other.key, 1.0 if is_exact else 0.9
        shared = [other.hashes[0] if is_exact else hashes[0], *other.hashes[1:]]
        return Row(seq, str(article.date_published), str(article.key), article, shared, other.key)

    def paragraphs(self) -> list[str]:
        """Return the texts of an article: 100 to 320 words."""
        fragments = self.random.choices(self.fragments, k=self.random.randint(25, 80))
        return [
            f"{' '.join(fragments[at : at + 10]).capitalize()}."
            for at in range(0, len(fragments), 10)
        ]


def blank(seq: int, count: int, moment: datetime) -> Article:
    """Return an article without a text."""
    publisher = list(ROADS)[(0, 1, 0, 2)[seq % 4]]
    section = SECTIONS[seq % len(SECTIONS)]
    number = 800_000 - count + seq - 1
    url = f"https://mediaindonesia.com/{section}/{number}/berita"
    if publisher == "detik":
        url = f"https://news.detik.com/berita/d-{number + 7_000_000}/berita-contoh"
        number += 7_000_000
    if publisher == "kompas":
        url = f"https://{section}.kompas.com/read/{moment:%Y/%m/%d/%H%M%S}{seq % 100:02d}1/berita"
        number = int(f"{moment:%Y%m%d%H%M%S}{seq % 100:02d}1")
    return Article(
        key=f"{publisher}:{number}",
        publisher=publisher,
        url=url,
        kind="news",
        section=section,
        section_name=section.title(),
        date_published=moment.isoformat(timespec="seconds"),
        date_published_raw=f"{moment:%d/%m/%Y %H:%M}",
        date_precision="minute",
        language="id",
        revision=1,
    )


def fill(article: Article, texts: list[str]) -> None:
    """Give *article* a text of these paragraphs, and what pages have beside it."""
    article.headline, article.description = texts[0][:70], texts[0][:150]
    article.body = "\n\n".join(texts)
    article.body_parts = [{"kind": "paragraph", "text": text} for text in texts]
    article.word_count = article.body.count(" ") + len(texts)
    article.authors, article.editors, article.byline = ["Sari Wulan"], ["Budi S"], "Sari Wulan"
    article.keywords = texts[0].rstrip(".").split()[:5]
    article.image = {"url": f"{article.url}.jpg", "caption": texts[-1][:90], "credit": "Antara"}
    article.related = [
        {"url": f"{article.url}-{number}", "headline": text[:60], "date_published": None}
        for number, text in enumerate(texts[:5])
    ]
    article.sources = {
        name: f"css div.{name}"
        for name in ("headline", "authors", "byline", "editors", "date_published", "body", "image")
    }
    article.content_hash = sha256(f"{article.headline}\n\n{article.body}".encode()).hexdigest()
    article.fetched_at = article.date_published


# --- Into the tables ------------------------------------------------------------------------------


def make(path: Path, count: int, seed: int) -> None:
    """Make a store of *count* articles, or whole blocks, at *path*, which must not be there."""
    block = min(count, BLOCK)
    Store.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("PRAGMA temp_store=FILE")
        database.execute("BEGIN")
        database.execute("CREATE TEMP TABLE unsorted (hash INTEGER, day INTEGER, seq INTEGER)")
        rows = Writer(block, seed).rows()
        while some := list(islice(rows, AT_ONCE)):
            for table, values in of_articles(some).items():
                put(database, table, values)
        for table, values in of_runs(block).items():
            put(database, table, values)
        for number in range(1, count // block):
            copy(database, block, number)
        database.execute("INSERT INTO sketches SELECT * FROM unsorted ORDER BY 1, 2, 3")
        database.execute("COMMIT")
        database.execute("PRAGMA journal_mode=WAL")


def copy(database: sqlite3.Connection, block: int, number: int) -> None:
    """Add the articles of the first *block* once more, under keys that end in *number*."""
    runs = run_of(block)
    values = {"n": number, "block": block, "seq": number * block, "runs": runs}
    for statement in COPIES:
        database.execute(statement, values | {"run": number * runs})


def put(database: sqlite3.Connection, table: str, values: Iterable[dict[str, Any]]) -> None:
    """Insert *values*, which all have the same columns."""
    values = list(values)
    if values:
        names = ", ".join(values[0])
        places = ", ".join(f":{name}" for name in values[0])
        database.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)


def of_articles(rows: list[Row]) -> dict[str, list[dict[str, Any]]]:
    """Return what these articles put into each table."""
    found: dict[str, list[dict[str, Any]]] = {
        "articles": [article_row(row) for row in rows],
        "revisions": [revision_row(row) for row in rows],
        "ledger": [each for row in rows for each in ledger_rows(row)],
        "listings": [listing_row(row) for row in rows],
        "deliveries": [{"feed": feed_of(row), "seq": row.seq, "file": 1} for row in rows],
        "unsorted": [
            {"hash": value, "day": day_of(row), "seq": row.seq}
            for row in rows
            for value in row.hashes
        ],
    }
    repeating = [row for row in rows if row.original]
    found["matches"] = [
        {"seq": row.seq, "other": row.original, "similarity": row.article.similarity}
        for row in repeating
    ]
    found["duplicates"] = [
        {"seq": row.seq, "hash": row.hashes[0]} for row in repeating if row.article.similarity == 1
    ]
    found["aliases"] = [
        {"url": f"{row.article.url}?page=all", "key": row.key} for row in rows if row.seq % 10 == 0
    ]
    return found


def article_row(row: Row) -> dict[str, Any]:
    names = ("key", "publisher", "section", "date_published", "revision", "content_hash")
    return {name: getattr(row.article, name) for name in names}


def revision_row(row: Row) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "key": row.key,
        "publisher": row.article.publisher,
        "revision": 1,
        "run": run_of(row.seq),
        "document": json.dumps(vars(row.article), ensure_ascii=False),
    }


def ledger_rows(row: Row) -> Iterator[dict[str, Any]]:
    """Yield the row of an article; beside each 25th one that is no article, or not yet."""
    known = {
        "key": row.key,
        "publisher": row.article.publisher,
        "url": row.article.url,
        "state": "duplicate" if row.article.similarity == 1 else "stored",
        "hops": 0,
        "date": row.moment[:16],
        "tries": 0,
        "run": run_of(row.seq),
        "reason": row.original if row.article.similarity == 1 else None,
    }
    yield known
    if row.seq % 25 == 0:
        kinds = ("gone", "out_of_window", "gone", "out_of_window", "not_article", "given_up")
        state = kinds[row.seq // 25 % len(kinds)] if row.seq % 5_000 else "failed"
        other = {"key": f"{row.article.publisher}:1{row.seq}", "url": f"{row.article.url}-lain"}
        yield known | other | {"state": state, "reason": "http_404"}


def listing_row(row: Row) -> dict[str, Any]:
    road = ROADS[str(row.article.publisher)]
    return {"road": road, "key": row.key, "walk": run_of(row.seq), "is_known": True}


def day_of(row: Row) -> int:
    return datetime.fromisoformat(row.moment).toordinal()


def feed_of(row: Row) -> int:
    return list(ROADS).index(str(row.article.publisher)) + 1


def run_of(seq: int) -> int:
    """Return the number of the run, and of its walk, that stored an article."""
    return seq // PER_PAGE + 1


def of_runs(count: int) -> dict[str, list[dict[str, Any]]]:
    """Return what the runs put into each table: each has stored so many articles as a page has."""
    found: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("runs", "walks", "index_pages", "feeds", "files")
    }
    step = (LAST - FIRST) / max(run_of(count), 1)
    for number in range(1, run_of(count) + 1):
        moment = FIRST + number * step
        publisher = list(ROADS)[number % 3]
        stamp = moment.isoformat(timespec="seconds")
        run = {"id": number, "publisher": publisher, "arguments": "{}", "pid": 1}
        found["runs"].append(run | {"started": stamp, "ended": stamp, "exit_code": 0})
        walk = {"id": number, "run": number, "publisher": publisher, "road": ROADS[publisher]}
        found["walks"].append(
            walk | {"is_from_top": 1, "makes_known": 1, "is_complete": 1, "ended_empty": 0}
        )
        page = {"road": ROADS[publisher], "url": f"{ROADS[publisher]}/20/{20 * number}"}
        page |= {"publisher": publisher, "day": stamp[:10], "walk": number, "links": PER_PAGE}
        found["index_pages"].append(page | {"state": "read", "tries": 0})
    for number, publisher in enumerate(ROADS, 1):
        feed = {"id": number, "template": f"/data/{publisher}.jsonl", "publisher": publisher}
        found["feeds"].append(feed | {"delivered": count, "batch_id": 1})
    found["files"].append({"id": 1, "path": "/data/all.jsonl", "is_open": 0, "length": 1})
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    make(options.out, options.articles, options.seed)


if __name__ == "__main__":
    main()
