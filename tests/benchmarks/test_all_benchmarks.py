import os
import subprocess
import sys
from pathlib import Path

import pytest
from lab.warcs import Warc
from reading import pages

SCRIPT = Path(__file__).with_name("all.py")
FIGURES = 40
"""Where a line's figures begin."""


def printed(*arguments):
    """Return the tables of the smallest size: title -> contestant -> figures."""
    left_out = {"NEWSSCRAPER_REAL_PAGES"}
    variables = {name: value for name, value in os.environ.items() if name not in left_out}
    text = subprocess.check_output(
        [sys.executable, "-W", "error", SCRIPT, "--smallest", *arguments],
        env=variables | {"PATH": ""},  # without valgrind, which takes minutes
        text=True,
    )
    header, *tables = text.split("\n\n")
    assert "newsscraper" in header
    assert "lxml" in header
    assert "1 round" in header
    return {title: dict(rows) for title, *rows in map(cells, tables)}


def cells(table):
    """The title of a table, and a pair for each row."""
    title, *rows = table.splitlines()
    assert title.split()[-5:] == ["minimum", "spread", "ours", "/", "it"]
    pairs = [(row[:FIGURES].strip(), row[FIGURES:].split()) for row in rows]
    return [title[:FIGURES].strip(), *pairs]


def test_the_table_has_a_row_for_ours_and_for_what_it_is_beside():
    tables = printed("extraction")
    rows = tables.pop("extraction, ms a page")
    assert tables == {}
    assert list(rows) == ["newsscraper", "bare lxml"]
    (ours, *_), (theirs, _, to, _, ratio) = rows.values()
    assert to == "to"
    assert float(ours) > float(theirs) > 0
    assert float(ratio) == pytest.approx(float(ours) / float(theirs), rel=0.05)


@pytest.mark.slow
def test_the_table_has_every_part():
    tables = printed()
    assert list(tables) == [
        "extraction, ms a page",
        "crawl, ms a page",
        "finder, ms an article",
        "start-up of extract, s",
        "start-up of crawl, s",
        "memory, MB per 10,000 pages",
        "archive, ms a page",
        "archive, pages a second and core",
        "archive, CPU minutes a million pages",
        "archive, MB of a worker at most",
    ]
    assert list(tables["crawl, ms a page"]) == ["whole job", "stock feed", "bare Scrapy"]
    workers = ["newsscraper, 1 process", "newsscraper, 2 processes", "bare lxml"]
    assert list(tables["archive, ms a page"]) == workers
    assert all(rows for rows in tables.values())


def test_a_part_that_is_not_there_is_named():
    run = subprocess.run([sys.executable, SCRIPT, "speed"], capture_output=True, text=True)
    assert run.returncode == 2
    assert run.stderr.splitlines()[-1].endswith("there is no part speed")


def test_other_programs_are_given_the_pages_that_were_recorded(tmp_path):
    given = [
        ("https://mediainfo.example/a", b"<p>satu\r\n\r\ndua</p>"),
        ("https://b.example/", b""),
    ]
    with Warc(tmp_path / "pages.warc.gz") as warc:
        for url, body in given:
            warc.page(url, body)
    assert list(pages(tmp_path / "pages.warc.gz")) == given
