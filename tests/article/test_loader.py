"""The loader: a table of fields, the first place that has one, and what the others say."""

from dataclasses import fields

import pytest
from scrapy.http import HtmlResponse

from newsscraper.article.loader import CONFLICT_FIELDS, FIELDS, ArticleLoader
from newsscraper.items import Article
from newsscraper.page.opening import open_page
from newsscraper.page.places import css, meta
from newsscraper.publisher.place_checks import READABLE_FIELDS
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

URL = "https://mediaindonesia.com/ekonomi/900001/harga-garam"
PAGE = """<html><head><meta name="judul" content="Satu"><meta name="lain" content="Dua"></head>
<body><h1>Satu</h1><h2> </h2><time>5/1/2026 05:00</time><i>5/1/2026 05:00</i></body></html>"""


def load(**sources):
    publisher = type("Own", (MediaIndonesiaSpider,), {"sources": sources, "main": None})
    page = open_page(HtmlResponse(URL, body=PAGE.encode()), publisher)
    return ArticleLoader(page, publisher).load_item()


def test_the_fields_that_facts_may_name_are_those_that_are_read():
    assert FIELDS.keys() == READABLE_FIELDS
    assert FIELDS.keys() <= {field.name for field in fields(Article)}
    assert FIELDS.keys() >= CONFLICT_FIELDS


def test_the_first_place_that_has_a_field_wins_and_is_named():
    article = load(headline=[css("h2"), css("h1"), meta("judul")])
    assert (article.headline, article.sources) == ("Satu", {"headline": "css h1"})


def test_what_another_place_says_is_kept_only_where_it_differs():
    places = [css("h1"), meta("judul"), css("h3"), meta("lain")]
    assert load(headline=places).conflicts == {
        "headline": [{"value": "Dua", "source": "meta lain"}]
    }
    assert load(description=places).conflicts == {}


def test_the_same_minute_is_no_conflict():
    article = load(date_published=[css("time"), css("i")])
    assert article.date_published == "2026-01-05T05:00:00+07:00"
    assert article.conflicts == {}


@pytest.mark.parametrize("name", ["headline", "image", "body", "date_published", "free_access"])
def test_a_field_that_no_place_has_is_empty(name):
    article = load(**{name: [css("h4")]})
    assert getattr(article, name) is None
    assert article.sources == {}
    assert (article.key, article.publisher) == ("mediaindonesia:900001", "mediaindonesia")
