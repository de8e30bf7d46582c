"""Bad input: a clear reason or a right article, never another error and never a made-up article."""

import gzip
import json
from contextlib import suppress

import pytest
from scrapy.http import JsonResponse, Response, XmlResponse
from worlds.pages import HOST, LD, URL, article, article_page, ld_script, read, respond

from newsscraper.article.extraction import missing_fields, read_article
from newsscraper.page.opening import NoArticle
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

BODY_ELSEWHERE = '<h1>Judul</h1><div itemprop="articleBody"><p>Teks.</p></div>'
ODD_VALUES = [None, 5, -1.5, True, "", "x", [], {}, [None], [[]], [{"name": [{}]}], {"url": {}}]


def reason(html, url=URL):
    with pytest.raises(NoArticle) as error:
        read(html, url)
    assert str(error.value)
    return error.value.reason


@pytest.mark.parametrize("body", [b"", b" \n\t "])
def test_an_empty_page_is_no_article(body):
    assert reason(body) == "empty_page"


@pytest.mark.parametrize(
    "body",
    [
        b"Halo dunia",
        b"\xef\xbb\xbf",
        b"\x00\x00\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        gzip.compress(article_page().encode()),
        json.dumps({"html": article_page().replace('"', "'")}).encode(),
        json.dumps([article_page()]).encode(),
        f"\n \u2003{json.dumps([article_page()])}\u00a0\n".encode(),
        b"<?xml version='1.0'?><!-- x --><rss><item><![CDATA[<h1>A</h1><p>x</p>]]></item></rss>",
    ],
)
def test_what_is_not_html_is_no_article(body):
    assert reason(body) == "not_html"


@pytest.mark.parametrize("before", ["\n {}", "[", "{ "])
def test_a_bracket_before_a_page_makes_no_json_of_it(before):
    assert read(f"{before}{article_page()}").headline


@pytest.mark.parametrize("kind", [Response, JsonResponse, XmlResponse])
def test_what_is_sent_as_something_else_is_no_article(kind):
    response = kind(URL, body=article_page().encode())
    with pytest.raises(NoArticle, match="not HTML"):
        read_article(response, MediaIndonesiaSpider)


@pytest.mark.parametrize(
    "url",
    [
        f"{HOST}/ekonomi/20/40",
        f"{HOST}/indeks",
        f"{HOST}/",
        f"{HOST}/tag/garam",
        "https://www.contoh.id/ekonomi/900001/x",
    ],
)
def test_a_redirect_that_led_away_from_articles_is_no_article(url):
    assert reason(article_page(), url) == "not_an_article_url"


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<html><body><h1>Judul</h1><p>Teks.</p></body></html>",
        f'<html><ul class="list-3"><li><h3><a href="{URL}">A</a></h3><p>x</p></li></ul></html>',
        article_page(body=""),
        article_page(body="<p>&nbsp;</p><p><script>x</script></p>"),
        article_page(body="<p>Harga Garam Naik: Petambak Untung?</p>"),
        article_page(body="<p>(E-1)</p>"),
    ],
)
def test_a_page_without_body_text_is_no_article(html):
    assert reason(html) == "unrecognised_template"


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><title>Just a moment...</title></head><body><h1>Contoh</h1></body>",
        "<html><body><p>Performing security verification</p></body></html>",
    ],
)
def test_a_challenge_page_is_called_so(html):
    assert reason(html) == "challenge_page"


def test_a_page_of_another_publisher_is_no_article():
    link = '<link rel="canonical" href="https://www.contoh.id/a">'
    assert reason(f"<html><head>{link}</head><body>{BODY_ELSEWHERE}</body></html>") == (
        "another_publisher"
    )
    assert read(f"<html><body>{BODY_ELSEWHERE}</body></html>").body == "Teks."


@pytest.mark.parametrize(
    "before",
    ["", "\n\n    <!-- Layout Default -->\n", "Peringatan: layout\n<!-- x -->\n", "\ufeff"],
)
def test_text_before_the_doctype_does_no_harm(before):
    assert article(before=before) == article()


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_the_encoding_of_the_header_is_used(encoding):
    html = article_page(headline="“Garam” é").encode(encoding)
    assert read(html, Content_Type=f"text/html; charset={encoding}").headline == "“Garam” é"


def test_broken_bytes_do_not_lose_the_article():
    assert read(article_page().encode() + b"\xff\xfe\x80").body == "HARGA garam naik."


@pytest.mark.parametrize(
    "text",
    [
        "{",
        json.dumps(LD)[:-1] + ",}",
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"@type": "NewsArticle", "datePublished": ' + "9" * 5000 + "}",
        '{"@type": "NewsArticle", "datePublished": NaN, "author": 1e999}',
        '{"@type": {}, "headline": "x"}',
        '[null, "x", {"@graph": 5}]',
    ],
)
def test_broken_json_ld_takes_nothing_but_its_own_values(text):
    found, whole = article(ld=ld_script(text)), article()
    assert (found.headline, found.body) == (whole.headline, whole.body)
    assert (found.authors, found.editors) == (whole.authors, whole.editors)
    assert (found.date_published, found.date_modified) == (whole.date_published, None)


@pytest.mark.parametrize("name", [*LD, "isAccessibleForFree"])
@pytest.mark.parametrize("value", ODD_VALUES, ids=repr)
def test_no_json_ld_value_of_an_odd_type_is_taken_for_a_text(name, value):
    bare = article(ld={name: value}, state="", date="", editor="", headline="", byline="")
    for field in ("headline", "date_published", "date_modified"):
        assert isinstance(getattr(bare, field), str | None)
    assert all(isinstance(editor, str) and editor for editor in bare.editors)
    assert bare.body == "HARGA garam naik."


def test_a_lone_surrogate_becomes_a_replacement_character():
    text = '{"@type": "NewsArticle", "headline": "A\\ud800B", "author": {"name": "C\\udfffD"}}'
    found = article(ld=ld_script(text), headline="", state="", editor="")
    assert (found.headline, found.editors) == ("A\ufffdB", ["C\ufffdD"])


@pytest.mark.parametrize("depth", [1000, 5000])
def test_deep_nesting_gives_the_text_or_a_reason(depth):
    html = article_page(body="<p>" + "<span>" * depth + "Teks.")
    with suppress(NoArticle):
        assert read(html).body == "Teks."


def test_missing_fields_are_named():
    assert missing_fields(article()) == []
    assert missing_fields(article(date="", state="", ld="")) == ["date_published"]


def test_reading_a_page_leaves_the_response_as_it_was():
    response = respond(article_page())
    body = response.body
    assert read_article(response, MediaIndonesiaSpider) == read_article(
        response, MediaIndonesiaSpider
    )
    assert response.body == body
