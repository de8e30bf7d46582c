"""The tables of what was read from archives, and what is asked of them."""

from typing import Final

from newsscraper.archives import noted_pages, originals
from newsscraper.archives.captures import Skip

TABLES: Final = f"""
CREATE TABLE IF NOT EXISTS readings (
    id INTEGER PRIMARY KEY, key TEXT, digest TEXT, publisher TEXT, date TEXT, fetched TEXT,
    is_preferred INTEGER, document BLOB, first TEXT DEFAULT '', begun TEXT DEFAULT '',
    UNIQUE (key, digest, first));
CREATE INDEX IF NOT EXISTS digests ON readings (digest);
CREATE INDEX IF NOT EXISTS joined ON readings (first) WHERE first <> '';
CREATE TABLE IF NOT EXISTS revisits (
    key TEXT, digest TEXT, fetched TEXT, count INTEGER, PRIMARY KEY (key, digest)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS others (digest TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS losses (key TEXT PRIMARY KEY, field TEXT, fetched TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counts (reason TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    name TEXT PRIMARY KEY, archive TEXT, broken INTEGER) WITHOUT ROWID;
{noted_pages.TABLES}{originals.TABLES}"""
"""Of an article of several pages, a reading has the *first* one, and when that was captured."""
FORGET: Final = """
BEGIN;
DELETE FROM readings; DELETE FROM revisits; DELETE FROM others;
DELETE FROM losses; DELETE FROM counts; DELETE FROM files;
DELETE FROM firsts; DELETE FROM further; DELETE FROM steps; DELETE FROM originals;
COMMIT;
"""
PUT: Final = """
INSERT INTO readings (
    key, digest, publisher, date, fetched, is_preferred, document, first, begun) {}
ON CONFLICT DO UPDATE SET publisher = excluded.publisher, date = excluded.date,
    fetched = excluded.fetched, is_preferred = excluded.is_preferred, document = excluded.document
    WHERE (excluded.fetched, excluded.is_preferred) > (readings.fetched, readings.is_preferred)
"""
TAKE_BACK: Final = "DELETE FROM readings WHERE first = ? AND first <> ''"
REVISIT: Final = """
INSERT INTO revisits (key, digest, fetched, count) {}
ON CONFLICT DO UPDATE SET
    fetched = max(fetched, excluded.fetched), count = count + excluded.count
"""
LOSE: Final = """
INSERT INTO losses (key, field, fetched) {}
ON CONFLICT DO UPDATE SET field = excluded.field, fetched = excluded.fetched
    WHERE excluded.fetched > losses.fetched
"""
COUNT: Final = """
INSERT INTO counts (reason, count) {} ON CONFLICT DO UPDATE SET count = count + excluded.count
"""
BROKEN: Final = f"SELECT coalesce(sum(count), 0) FROM part.counts WHERE reason = '{Skip.BROKEN}'"
MERGED: Final = (
    PUT.format(
        "SELECT key, digest, publisher, date, fetched, is_preferred, document, first, begun"
        " FROM part.readings WHERE true"
    ),
    REVISIT.format("SELECT key, digest, fetched, count FROM part.revisits WHERE true"),
    LOSE.format("SELECT key, field, fetched FROM part.losses WHERE true"),
    "INSERT OR IGNORE INTO others SELECT digest FROM part.others",
    COUNT.format("SELECT reason, count FROM part.counts WHERE true"),
    *noted_pages.MERGED,
)
NEWEST: Final = """
WITH dated AS (
    SELECT id, r.key, publisher, date, is_preferred, r.digest, begun,
        max(r.fetched, coalesce(v.fetched, ''), coalesce(a.fetched, '')) AS fetched
    FROM readings r LEFT JOIN revisits v ON v.key = r.key AND v.digest = r.digest
        LEFT JOIN revisits a ON a.key = '' AND a.digest = r.digest),
ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY key ORDER BY fetched DESC, is_preferred DESC, begun DESC, digest) AS rank
    FROM dated)
SELECT (SELECT document FROM readings r WHERE r.id = ranked.id), fetched FROM ranked
WHERE rank = 1 ORDER BY publisher, date, key
"""
WITHOUT_ORIGINAL: Final = """
SELECT coalesce(sum(count), 0) FROM revisits v WHERE digest NOT IN (SELECT digest FROM others)
    AND NOT EXISTS (SELECT 1 FROM readings r WHERE r.digest = v.digest AND v.key IN (r.key, ''))
"""
