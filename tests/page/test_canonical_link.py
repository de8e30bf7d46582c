"""The canonical link: the place finds what its query finds."""

import pytest
from worlds.pages import article_page, respond

from newsscraper.page.canonical_link import CANONICAL
from newsscraper.page.fetched_page import Page
from newsscraper.page.places import xpath
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

LINK = '<link rel="canonical" href="/a">'


@pytest.mark.parametrize(
    "html",
    [
        article_page(),
        LINK,
        f"<body><p>{LINK}<LINK REL='canonical' HREF='/b'></p></body>",
        f"<html><body><p>A</p></body></html>{LINK}<p><link rel='canonical' href='/b'></p>",
        f"<!-- {LINK} --><p>A</p>",
        f"<svg>{LINK}</svg><template>{LINK}</template><noscript>{LINK}</noscript>",
        "<link rel='canonical'><link rel='canonical' href><link rel='canonical' href=' '>",
        "<link rel='Canonical' href='/a'><link rel='canonical ' href='/b'><link href='/c'>",
        "<link rel='canonical nofollow' href='/a'><a rel='canonical' href='/b'>B</a>",
        "",
    ],
)
def test_the_canonical_link_is_what_the_query_finds(html):
    page = Page(respond(html), html, MediaIndonesiaSpider.article_urls)
    assert page.read(CANONICAL) == page.read(xpath(CANONICAL.expression))
    assert str(CANONICAL) == str(xpath(CANONICAL.expression))
