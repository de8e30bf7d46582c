import gzip
import json
import os
import subprocess
import sys
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from lab.command_line import INDEX_PAGE, INDEX_URL, PAGE, URL, is_one_line, run, run_all
from lab.project import own_environment
from worlds.site import Site

from newsscraper.items import Article

GOLDEN = json.loads(PAGE.with_suffix(".json").read_text(encoding="utf-8"))
CHALLENGE = b"""<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta name="robots" content="noindex,nofollow"></head><body><div class="main-wrapper" role="main">
<div class="main-content"><noscript><div class="h2"><span id="challenge-error-text">Enable
JavaScript and cookies to continue</span></div></noscript></div></div>
<script>window._cf_chl_opt={cZone:"mediaindonesia.com",cType:'managed'};</script></body></html>"""
OTHER_PUBLISHER = b"""<!DOCTYPE html><html><head><title>Kabar</title></head><body>
<article class="detail"><h1 class="detail__title">Kabar dari Pelabuhan</h1>
<div class="detail__date">Kamis, 02 Nov 2023 13:00 WIB</div>
<div class="detail__body-text"><p>Kapal itu tiba.</p></div></article></body></html>"""


def without_date(page):
    """Return *page* with nothing that tells the day it was published."""
    for name in (b"datePublished", b"dateModified", b"published_date", b'class="datetime"'):
        page = page.replace(name, b"x")
    return page


def article_of(ended):
    assert (ended.code, ended.err) == (0, "")
    assert is_one_line(ended.out)
    return json.loads(ended.out)


@pytest.mark.parametrize("form", [".html", ".html.gz", "- plain", "- gzip"])
def test_every_form_of_a_page_gives_its_golden_article(form, scrapy, tmp_path):
    page, stdin = PAGE.read_bytes(), b""
    packed = gzip.compress(page)
    name = f"page{form}"
    if form.startswith("-"):
        name, stdin = "-", packed if form == "- gzip" else page
    else:
        (tmp_path / name).write_bytes(packed if form == ".html.gz" else page)
    before = datetime.now(UTC) - timedelta(seconds=1)
    article = article_of(scrapy("extract", name, "--url", URL, stdin=stdin))
    assert before <= datetime.fromisoformat(article.pop("fetched_at")) <= datetime.now(UTC)
    assert article == GOLDEN
    assert {file.name for file in tmp_path.iterdir()} <= {name}


def test_the_line_has_every_field_in_order_and_is_utf8_whatever_the_locale(scrapy):
    ascii_only = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    ended = scrapy("extract", PAGE, "--url", URL, **ascii_only)
    assert list(article_of(ended)) == [field.name for field in fields(Article)]
    assert not ended.out.isascii()
    assert "\\u" not in ended.out


def test_a_page_in_latin_1_is_read_as_it_says(scrapy, tmp_path):
    text = PAGE.read_text(encoding="utf-8").replace(
        GOLDEN["authors"][0], "Desir\u00e9e Gar\u00e7on"
    )
    text = text.replace('charset="UTF-8"', 'charset="iso-8859-1"')
    (tmp_path / "page.html").write_bytes(text.encode("latin-1", errors="xmlcharrefreplace"))
    article = article_of(scrapy("extract", "page.html", "--url", URL))
    assert article["authors"] == ["Desir\u00e9e Gar\u00e7on"]
    assert article["body"] == GOLDEN["body"]


PAGES = {
    "page.html": PAGE.read_bytes(),
    "index.html": INDEX_PAGE.read_bytes(),
    "pdf.html": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "empty.html": b"",
    "blank.html": b" \n\t\n",
    "packed-nothing.html.gz": gzip.compress(b""),
    "bomb.html.gz": gzip.compress(bytes(200_000_000)),
    "torn.html.gz": gzip.compress(PAGE.read_bytes())[:-200],
    "damaged.html.gz": b"\x1f\x8b\x08\x00" + b"\xff" * 200,
    "data.html": b'{"headline": "Judul", "body": "Isi"}',
    "zeros.html": b"\x00" * 5000,
    "challenge.html": CHALLENGE,
    "other.html": OTHER_PUBLISHER,
    "dateless.html": without_date(PAGE.read_bytes()),
}

# What is wrong -> the command, its exit code, words of its one line.
WRONG = {
    "no page": ([], 2, "PAGE"),
    "no address": (["page.html"], 2, "--url URL"),
    "an address without value": (["page.html", "--url"], 2, "--url URL"),
    "two pages": (["page.html", "index.html", "--url", URL], 2, "one page"),
    "an unknown option": (["page.html", "--url", URL, "--fast"], 2, "unknown option --fast"),
    "a setting without value": (["page.html", "--url", URL, "-s", "X"], 2, "-s NAME=VALUE"),
    "an unknown publisher": (["page.html", "--url", "https://example.org/a/1/b"], 2, "publisher"),
    "no URL": (["page.html", "--url", "851796"], 2, "publisher"),
    "a torn URL": (["page.html", "--url", "https://[mediaindonesia.com/a"], 2, "publisher"),
    "a missing page": (["nothing.html", "--url", URL], 2, "nothing.html cannot be read: No such"),
    "a folder": ([".", "--url", URL], 2, ". cannot be read"),
    "a device that never ends": (["/dev/zero", "--url", URL], 2, "it is a pipe or a device"),
    "a pipe that nobody fills": (["pipe", "--url", URL], 2, "it is a pipe or a device"),
    "a bomb": (["bomb.html.gz", "--url", URL], 2, "it has more than 8388608 bytes"),
    "torn gzip": (["torn.html.gz", "--url", URL], 2, "cannot be read"),
    "damaged gzip": (["damaged.html.gz", "--url", URL], 2, "cannot be read"),
    "the URL of a list": (["page.html", "--url", INDEX_URL], 4, "no article URL"),
    "a list": (["index.html", "--url", URL], 4, "template"),
    "a list under its own URL": (["index.html", "--url", INDEX_URL], 4, "no article URL"),
    "a PDF": (["pdf.html", "--url", URL], 4, "not HTML"),
    "nothing": (["empty.html", "--url", URL], 4, "empty"),
    "white space": (["blank.html", "--url", URL], 4, "empty"),
    "nothing, packed": (["packed-nothing.html.gz", "--url", URL], 4, "empty"),
    "nothing on standard input": (["-", "--url", URL], 4, "empty"),
    "JSON": (["data.html", "--url", URL], 4, "not HTML"),
    "zeros": (["zeros.html", "--url", URL], 4, "not HTML"),
    "a challenge": (["challenge.html", "--url", URL], 4, "challenge page"),
    "another publisher's page": (["other.html", "--url", URL], 4, "template"),
    "a page without a date": (["dateless.html", "--url", URL], 4, "no date_published"),
}


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wrong")
    for name, page in PAGES.items():
        (folder / name).write_bytes(page)
    os.mkfifo(folder / "pipe")
    commands = {wrong: ["extract", *command] for wrong, (command, *_) in WRONG.items()}
    return run_all(folder, commands)


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_input_gives_one_line_and_its_exit_code(wrong, ended):
    _, code, words = WRONG[wrong]
    assert ended[wrong].code == code
    assert ended[wrong].out == ""
    assert is_one_line(ended[wrong].err)
    assert ended[wrong].err.startswith("newsscraper: ")
    assert words in ended[wrong].err


def test_outside_a_project_the_command_is_not_there(tmp_path):
    ended = run(tmp_path, "extract", PAGE, "--url", URL, SCRAPY_SETTINGS_MODULE="")
    assert ended.code == 2
    assert "Unknown command: extract" in ended.out


@pytest.mark.slow
@pytest.mark.parametrize("command", [["extract", str(PAGE), "--url", URL], ["coverage"]])
def test_a_closed_stdout_is_said_in_one_line(crawl, tmp_path, command):
    site = Site(tmp_path / "site")
    site.index("/indeks", [site.article("/ekonomi/800001/berita", "2026-01-01 09:00")])
    store = ("-s", "STORE_URL=sqlite:///articles.db")
    assert crawl(*store, "-s", f"REPLAY={site.folder}", cwd=tmp_path).code == 0
    process = subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", *command],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        env=own_environment(),
        preexec_fn=lambda: os.close(1),
    )
    assert process.returncode == 3
    assert process.stderr == ("newsscraper: stdout is closed; there is nowhere to write to\n")
