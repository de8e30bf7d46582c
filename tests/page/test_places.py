"""Places: what stands where on a page."""

import json

import pytest
from worlds.pages import LD, article_page, ld_script, respond

from newsscraper.page.fetched_page import DEEPEST, Page, Unreadable
from newsscraper.page.nodes import text_of
from newsscraper.page.places import (
    css,
    json_html,
    json_utc,
    ld,
    ld_people,
    meta,
    own_address,
    state,
    url,
    xpath,
)
from newsscraper.page.places import json as json_place
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

PUBLISHER = MediaIndonesiaSpider


def read(response):
    return Page(response, response.text, PUBLISHER.article_urls, PUBLISHER.main.find)


def page(**variant):
    return read(respond(article_page(**variant)))


def push(script):
    return f"<script>window.dataLayer.push({script});</script>"


def title(**variant):
    return page(**variant).read(state("article_title"))


def test_a_css_place_looks_in_the_main_element_only():
    assert page().read(css("h5")) == []
    assert page().read(css(".master h5")) == []
    assert page().read(xpath("//h5/text()")) == ["Headline"]


def test_an_xpath_place_looks_in_the_main_element_when_it_is_relative():
    assert page().read(xpath("descendant::h5")) == []
    assert len(page().read(xpath("descendant::h1"))) == 1


def test_a_page_without_the_main_element_is_searched_as_a_whole():
    response = respond("<html><body><h1>Judul</h1></body></html>")
    assert read(response).read(css("h1::text")) == ["Judul"]


def test_a_page_may_be_as_deep_as_its_limit():
    html = f"<html><body>{'<div>' * (DEEPEST - 3)}<h1>A</h1>"
    assert read(respond(html)).read(css("h1::text")) == ["A"]
    with pytest.raises(Unreadable):
        read(respond(html.replace("<h1>", "<div><h1>")))


def test_a_meta_place_ignores_case_and_knows_name_and_property():
    assert page(head='<META NAME="Robots" CONTENT="All">').read(meta("robots")) == ["All"]
    assert page().read(meta("og:title")) == ["Harga Garam Naik Petambak Untung"]
    assert page().read(meta("nothing")) == []


def test_a_url_place_reads_the_address():
    assert page().read(url("section")) == ["ekonomi"]


def test_a_place_says_what_it_is():
    assert str(css("h1")) == "css h1"
    assert str(ld("headline")) == "ld headline"


@pytest.mark.parametrize(
    "headline",
    [
        "Jum'at Ini, 'Pasar Rakyat' Buka: Ramai?",
        "Kata ', lalu koma",
        "Rakyat', kata dia",
        'A "B" {C} [D] // E',
    ],
)
def test_the_state_keeps_apostrophes_that_the_site_does_not_escape(headline):
    assert title(state={"article_title": headline}) == [headline]


@pytest.mark.parametrize(
    ("script", "headline"),
    [
        ("{'type':'post','article_title':'Jum\\'at: A?','tags':'A,B'}", "Jum'at: A?"),
        ("{'type':'post','article_title':'Jum'at: A?','tags':'A,B'}", "Jum'at: A?"),
        ("{'article_title': 'Pilih 'Ya', 'Tidak': Apa?', 'tags': ''}", "Pilih 'Ya', 'Tidak': Apa?"),
        ("{'article_title': 'Jadi 'A'}; lalu', 'tags': ''}", "Jadi 'A'}; lalu"),
        ("{'id': 5, 'article_title': 'A', 'premium': false}", "A"),
        ("{'article_title': 'A &amp; B &#039;C&#039;',\n}", "A & B 'C'"),
    ],
)
def test_the_state_is_read_however_it_is_laid_out(script, headline):
    assert title(state=push(script)) == [headline]


@pytest.mark.parametrize("script", ["", push("arguments"), push("{'article_title': 'A\nB'}")])
def test_a_state_that_is_missing_or_broken_gives_nothing(script):
    assert title(state=script) == []


def test_a_hostile_state_is_read_in_bounded_time():
    assert title(state=push("'a':'b';" * 5000)) == []


@pytest.mark.parametrize(
    "data",
    [
        LD,
        [{"@type": "BreadcrumbList"}, LD],
        {"@graph": [{"@type": "WebPage"}, LD]},
        LD | {"@type": ["Article", "NewsArticle"]},
    ],
)
def test_the_article_is_found_among_the_json_ld(data):
    text = json.dumps(data)
    assert page(ld=ld_script(text)).read(ld("headline")) == [LD["headline"]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "5",
        '"x"',
        "[[], 5]",
        "{",
        '{"@type": "NewsArticle", "headline": "A",}',
        '{"@type": "WebPage", "headline": "A"}',
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"@type": "NewsArticle", "n": ' + "9" * 5000 + "}",
    ],
)
def test_json_ld_that_cannot_be_read_gives_nothing(text):
    assert page(ld=ld_script(text)).read(ld("headline")) == []


def test_a_broken_json_ld_block_does_not_hide_a_good_one():
    scripts = ld_script("{broken") + ld_script(json.dumps(LD))
    assert page(ld=scripts).read(ld("headline")) == [LD["headline"]]


def test_json_ld_may_have_raw_line_breaks_and_html_escapes():
    text = '{"@type": "NewsArticle", "headline": "A &amp;\nB"}'
    assert page(ld=ld_script(text)).read(ld("headline")) == ["A &\nB"]


ARTICLE = {
    "title": {"rendered": "Sawah &#038; Pasar<br>\u2018Pagi\u2019 <em>Buta</em>"},
    "date_gmt": "2026-01-20T01:00:00",
    "names": ["Rina &amp; Budi", None, 5],
}


def data(place):
    found = page()
    found.data = ARTICLE
    return found.read(place)


def test_an_article_that_came_as_json_is_asked_like_json_ld():
    assert data(json_place("names")) == ["Rina & Budi", None, 5]
    assert (
        data(json_place("lain"))
        == data(json_place("keys(names)"))
        == page().read(json_place("names"))
        == []
    )
    assert data(json_utc("date_gmt")) == ["2026-01-20T01:00:00Z"]
    assert data(json_utc("lain")) == []


def test_a_text_that_is_html_is_read_as_an_element():
    [element] = data(json_html("title.rendered"))
    assert text_of(element) == "Sawah & Pasar \u2018Pagi\u2019 Buta"
    assert [text_of(each) for each in data(json_html("names"))] == ["Rina & Budi"]
    assert data(json_html("lain")) == data(json_html("keys(names)")) == []


def test_places_of_json_are_told_by_their_query_alone():
    assert {str(kind("date_gmt")) for kind in (json_place, json_utc, json_html)} == {
        "json date_gmt"
    }


PERSON = {"@type": "Person", "name": "Rina Astuti"}
HOUSE = {"@type": "Organization", "name": "Garam Rakyat"}


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        (PERSON, ["Rina Astuti"]),
        ([PERSON, {"name": "Bagus Pranoto"}], ["Rina Astuti", "Bagus Pranoto"]),
        (["Rina Astuti", PERSON | {"name": "Bagus"}], ["Rina Astuti", "Bagus"]),
        ("Rina &amp; Bagus", ["Rina & Bagus"]),
        (HOUSE, []),
        ([HOUSE, PERSON], ["Rina Astuti"]),
        (HOUSE | {"@type": ["NewsMediaOrganization"]}, []),
        ([{"@type": "Person"}, {"@id": "#rina"}, None, PERSON | {"name": None}], []),
        (None, []),
    ],
)
def test_people_of_a_block_are_named_one_by_one_and_organisations_are_none(author, expected):
    assert page(ld={"author": author}).read(ld_people("author")) == expected


@pytest.mark.parametrize("canonical", ["https://example.com/b", ""])
def test_a_page_says_its_address_by_any_of_three(canonical):
    asked_for = page(canonical=canonical).url
    assert page(canonical=canonical).read(own_address(r"/ekonomi/\d+/")) == [asked_for]
    assert page(canonical=canonical).read(own_address("/opini/")) == []


@pytest.mark.parametrize(
    "variant",
    [
        {"canonical": "https://example.com/opini/1"},
        {"head": '<meta property="og:url" content="https://example.com/opini/1">'},
    ],
)
def test_what_a_page_says_of_its_address_counts_beside_how_it_was_asked_for(variant):
    assert page(**variant).read(own_address("/opini/"))
