"""Views of the store: the articles by the names of their fields, for SQL of anybody."""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import fields

import pytest
from lab.project import PROJECT
from worlds.stories import crawl_three, scrapy

from newsscraper.items import Article
from newsscraper.store import sql_views
from newsscraper.store.article_store import Store
from newsscraper.store.upgrades import VERSION

pytestmark = pytest.mark.slow

FIELDS_OF_9 = """key publisher url kind headline description section section_name authors editors
byline date_published date_modified date_published_raw date_precision image body body_parts keywords
sign_off dateline related read_also word_count language free_access syndicated_from rights
content_hash revision duplicate_of similarity sources conflicts fetched_at""".split()
"""The fields of an article when the views were made last: a new one needs a new version."""


@pytest.fixture(scope="module")
def folder(crawl, tmp_path_factory):
    """A folder with a store that crawls of three publishers filled."""
    return crawl_three(crawl, tmp_path_factory.mktemp("three"))[1].folder


@pytest.fixture
def ask(folder):
    """Return a function that asks the store, read by SQLite alone; rows are dicts."""
    with closing(sqlite3.connect(folder / "articles.db")) as database:
        database.row_factory = sqlite3.Row
        yield lambda query: [dict(row) for row in database.execute(query)]


def exported(folder, *options):
    """The rows of an export, by key and revision."""
    assert scrapy(folder, "export", "-O", "all.jsonl", *options)[0] == 0
    rows = map(json.loads, (folder / "all.jsonl").read_text().splitlines())
    return {(row["key"], row["revision"]): row for row in rows}


@pytest.mark.parametrize(
    ("view", "options"), [("news", ()), ("news_revisions", ("--revisions", "all"))]
)
def test_a_view_has_the_fields_of_an_export(folder, ask, view, options):
    expected, found = exported(folder, *options), {}
    for row in ask(f"SELECT * FROM {view}"):
        article = {field.name: row[field.name] for field in fields(Article)}
        found[row["key"], row["revision"]] = article
    assert found.keys() == expected.keys()
    for name, article in found.items():
        for field, value in expected[name].items():
            if isinstance(value, list | dict):
                assert json.loads(article[field]) == value
            else:
                assert article[field] == value


def test_lists_of_names_are_text_too(ask):
    rows = ask("SELECT authors, authors_text FROM news WHERE authors_text IS NOT NULL")
    assert rows
    for row in rows:
        assert row["authors_text"] == ", ".join(json.loads(row["authors"]))


def test_days_are_those_of_the_command(folder, ask):
    told = scrapy(folder, "coverage", "mediaindonesia")[1].splitlines()
    columns = told[0].split()[1:-1]
    table = {line.split()[0]: line.split()[1:-1] for line in told[1:-1]}
    found = {
        row["day"] or "unknown": [str(row[name] or ".") for name in columns]
        for row in ask("SELECT * FROM coverage_days WHERE publisher = 'mediaindonesia'")
    }
    assert found == table


def test_a_day_and_a_publisher_are_found_by_an_index(ask):
    plan = ask(
        "EXPLAIN QUERY PLAN SELECT headline FROM news"
        " WHERE publisher = 'detik' AND date_published >= '2026-01-01'"
    )
    said = " ".join(row["detail"] for row in plan)
    assert "SEARCH a USING INDEX articles_by_date" in said
    assert "SCAN" not in said


PAGE = (PROJECT / "docs" / "store.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sql\n-- \d+\. ([^\n]+)\n([^`]+?);\n```", PAGE, re.MULTILINE)
NOTHING_HERE = {
    "Keywords of a section",
    "What was changed after it was published",
    "Days that are not whole",
}


def test_the_page_about_sql_has_ten_queries():
    assert len(QUERIES) == 10


@pytest.mark.parametrize(("name", "query"), QUERIES, ids=[name for name, _ in QUERIES])
def test_the_page_about_sql_says_what_works(ask, name, query):
    assert bool(ask(query)) is (name not in NOTHING_HERE)


def test_the_settings_for_datasette_name_what_is_there(ask):
    settings = json.loads((PROJECT / "docs" / "datasette.json").read_text(encoding="utf-8"))
    for view, about in settings["databases"]["articles"]["tables"].items():
        assert ask(f"SELECT * FROM {view} LIMIT 1")
        if "fts_table" in about:
            table, key = about["fts_table"], about["fts_pk"]
            found = f"SELECT rowid FROM {table} WHERE {table} MATCH 'garam'"
            assert ask(f"SELECT * FROM {view} WHERE {key} IN ({found})")


def test_views_are_made_anew(tmp_path):
    with closing(Store.open(tmp_path / "articles.db")) as store, store.writing() as transaction:
        transaction.exec_driver_sql("DROP VIEW coverage_days")
        transaction.exec_driver_sql("CREATE VIEW coverage_days AS SELECT 1 AS day")
        sql_views.create_views(transaction)
        assert transaction.exec_driver_sql("SELECT listed FROM coverage_days").all() == []


def test_a_new_field_of_an_article_comes_with_a_new_version():
    assert (VERSION, [field.name for field in fields(Article)]) == (9, FIELDS_OF_9)
