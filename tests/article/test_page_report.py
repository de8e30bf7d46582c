"""`python tests/lab/page_report.py` tells what is read from stored pages, and what looks wrong."""

import re
import sys
from io import BytesIO

import pytest
from lab import page_report
from lab.project import FIXTURES
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsscraper.console.saved_page import saved_pages

LEFTOVER = "Unduh aplikasi kami di toko mana saja"
OPENING = re.compile(r'(<div class="detail__body-text[^>]*>)')
GONE = "https://news.detik.com/berita/d-8311999/sudah-dihapus"
ELSEWHERE = "https://koran-contoh.example/1"


@pytest.fixture(name="pages", scope="module")
def pages_fixture():
    """Two pages by URL that begin with the same line, and show a byline that nobody reads."""
    files = [(page, url) for page, url in saved_pages(FIXTURES) if "/berita-detikhealth/d-" in url]
    pages = {}
    for number, (page, url) in enumerate(files[:2]):
        html = page.read_text(encoding="utf-8").replace("detail__author", "detail__reporter")
        pages[url] = OPENING.sub(rf"\1<p>{LEFTOVER} {number}</p>", html)
        assert LEFTOVER in pages[url]
    return pages


@pytest.fixture(name="folder")
def folder_fixture(pages, tmp_path):
    """The pages under names of their own, which a table explains."""
    rows = ["file\turl"]
    for number, (url, html) in enumerate((pages | {ELSEWHERE: "<html>"}).items()):
        (tmp_path / f"{number}.html").write_text(html, encoding="utf-8")
        rows.append(f"{number}.html\t{url}")
    (tmp_path / "INDEX.tsv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


@pytest.fixture(name="warc")
def warc_fixture(pages, tmp_path):
    """The pages as a recorder stores them, and one that was gone."""
    file = tmp_path / "pages.warc.gz"
    with file.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for url, html in (pages | {GONE: "<html>"}).items():
            status = "404 Not Found" if url == GONE else "200 OK"
            headers = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = html.encode()
            record = writer.create_warc_record(
                url, "response", BytesIO(body), len(body), http_headers=headers
            )
            writer.write_record(record)
    return file


@pytest.fixture(name="reports", scope="module")
def reports_fixture():
    return page_report.reports_of(FIXTURES)


def table_of(place, name="detik"):
    return lines_of(name, page_report.reports_of(place)[name])


def lines_of(name, report):
    """Return the lines of a publisher's table below each of its titles, white space as one."""
    titles, lines = {}, []
    for line in page_report.table(name, report, 100):
        if line.startswith(" "):
            lines.append(" ".join(line.split()))
        else:
            lines = titles.setdefault(line, [])
    return titles


def test_a_line_that_several_bodies_have_stands_out(folder):
    table = table_of(folder)
    repeated = [line for line in table["repeated"] if LEFTOVER[:10] in line]
    assert [line.partition(" | ")[0] for line in repeated] == [
        "2 Unduh aplikasi kami ...",
        f"2 {LEFTOVER} 0",
    ]
    first = "2 Unduh aplikasi kami di toko mana saja 0"
    assert [line.partition(" | ")[0] for line in table["first lines"]] == [first]
    assert first in [line.partition(" | ")[0] for line in table["no sentences"]]


def test_a_field_is_empty_that_the_page_shows(folder):
    table = table_of(folder)
    assert "byline 0 of 2 0%" in table["fields"]
    shown = [line for line in table["shown, and the field is empty"] if "byline" in line]
    assert any(line.startswith("2 byline detail__reporter | ") for line in shown)


def test_each_field_has_the_places_that_fill_it(folder):
    fields = table_of(folder)["fields"]
    body = fields.index("body 2 of 2 100%")
    assert fields[body + 1].startswith("2 css .detail__body-text | ")


def test_pages_of_nobody_are_counted_apart(folder):
    refused = table_of(folder, page_report.NOBODY)["refused"]
    assert refused == [f"1 {page_report.NOBODY} | {ELSEWHERE}"]


def test_a_warc_is_read_like_a_folder(folder, warc):
    of_folder, of_warc = table_of(folder), table_of(warc)
    assert of_warc.pop("== detik: 3 pages, 2 articles, 0 parts") == []
    assert of_folder.pop("== detik: 2 pages, 2 articles, 0 parts") == []
    assert of_warc.pop("refused") == [f"1 http_404 | {GONE}"]
    assert of_warc == of_folder


def test_every_page_of_the_fixtures_is_an_article_or_refused(reports):
    assert sum(report.pages for report in reports.values()) == len([*saved_pages(FIXTURES)])
    for report in reports.values():
        assert report.articles + report.refused.times.total() == report.pages
        assert report.filled["headline"].times.total() == report.articles + report.parts


def test_what_places_say_otherwise_and_why_a_page_is_none_is_told(reports):
    refused = lines_of("kompas", reports["kompas"])["refused"]
    assert any("not_whole the page is one page of several" in line for line in refused)
    disagree = lines_of("mediaindonesia", reports["mediaindonesia"])["disagree"]
    assert any("headline css h1 <> meta og:title | " in line for line in disagree)


def test_the_command_prints_the_tables(folder, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["page_report.py", str(folder), "--lines", "1"])
    page_report.main()
    titles = [line for line in capsys.readouterr().out.splitlines() if line.startswith("==")]
    assert titles == [
        "== detik: 2 pages, 2 articles, 0 parts",
        "== no known publisher: 1 pages, 0 articles, 0 parts",
    ]
