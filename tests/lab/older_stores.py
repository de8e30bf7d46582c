"""How stores of earlier versions looked: a new one is made such by SQL."""

import sqlite3
from contextlib import closing

BEFORE_9 = """
DROP TABLE news_text;
DROP TABLE text_index;
DROP VIEW news;
DROP VIEW news_revisions;
DROP VIEW coverage_days;
"""
BEFORE_8 = f"""{BEFORE_9}
DROP TABLE profiles;
DROP TABLE page_changes;
"""
BEFORE_6 = f"""{BEFORE_8}
DROP INDEX runs_by_publisher;
DROP INDEX revisions_by_publisher;
DROP INDEX ledger_by_run;
DROP INDEX walks_by_heir;
DROP INDEX ledger_given_up;
DROP INDEX ledger_left_out;
DROP INDEX index_pages_given_up;
ALTER TABLE files DROP COLUMN digest;
ALTER TABLE files DROP COLUMN has_part;
ALTER TABLE revisions DROP COLUMN extraction;
"""
OLD_LISTS = f"""{BEFORE_6}
DROP TABLE index_pages;
DROP TABLE list_sizes;
DROP TABLE pagers;
DROP TABLE shrunk;
ALTER TABLE ledger DROP COLUMN pending;
ALTER TABLE ledger DROP COLUMN suspected;
"""
BEFORE_5 = f"""{OLD_LISTS}
ALTER TABLE walks DROP COLUMN end_page;
ALTER TABLE walks DROP COLUMN end_key;
CREATE TABLE lists (url TEXT PRIMARY KEY, walk INTEGER, etag TEXT, last_modified TEXT);
"""
VERSION_8 = f"""{BEFORE_9}
UPDATE schema_version SET version = 8;
"""
VERSION_7 = f"""{BEFORE_8}
UPDATE schema_version SET version = 7;
"""
VERSION_5 = f"""{BEFORE_6}
UPDATE schema_version SET version = 5;
"""
VERSION_6 = f"""{BEFORE_8}
ALTER TABLE list_sizes DROP COLUMN day;
INSERT INTO list_sizes (road, cards, links, strays, pages) VALUES ('R', 9, 9, 0, 1);
UPDATE schema_version SET version = 6;
"""
VERSION_1 = f"""{OLD_LISTS}
DROP TABLE walks;
CREATE TABLE walks (
    id INTEGER NOT NULL,
    run INTEGER NOT NULL,
    publisher TEXT NOT NULL,
    road TEXT NOT NULL,
    makes_known BOOLEAN NOT NULL,
    is_complete BOOLEAN NOT NULL,
    ended_empty BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX walks_by_road ON walks (publisher, road);
INSERT INTO walks VALUES (1, 1, 'mediaindonesia', 'https://mediaindonesia.com/indeks', 1, 1, 0);
INSERT INTO walks VALUES (2, 1, 'mediaindonesia', 'https://mediaindonesia.com/indeks', 1, 0, 1);
INSERT INTO listings VALUES ('https://mediaindonesia.com/indeks', 'mediaindonesia:1', 1, 1);
INSERT INTO ledger (key, publisher, url, state, hops, tries)
    VALUES ('mediaindonesia:1', 'mediaindonesia', 'https://x.id/a/1/b', 'stored', 0, 0);
UPDATE schema_version SET version = 1;
"""
VERSION_2 = f"""{BEFORE_5}
DROP TABLE sketches;
DROP TABLE matches;
DROP TABLE duplicates;
UPDATE ledger SET state = 'stored', reason = NULL WHERE key IN (SELECT key FROM articles);
UPDATE revisions
    SET document = json_set(document, '$.duplicate_of', NULL, '$.similarity', NULL)
    WHERE json_extract(document, '$.duplicate_of') IS NOT NULL;
UPDATE schema_version SET version = 2;
"""
VERSION_3 = f"""{BEFORE_5}
DROP TABLE duplicates;
CREATE TABLE duplicates (seq INTEGER NOT NULL PRIMARY KEY, original INTEGER NOT NULL);
INSERT INTO duplicates SELECT max(seq), min(seq) FROM revisions;
UPDATE schema_version SET version = 3;
"""


def make_older(path, version):
    """Make a new store at *path* one of an earlier *version*, a constant above; return the path."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(version)
    return path
