"""Processors: the usable values among the nodes of a place."""

import math

import pytest
from lxml import html
from scrapy.http import HtmlResponse

from newsscraper.article import processors
from newsscraper.article.loader import FIELDS, ArticleLoader
from newsscraper.page.fetched_page import Page
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

URL = "https://mediaindonesia.com/ekonomi/900001/harga-garam"


@pytest.fixture
def context():
    publisher = MediaIndonesiaSpider
    return {
        "page": Page(HtmlResponse(URL), "<html></html>", publisher.article_urls),
        "urls": publisher.article_urls,
        "timezone": "Asia/Jayapura",
        "dates": {},
        "houses": ("Harian Contoh",),
        "body_rules": publisher.body_rules,
    }


ODD = [None, True, 5, -1.5, math.nan, math.inf, [], ["x"], {}, {"name": None}, {"@value": "x"}]
"""What JSON may have where a text is looked for."""


@pytest.mark.parametrize("name", sorted(FIELDS))
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_a_value_of_json_that_is_no_text_breaks_no_field(name, odd, context):
    loader = ArticleLoader(context["page"], MediaIndonesiaSpider)
    loader.add_value(name, [odd])
    if name in ("image", "body", "related", "date_published_raw"):
        assert loader.get_collected_values(name) == []


def element(markup):
    return html.fragment_fromstring(markup)


def test_a_headline_that_was_never_closed_is_none():
    nodes = [element("<h1>Satu<div>dua</div></h1>"), element("<h1>Tiga <b>empat</b></h1>"), ""]
    assert processors.read_headlines(nodes) == ["Tiga empat"]


def test_a_headline_may_stand_in_any_element():
    nodes = [element("<div><h1>Satu</h1></div>"), element("<p>Dua</p>"), element("<div>Tiga</div>")]
    assert processors.read_headlines(nodes) == ["Satu", "Dua", "Tiga"]


def test_people_who_stand_side_by_side_are_several_and_houses_are_none(context):
    nodes = [element("<p><a>Rina</a><a>Budi</a></p>"), "Harian Contoh", "Rina"]
    assert processors.read_people(nodes, context) == ["Rina", "Budi"]
    assert processors.read_editors(["Editor: Sari, Harian Contoh"], context) == ["Sari"]


def test_dates_are_in_the_zone_of_the_publisher_and_never_relative(context):
    found = processors.read_dates(["2026-01-05T05:00:00+07:00", "2 jam lalu"], context)
    assert [date.value for date in found] == ["2026-01-05T07:00:00+09:00"]


def test_two_dates_that_a_reader_sees_are_none(context):
    nodes = [element("<i>5/1/2026 05:00</i>"), element("<i>6/1/2026 05:00</i>")]
    assert processors.read_dates(nodes, context) == []
    assert len(processors.read_dates(nodes[:1], context)) == 1


@pytest.mark.parametrize("label", ["", "Terbit : ", "Contoh.com - ", "- ", ", "])
def test_the_label_before_a_date_is_cut_off(label, context):
    shown = element(f"<span>{label}5/1/2026 05:00</span>")
    assert processors.read_date_texts([shown], context) == ["5/1/2026 05:00"]


def test_only_addresses_of_the_page_itself_are_its_own(context):
    nodes = ["/ekonomi/900001/lain?page=2", "/ekonomi/900002/lain", "https://[", ""]
    own = "https://mediaindonesia.com/ekonomi/900001/lain"
    assert processors.read_own_urls(nodes, context) == [own]


def test_the_label_of_the_own_section_comes_first_then_the_last(context):
    crumbs = [
        element(f"<li>{text}</li>")
        for text in (
            "Beranda",
            "<a href='/ekonomi'>Ekonomi</a>",
            "<a href='/humaniora'>Humaniora</a>",
            "<a href='/olahraga'>Olahraga</a>",
            "Judul",
        )
    ]
    expected = ["Ekonomi", "Olahraga", "Humaniora", "Judul", "Beranda"]
    assert processors.read_labels(crumbs, context) == expected


def test_tags_lose_their_sign_and_come_once():
    nodes = ["# Garam, Laut", element("<a>#Garam</a>")]
    assert processors.read_keywords(nodes) == ["Garam", "Laut"]


def test_a_picture_may_be_served_by_cloudflare(context):
    picture = "/cdn-cgi/image/width=600/a b.jpg"
    found = processors.read_images([picture, "data:image/png;base64,AA", ""], context)
    url = "https://mediaindonesia.com/cdn-cgi/image/width=600/a%20b.jpg"
    assert found == [{"url": url, "caption": None, "credit": None}]


def test_words_for_booleans_are_booleans():
    assert processors.read_booleans(["True", False, "ya", None]) == [True, False]


def test_a_body_without_text_is_none(context):
    assert processors.read_bodies([element("<div><p> </p></div>")], context) == []
    assert len(processors.read_bodies([element("<div><p>Satu.</p></div>")], context)) == 1


@pytest.mark.parametrize(
    ("printed", "byline"),
    [
        (
            "Pewarta: Rina<br>Editor: Bagus<br>Copyright \u00a9 CONTOH 2026",
            "Pewarta: Rina Editor: Bagus",
        ),
        ("Rina \u00a9 2026 Contoh", "Rina"),
        ("Rina Copyrightina", "Rina Copyrightina"),
        ("COPYRIGHT \u00a9 CONTOH 2026", None),
    ],
)
def test_to_whom_a_story_belongs_is_no_byline(printed, byline):
    assert processors.read_bylines([element(f"<p>{printed}</p>")]) == ([byline] if byline else [])
