"""Of what kind an article is: by signs of the publisher, JSON-LD types, and its section."""

import re

import pytest
from lab.project import FIXTURES
from scrapy.http import HtmlResponse

import newsscraper
from newsscraper.article.kinds import kind_of
from newsscraper.console.saved_page import golden_path, saved_pages
from newsscraper.page.opening import open_page
from newsscraper.page.places import css, meta
from newsscraper.spiders.detik import DetikSpider
from newsscraper.spiders.kompas import KompasSpider
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

URL = "https://mediaindonesia.com/ekonomi/900001/harga-garam"


def block(name):
    return f'<script type="application/ld+json">{{"@type": "{name}", "name": "Garam"}}</script>'


def kind(section, head="", body="<p>Isi.</p>", publisher=MediaIndonesiaSpider, **facts):
    own = type("Own", (publisher,), facts)
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return kind_of(open_page(HtmlResponse(URL, body=html.encode()), own), own, section)


@pytest.mark.parametrize(
    ("section", "expected"),
    [(None, "news"), ("ekonomi", "news"), ("opini", "opinion"), ("advertorial", "advertorial")],
)
def test_without_a_sign_the_section_says_the_kind(section, expected):
    assert kind(section) == expected


@pytest.mark.parametrize("section", ["adv-nhl-detikcom", "advertorial-news-block"])
def test_sections_of_detik_for_sponsors_hold_advertorials(section):
    assert kind(section, publisher=DetikSpider) == "advertorial"


@pytest.mark.parametrize(
    ("section", "head", "expected"),
    [
        ("hoax-or-not", "", "fact_check"),
        ("berita", "<meta name='dtk:articlehoax' content='hoax'>", "fact_check"),
        ("berita", "<meta name='dtk:articlehoax' content='default'>", "news"),
        ("advertorial", "", "advertorial"),
    ],
)
def test_detik_says_by_section_or_tag_what_was_checked_or_paid_for(section, head, expected):
    assert kind(section, head, publisher=DetikSpider) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Kolom", "column"),
        ("KOLOM", "column"),
        (" brandzview ", "advertorial"),
        ("BrandzView", "advertorial"),
        ("Advertorial", "advertorial"),
        ("Standard", "news"),
        ("Kolomnis", "news"),
    ],
)
def test_kompas_says_its_content_type_in_any_letters(content, expected):
    head = f"<meta name='content_type' content='{content}'>"
    assert kind("tren", head, publisher=KompasSpider) == expected


def test_a_sign_on_the_page_comes_before_the_section_and_the_first_kind_wins():
    signs = {"advertorial": [css(".iklan"), meta("iklan")], "fact_check": [css(".cek")]}
    found = [
        kind("opini", body=body, head=head, kind_signs=signs)
        for head, body in [
            ("", "<i class='cek'></i>"),
            ("", "<b class='iklan'></b><i class='cek'></i>"),
            ("<meta name='iklan' content='ya'>", ""),
            ("", "<p>Isi.</p>"),
        ]
    ]
    assert found == ["fact_check", "advertorial", "advertorial", "opinion"]


@pytest.mark.parametrize(
    ("name", "section", "expected"),
    [
        ("AdvertiserContentArticle", "ekonomi", "advertorial"),
        ("ClaimReview", "ekonomi", "fact_check"),
        ("OpinionNewsArticle", "ekonomi", "opinion"),
        ("OpinionNewsArticle", "podiums", "column"),
        ("NewsArticle", "ekonomi", "news"),
    ],
)
def test_the_type_of_a_json_ld_block_says_the_kind(name, section, expected):
    assert kind(section, block(name)) == expected


OWN_LINKS = re.compile(r"<link[^>]*\brel=.?canonical[^>]*>|<meta[^>]*\bog:url\b[^>]*>")
TOLD = [
    (page.read_text(encoding="utf-8"), url)
    for page, url in saved_pages(FIXTURES)
    if golden_path(page).exists() and page.suffix == ".html"
]


def identity(html, url):
    try:
        article = newsscraper.extract(html, url)
    except newsscraper.PartOfArticle as part:
        article = part.article
    return article.key, article.kind, article.section


@pytest.mark.parametrize(("html", "url"), TOLD[::3], ids=[url for _, url in TOLD[::3]])
def test_a_page_that_does_not_give_its_address_is_the_same_kind_of_article(html, url):
    silent = OWN_LINKS.sub("", html)
    assert identity(silent, url) == identity(html, url)


def test_signs_in_an_address_need_no_link_on_the_page():
    signs = [it for it in TOLD if "/infografis-" in it[1] or "/18/" in it[1]]
    assert signs
    for html, url in signs:
        assert identity(OWN_LINKS.sub("", html), url)[1] in ("infographic", "opinion")
