"""Whether a page that came is the list that was asked for."""

import pytest
from scrapy.http import HtmlResponse, Request

from newsscraper.page.fetched_page import Page
from newsscraper.page.landing import (
    asked_url,
    canonical_of,
    is_page_of,
    is_same_list,
    names_another,
)
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

HOME = "https://mediaindonesia.com"
INDEX = f"{HOME}/indeks"


@pytest.mark.parametrize(
    ("asked", "landed"),
    [
        (INDEX, f"{INDEX}/"),
        (INDEX, "http://www.mediaindonesia.com/indeks"),
        (INDEX, "https://m.mediaindonesia.com/indeks"),
        (INDEX, f"{INDEX}/index.html"),
        (f"{INDEX}?page=1", INDEX),
        (INDEX, f"{INDEX}?page=0"),
        (f"{INDEX}/1", INDEX),
        (f"{INDEX}?date=2026-01-20&page=2", f"{INDEX}?page=2&date=2026-01-20"),
    ],
)
def test_spellings_of_one_list_are_the_same(asked, landed):
    assert is_same_list(asked, landed)
    assert is_same_list(landed, asked)


@pytest.mark.parametrize(
    "landed",
    [
        HOME,
        f"{HOME}/ekonomi",
        f"{INDEX}?page=1",
        f"{INDEX}?page=3",
        "https://lain.example/indeks?page=2",
        "https://ekonomi.mediaindonesia.com/indeks?page=2",
    ],
)
def test_another_list_or_page_is_not_the_same(landed):
    assert not is_same_list(f"{INDEX}?page=2", landed)


@pytest.mark.parametrize(
    ("road", "url"),
    [
        (INDEX, f"{INDEX}/20/40"),
        (INDEX, f"{INDEX}?page=2"),
        (INDEX, f"{HOME}/page/2/indeks/"),
        (f"{HOME}/indeks.html", f"{HOME}/indeks-2.html"),
        (f"{HOME}/indeks.html", f"{HOME}/indeks2.html"),
        (INDEX, f"{INDEX}/2.html"),
        (INDEX, f"{INDEX}/page2.html"),
        (f"{HOME}/", f"{HOME}/halaman/2"),
        (f"{HOME}/cari?kanal=bola", f"{HOME}/cari?kanal=bola&p=2"),
        (f"{INDEX}?page=1", f"{INDEX}?page=2"),
        (f"{INDEX}?mulai=0", f"{INDEX}?mulai=20"),
    ],
)
def test_a_page_of_a_list_differs_from_its_first_in_numbers(road, url):
    assert is_page_of(road, url)


@pytest.mark.parametrize(
    ("road", "url"),
    [
        (INDEX, f"{HOME}/olahraga/20/20"),
        (INDEX, f"{HOME}/populer?page=2"),
        (f"{HOME}/olahraga", f"{HOME}/olahraga/bola/20/20"),
        (f"{HOME}/", f"{HOME}/populer/2"),
        (f"{HOME}/cari?kanal=bola", f"{HOME}/cari?kanal=pasar&page=2"),
    ],
)
def test_a_page_of_another_list_is_none_of_this_one(road, url):
    assert not is_page_of(road, url)


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        (f"{INDEX}/20/40", INDEX),
        (f"{INDEX}?page=2", INDEX),
        (f"{INDEX}?page=2", f"{INDEX}?page=1"),
        (f"{INDEX}?date=2026-01-20&page=2", INDEX),
        (f"{INDEX}?page=2", "https://www.mediaindonesia.com/indeks/"),
    ],
)
def test_a_canonical_link_to_the_first_page_of_the_list_names_no_other(asked, canonical):
    assert not names_another(asked, canonical)


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        (INDEX, HOME),
        (f"{HOME}/ekonomi", f"{HOME}/olahraga"),
        (f"{HOME}/ekonomi", f"{HOME}/eko"),
        (INDEX, "https://lain.example/indeks"),
        (f"{INDEX}?date=2026-01-19&page=2", f"{INDEX}?date=2026-01-20"),
    ],
)
def test_a_canonical_link_to_the_home_page_or_another_section_or_day_names_another(
    asked, canonical
):
    assert names_another(asked, canonical)


def test_what_was_asked_for_is_the_url_before_any_redirect():
    request = Request(f"{HOME}/b", meta={"redirect_urls": [INDEX, f"{HOME}/a"]})
    assert asked_url(HtmlResponse(f"{HOME}/b", request=request)) == INDEX
    assert asked_url(HtmlResponse(HOME, request=Request(HOME))) == HOME
    assert asked_url(HtmlResponse(HOME)) == HOME


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", None),
        ('<link rel="stylesheet" href="/a.css"><link rel="canonical" href="/indeks">', INDEX),
        ('<link rel="canonical" href=""><link rel="canonical" href="/indeks/">', f"{INDEX}/"),
        ('<link rel="canonical" href="javascript:x">', None),
    ],
)
def test_the_canonical_link_is_one_whole_url(head, expected):
    text = f"<html><head>{head}</head><body><p>x</p></body></html>"
    facts = MediaIndonesiaSpider
    response = HtmlResponse(INDEX, body=text.encode())
    found = canonical_of(Page(response, text, facts.article_urls, facts.main.find))
    assert (found or "").rstrip("/") == (expected or "").rstrip("/")
