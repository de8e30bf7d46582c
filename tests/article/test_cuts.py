"""What was cut out of a body is shown in its place, with the rule that cut it."""

import pytest
from lab.project import FIXTURES
from lab.publishers import PUBLISHERS

from newsscraper.article.cuts import pieces_of
from newsscraper.article.extraction import read_article
from newsscraper.console.saved_page import read_saved_page, saved_pages
from newsscraper.page.opening import NoArticle, open_page
from newsscraper.spiders.kompas import KompasSpider

URL = "https://money.kompas.com/read/2026/01/20/070000126/harga-cabai-turun"
BODY = """
<p><strong>GARUT, KOMPAS.com -</strong> Harga cabai turun.</p>
<div class="ads-on-body">Iklan</div>
<p>SCROLL TO RESUME CONTENT</p>
<p>Pedagang <span class="ads-on-body">Iklan lagi</span> senang, kata Asep.</p>
<p>Baca juga: <a href="/read/2026/01/19/070000026/panen">Panen Raya di Garut</a></p>
<p>Artikel ini telah tayang di Kontan.co.id dengan judul "Cabai".</p>
"""


def pieces(body):
    html = f"""<html><head><script type="application/ld+json">{{"@type": "NewsArticle",
    "headline": "Harga Cabai Turun", "datePublished": "2026-01-20T07:00:00+07:00"}}</script></head>
    <body><h1 class="read__title">Harga Cabai Turun</h1>
    <div class="read__content">{body}</div></body></html>"""
    from scrapy.http import HtmlResponse

    response = HtmlResponse(URL, body=html.encode())
    article = read_article(response, KompasSpider)
    return article, pieces_of(open_page(response, KompasSpider), KompasSpider, article)


def test_each_cut_stands_in_its_place_with_its_rule():
    _, blocks = pieces(BODY)
    assert [[tuple(piece) for piece in block] for block in blocks] == [
        [("GARUT, KOMPAS.com -", "dateline"), ("Harga cabai turun.", None)],
        [("Iklan", "junk div.ads-on-body")],
        [("SCROLL TO RESUME CONTENT", "stray line")],
        [
            ("Pedagang", None),
            ("Iklan lagi", "junk span.ads-on-body"),
            ("senang, kata Asep.", None),
        ],
        [("Baca juga: Panen Raya di Garut", "read-also")],
        [('Artikel ini telah tayang di Kontan.co.id dengan judul "Cabai".', "notice")],
    ]


def test_a_repeated_headline_and_the_writer_are_named():
    _, blocks = pieces("<p>Harga Cabai Turun</p><p>Oleh: Asep Hidayat</p><p>Harga turun.</p>")
    assert [block[0].rule for block in blocks] == ["repeats the headline", "byline", None]


def test_an_element_that_was_cut_out_of_a_part_leaves_both_its_halves():
    article, blocks = pieces('<p>Harga <div class="ads-on-body">Iklan</div> turun hari ini.</p>')
    kept = [piece.text for block in blocks for piece in block if piece.rule is None]
    assert " ".join(kept) == " ".join(article.body.split())


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda each: each.name)
def test_what_is_not_cut_is_the_body_of_each_page_of_the_replica(publisher):
    count = 0
    for path, url in saved_pages(FIXTURES):
        if publisher.article_urls.match(url):
            response = read_saved_page(str(path), url, 10**7)
            try:
                article = read_article(response, publisher)
            except NoArticle:
                continue
            blocks = pieces_of(open_page(response, publisher), publisher, article)
            kept = [piece.text for block in blocks for piece in block if piece.rule is None]
            assert "".join("".join(kept).split()) == "".join(article.body.split()), url
            count += 1
    assert count >= 5
