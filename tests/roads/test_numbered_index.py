"""An index whose pages have numbers: which page is next, and that it never ends by itself."""

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.failures import Reason
from newsscraper.roads.listing import Kind, Sight, Usual
from newsscraper.roads.numbered_index import NumberedIndex
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.window import Window

HOME = "https://mediaindonesia.com"
ROAD = NumberedIndex(f"{HOME}/terkini")
CARD = f'<ul class="list-3"><li><h3><a href="{HOME}/ekonomi/900001/judul">Judul</a></h3></li></ul>'


def read(url, body=CARD):
    request = Request(url)
    html = f"<html><body><h1>Terkini</h1>{body}</body></html>".encode()
    return ROAD.read(HtmlResponse(url, body=html, request=request), MediaIndonesiaSpider)


@pytest.mark.parametrize(
    ("page", "following"), [("", "?page=2"), ("?page=1", "?page=2"), ("?page=9", "?page=10")]
)
def test_a_page_that_lists_something_leads_to_the_next_number(page, following):
    assert read(ROAD.url + page).links == [(ROAD.url + following, "")]


def test_the_links_of_a_page_are_not_followed():
    pager = '<div class="pagination"><a href="/terkini?page=40" rel="next">40</a></div>'
    listing = read(ROAD.url, CARD + pager)
    assert (listing.links, listing.leads_elsewhere) == ([(f"{ROAD.url}?page=2", "")], False)


def test_a_page_without_a_card_leads_nowhere():
    assert read(ROAD.url, "<p>Kosong</p>").links == []


def walked(*kinds):
    """Which pages a walk reads, of which the second and later are of these *kinds*, and unread."""
    walk, page, pages, unread = Walk(Plan(ROAD, Window(), usual=Usual())), ROAD.url, [], {}
    for kind in (Kind.LIST, *kinds):
        listing = read(page)
        links = {f"{page}-{kind}": {"url": page, "headline": None, "date_published": None}}
        walk.record(links, links if kind == Kind.REPEAT else (), ())
        step = walk.advance(
            page, Sight(kind, listing if kind in ("list", "repeat") else read(page, ""))
        )
        pages.append(page.removeprefix(ROAD.url))
        unread |= {each.removeprefix(ROAD.url): why for each, why in step.unread.items()}
        page = step.page
        if page is None:
            break
    return pages, unread


def test_a_list_that_repeats_its_last_page_ends_and_leaves_pages_unread():
    pages, unread = walked(*[Kind.REPEAT] * 8)
    assert pages == ["", "?page=2", "?page=3", "?page=4"]
    assert unread == dict.fromkeys(["?page=2", "?page=3", "?page=4"], Reason.NO_NEW_ARTICLES)


def test_an_empty_page_is_no_end_of_the_list():
    _, unread = walked(Kind.EMPTY, Kind.EMPTY, Kind.EMPTY)
    assert unread["?page=2"] == Reason.NO_ARTICLES
