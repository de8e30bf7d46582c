"""Nothing but the article in a body: see data/leftovers.tsv.

``publisher`` is who was seen to print the line, or ``shared``; ``seen`` the month, ``undated``
where a public report tells none, or ``twin`` for what only looks like one and stays; ``html`` a
body of our own; ``body`` what is left of it, with a ¶ between parts; ``kept`` the fields that are
filled by it, of which the others are empty.
"""

import csv
from pathlib import Path

import pytest
from lab.publishers import LOADER
from scrapy.http import HtmlResponse

from newsscraper.article.end_notices import cut_notices
from newsscraper.article.extraction import read_article
from newsscraper.article.stray_lines import STRAY, WRITER

TABLE = Path(__file__).parents[1] / "data" / "leftovers.tsv"
PAGES = {
    "antaranews": (
        "https://www.antaranews.com/berita/5364802/judul",
        "wrap__article-detail-content post-content",
    ),
    "cnbcindonesia": ("https://www.cnbcindonesia.com/news/20260120083015-4-7/judul", "detail-text"),
    "cnnindonesia": ("https://www.cnnindonesia.com/tv/20260120083015-4-7/judul", "detail-text"),
    "detik": ("https://news.detik.com/berita/d-8311102/judul", "detail__body-text itp_bodycontent"),
    "kompas": ("https://money.kompas.com/read/2023/11/02/213419626/judul", "read__content"),
    "liputan6": ("https://www.liputan6.com/news/read/6258110/judul", "article-content-body"),
    "mediaindonesia": ("https://mediaindonesia.com/ekonomi/900001/judul", "article"),
    "sindonews": ("https://daerah.sindonews.com/read/1668120/174/judul-1768867200", "detail-desc"),
    "tribunnews": (
        "https://www.tribunnews.com/regional/7781204/judul",
        "side-article txt-article multi-fontsize",
    ),
}
OF_ITSELF = {"antaranews": "Antara"}
"""Publisher that is an agency -> the credit that it gives to no story of its own."""
KEPT = ("syndicated_from", "sign_off", "dateline", "byline", "authors")


def rows_of(name):
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["html"]: row for row in rows if row["publisher"] in ("shared", name)}


def read(name, html):
    url, container = PAGES[name]
    page = f"""<html><head><meta charset="utf-8"></head><body><h1>Judul</h1>
    <div class="{container}">{html}</div></body></html>"""
    return read_article(HtmlResponse(url, body=page.encode()), LOADER.load(name))


def kept_in(article):
    found = {name: getattr(article, name) for name in KEPT if getattr(article, name)}
    if source := found.get("syndicated_from"):
        found["syndicated_from"] = source["publisher"]
    return found | ({"authors": ", ".join(article.authors)} if article.authors else {})


def kept_by(row, name):
    kept = dict(pair.split("=", 1) for pair in row["kept"].split("; ") if pair)
    if kept.get("syndicated_from") == OF_ITSELF.get(name):
        kept.pop("syndicated_from", None)
    return kept


@pytest.mark.parametrize("name", PAGES)
def test_what_is_not_of_the_article_is_cut_out_and_what_looks_like_it_stays(name):
    rows = rows_of(name)
    expected = {html: (row["body"].split(" ¶ "), kept_by(row, name)) for html, row in rows.items()}
    articles = {html: read(name, html) for html in rows}
    found = {html: (each.body.split("\n\n"), kept_in(each)) for html, each in articles.items()}
    assert len(found) >= 100
    assert found == expected


def test_notices_are_cut_off_with_what_they_say():
    text = 'Harga naik. Artikel ini telah tayang di Contoh.id dengan judul "Harga"'
    source = {"publisher": "Contoh.id", "headline": "Harga", "url": "https://contoh.id/a"}
    assert cut_notices(text, "https://contoh.id/a") == ("Harga naik.", source)
    assert cut_notices("Harga naik.", None) == ("Harga naik.", None)


def test_a_label_before_a_long_notice_that_was_cut_is_found_too():
    text = f"Harga naik. Baca juga: Judul Tiga Kata Copyright \u00a9 2020 baca juga xyz{'!' * 1150}"
    assert cut_notices(text, None) == ("Harga naik.", None)


def test_a_row_of_dashes_is_stray_and_a_guest_names_himself():
    assert STRAY.fullmatch("-----")
    assert WRITER().fullmatch("Oleh: Rani Prabasari")["names"] == "Rani Prabasari"
