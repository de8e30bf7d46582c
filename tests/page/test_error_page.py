"""Error pages with status 200, and articles and lists that only look like them."""

import pytest
from lab.publishers import PUBLISHERS
from scrapy.http import HtmlResponse

from newsscraper.page.error_page import is_error_page
from newsscraper.page.opening import NoArticle, open_page
from newsscraper.spiders.detik import DetikSpider
from newsscraper.spiders.kompas import KompasSpider

ERRORS = ["Halaman Tidak Ditemukan", "Akses Ditolak", "Oops! That page can\u2019t be found.", "404"]
HEADLINES = ["Halaman Error Bikin Warga Kesal", "403 Orang Mengungsi"]


def page(title="Judul", h1="", head="", body="", publisher=DetikSpider):
    html = f"""<html><head><title>{title}</title>{head}</head>
    <body>{h1 and f"<h1>{h1}</h1>"}{body}</body></html>"""
    return HtmlResponse(publisher.example_url, body=html.encode())


def is_error(publisher=DetikSpider, **parts):
    try:
        found = open_page(page(publisher=publisher, **parts), publisher)
    except NoArticle as error:
        return error.reason == "error_page"
    return is_error_page(found, publisher.sources)


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_is_known_by_its_title_and_by_its_headline(text):
    assert is_error(title=text)
    assert is_error(h1=f"<span>{text}</span>")


@pytest.mark.parametrize("name", ["{} - detikcom", "Media Indonesia | {}", "{} \u2013 Kompas.com"])
def test_the_name_of_the_site_may_stand_beside_it(name):
    assert is_error(title=name.format("Halaman Tidak Ditemukan"))


@pytest.mark.parametrize("text", HEADLINES)
def test_a_headline_that_begins_like_one_is_none(text):
    assert not is_error(title=f"{text} - detikcom", h1=text)


@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_the_error_pages_of_all_publishers_are_known(publisher):
    menu = '<nav><a href="/">Beranda</a></nav><p>Silakan kembali ke beranda.</p>'
    assert is_error(publisher, title="Halaman Tidak Ditemukan", body=menu)


def test_an_article_with_such_a_headline_says_who_it_is():
    block = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "404"}</script>'
    )
    assert not is_error(title="404", head=block)


def test_so_does_one_with_a_date_of_its_own():
    assert not is_error(title="404", body='<div class="detail__date">20 Jan 2026</div>')
    assert not is_error(title="404", head='<meta name="dtk:publishdate" content="2026/01/20">')


def test_the_dates_of_other_articles_and_of_the_address_are_none():
    box = '<aside><ul><li><div class="detail__date">20 Jan 2026</div></li></ul></aside>'
    assert is_error(title="404", body=box)
    assert is_error(KompasSpider, h1="Halaman tidak ditemukan")
