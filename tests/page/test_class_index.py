"""Queries that begin at elements of a class: looked up, they find what they find when asked."""

import pytest
from lxml import etree
from worlds.pages import respond

from newsscraper.page.class_index import ask, compiled
from newsscraper.page.fetched_page import Page
from newsscraper.page.places import css, xpath
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

MAIN = css("section.detail")
PAGE = """
<html><body class="page detail-page"><div class="kabar kota"><p class="kabar">satu
<a href="/1">A</a></p></div>
<section class="detail kabar"><ul class="list
 kabar"><li>dua</li><li>tiga <a href="/2">B</a></li></ul><div class="KABAR">empat</div>
<div class="kabar-kota"><div class="kabar"><a href="/3">C</a><span>lima</span></div></div>
<p id="kabar">enam</p></section>
<div class="kabar"><a href="/4">D</a></div></body></html>
"""
BESIDE = "<html><body><p class='kabar'>satu</p></body></html><div class='kabar'>dua</div>"
QUERIES = [
    ".kabar",
    "div.kabar",
    ".kabar a",
    ".kabar > a",
    ".kabar a::attr(href)",
    ".kabar, .kota",
    ".kabar, #kabar",
    ".kabar-kota",
    ".kota .kabar",
    ".tiada",
    "section.detail",
    ".kabar:nth-child(2)",
    ".kabar span::text",
]
XPATHS = [
    "//*[contains(@class, 'kabar')]",
    "//*[contains(@class, 'kabar')][2]",
    "//div[contains(@class, 'kota') or contains(@class, 'list')]/descendant::a",
    "//*[contains(@class, 'kabar') and not(a)]",
    "//*[contains(@class, 'kabar')]/descendant::a/@href",
    "//*[contains(@class, 'kabar')][a][last()]",
    "//*[not(contains(@class, 'kabar'))]",
    "descendant::*[contains(@class, 'kabar')]",
    "descendant::section[contains(@class, 'detail')]",
    "descendant::ul[contains(concat(' ', @class, ' '), ' kabar ')]/li[position() > 1]",
    'descendant::ul[contains(concat(" ", @class, " "), " kabar ")]/li[2]/..',
    "//*[contains(@class, 'tiada')] | //p[contains(@class, 'kabar')]",
    "//p[contains(@class, 'kabar')] | //section",
    "//a[2]",
    "//li[a]/a",
    "//*[contains(@class, 'kabar')][following-sibling::*[1][self::section]]",
]


def page_of(html, main=None):
    response = respond(html)
    return Page(response, html, MediaIndonesiaSpider.article_urls, main and main.find)


@pytest.mark.parametrize("html", [PAGE, BESIDE, PAGE + BESIDE])
@pytest.mark.parametrize("main", [None, MAIN])
@pytest.mark.parametrize("place", [*map(css, QUERIES), *map(xpath, XPATHS)], ids=str)
def test_what_is_looked_up_is_what_the_query_finds(html, main, place):
    page = page_of(html, main)
    plain = etree.XPath(place.expression if isinstance(place, xpath) else place.find.path)
    assert ask(place.find, page) == plain(page.main)


def test_a_query_from_many_elements_is_asked_once():
    page = page_of("<html><body>" + "<p class='kabar'><a>A</a></p>" * 30 + "</body></html>")
    assert len(page.read(css(".kabar a"))) == 30


def test_the_first_step_of_a_query_is_one_step_where_that_is_the_same():
    assert compiled("//a[@href]").path == "/descendant::a[@href]"
    assert compiled("//a[b[1]]").path == "/descendant::a[b[1]]"
    assert compiled("//a[1]").path == "//a[1]"
    assert compiled("//a[last()]").path == "//a[last()]"
