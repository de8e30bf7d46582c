"""The canonical link: the same is found by going through the links as by a query."""

from itertools import product

import pytest
from scrapy.http import HtmlResponse

from newsscraper.page.canonical_link import CANONICAL
from newsscraper.page.fetched_page import Page
from newsscraper.page.places import xpath
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

URL = "https://mediaindonesia.com/ekonomi/900001/harga-garam"
TAGS = ("link", "LINK", "x:link", "a")
RELS = (
    'rel="canonical"',
    'REL="canonical"',
    'rel="Canonical"',
    'rel="canonical "',
    "rel=canonical",
)
ADDRESSES = ('href="/a"', "href", 'href=" "', 'href="/\u00e9&amp;b"', "", 'href="/a" href="/b"')
LINKS = [f"<{' '.join(parts)}>" for parts in product(TAGS, RELS, ADDRESSES)]
PLACES = (
    "<html><head>{}</head><body></body></html>",
    "<html><body><section class='detail'>{}</section></body></html>",
    "<!-- a --><html><svg>{}</svg><template>{}</template></html>",
    "<html><noscript>{}</noscript></html>",
    "<html></html>{}",
    "<p>Teks</p></html><!-- b -->{}<?php {} ?>",
    "<script>{}</script>",
    "{}",
)


def page(markup):
    return Page(HtmlResponse(URL), markup, MediaIndonesiaSpider.article_urls)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_found_is_what_the_query_finds(place):
    for links in (*LINKS, "".join(LINKS), "", "<link>" * 3):
        opened = page(place.replace("{}", links))
        found = opened.read(xpath(CANONICAL.expression))
        assert opened.read(CANONICAL) == found, links


def test_it_is_told_as_a_query_and_finds_blank_addresses_too():
    assert str(CANONICAL) == 'xpath //link[@rel="canonical"]/@href'
    assert page('<link rel="canonical" href=""><link rel="canonical" href="/a">').read(
        CANONICAL
    ) == ["", "/a"]
