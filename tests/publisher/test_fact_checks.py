"""A publisher whose facts cannot be right is an error at import that names class and field."""

import dataclasses
import re
from functools import partial

import pytest

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.json_document import JsonAnswer
from newsscraper.page.places import between, css, ld, meta, url, xpath
from newsscraper.publisher.body_rules import NEVER, BodyRules
from newsscraper.publisher.fact_checks import WrongFacts
from newsscraper.publisher.facts import Publisher
from newsscraper.publisher.paging import WholeAddress
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.index import Index
from newsscraper.spiders.base import NewsSpider

HOME = "https://contoh.example"
URLS = ArticleUrls(
    publisher="contoh", host="contoh.example", mirrors=(), paths={"": (r"/baca/(?P<id>\d+)",)}
)
RULES = BodyRules(junk=".iklan", read_also=".baca-juga", sign_off=NEVER, dateline=NEVER)
PAGING = WholeAddress(
    parameter="page",
    value="all",
    total=meta("total"),
    current=meta("current"),
    words=meta("words"),
    links=css(".halaman a"),
    active=css(".halaman .aktif"),
)
FACTS = {
    "name": "contoh",
    "roads": (Index(f"{HOME}/indeks"),),
    "sections": ("ekonomi", "kolom-pakar"),
    "example_url": f"{HOME}/baca/7",
    "article_urls": URLS,
    "index_items": [css("li")],
    "body_rules": RULES,
    "sources": {"headline": [css("h1")], "body": [css(".isi")]},
}


def publisher(**facts):
    """A publisher like the example, but with *facts*; those that are None are not stated."""
    stated = {name: value for name, value in (FACTS | facts).items() if value is not None}
    return type("Contoh", (Publisher,), stated)


def urls(**facts):
    return dataclasses.replace(URLS, **facts)


def rules(**facts):
    return dataclasses.replace(RULES, **facts)


def roads(template, kind=DatedIndex):
    return {"roads": (Index(f"{HOME}/indeks"), kind(template))}


def test_right_facts_are_not_told():
    publisher()
    publisher(
        **roads(f"{HOME}/{{section}}?tanggal={{day:%d/%m/%y}}&hal={{page}}"),
        pagination=css("a.lagi"),
        paging=PAGING,
        main=css("main"),
        identity=[meta("nomor")],
        may_lack_text=(r"contoh\.example/foto/",),
        kinds={"kolom-pakar": "column"},
        kind_signs={"advertorial": [css(".iklan")]},
        timezone="Asia/Jayapura",
    )


@pytest.mark.parametrize("slug", ["news/jabar", "web2.0", "a--b", "sepak_bola"])
def test_a_section_is_what_a_path_may_hold(slug):
    publisher(sections=(slug,))


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact != "name"])
def test_a_fact_that_is_not_stated_is_missing(fact):
    with pytest.raises(WrongFacts, match=rf"Contoh:\n  {fact}: is missing$"):
        publisher(**{fact: None})


WRONG = {
    "a name that is no slug": ({"name": "Contoh Baru"}, "name: 'Contoh Baru' is no slug"),
    "an unknown time zone": ({"timezone": "Asia/Bandung"}, "timezone: 'Asia/Bandung' is no known"),
    "a language that is no text": ({"language": 1}, "language: 1 is no text"),
    "one house instead of several": ({"houses": "Contoh"}, "houses: 'Contoh' is no list"),
    "a share over 1": ({"floor": 90}, "floor: 90 is no share"),
    "sections in one text": ({"sections": "ekonomi"}, "sections: 'ekonomi' is no list of slugs"),
    "a section with a question mark": ({"sections": ["a?b"]}, "sections: 'a?b' is no slug"),
    "a misspelt fact that may be left out": (
        {"paginaton": css("a")},
        "paginaton: is no fact; is 'pagination' meant?",
    ),
    "article URLs of another publisher": (
        {"article_urls": dataclasses.replace(URLS, publisher="koran")},
        "article_urls: publisher: 'koran' is not the name, 'contoh'",
    ),
    "a dated template without a day": (roads(f"{HOME}/{{page}}"), "it has no {day:"),
    "kinds that are no mapping": ({"kinds": ["opini"]}, "kinds: ['opini'] is no mapping"),
    "a kind that is no slug": ({"kinds": {"opini": "Opini!"}}, "kinds: 'Opini!' is no slug"),
    "signs of kinds that are no mapping": (
        {"kind_signs": [css("a")]},
        "is no mapping of kinds to lists",
    ),
    "a sign of a kind that is no slug": (
        {"kind_signs": {"Iklan!": [css("a")]}},
        "kind_signs: 'Iklan!' is no slug",
    ),
    "a sign of a kind that is no place": (
        {"kind_signs": {"advertorial": ["a"]}},
        "kind_signs: 'advertorial': [0]: 'a' is no place",
    ),
    "an identity that is one place": ({"identity": css("a")}, "is no list of places"),
    "addresses without text that are no pattern": (
        {"may_lack_text": ["(foto"]},
        "may_lack_text: '(foto' is no pattern",
    ),
    "addresses without text in one text": (
        {"may_lack_text": "foto/"},
        "may_lack_text: 'foto/' is no list of patterns",
    ),
    "a road without its list": ({"roads": Index(HOME)}, "roads: Index(url="),
    "no road at all": ({"roads": ()}, "roads: () is no list of roads"),
    "a road that is a text": ({"roads": [HOME]}, f"roads: [0]: '{HOME}' is no road"),
    "a road that is a file": (roads("file:///indeks", Index), "roads: [1]: 'file:///indeks' makes"),
    "a road without host": (roads("https:///indeks", Index), "roads: [1]: 'https:///indeks' makes"),
    "a day that nobody fills in": (roads(f"{HOME}/{{day:%d}}", Index), "no http or https URL"),
    "a section without its number": (
        {"roads": [Index(f"{HOME}/{{section}}/{{number}}")], "sections": ["ekonomi"]},
        "roads: [0]: 'https://contoh.example/{section}/{number}' stands not for every section",
    ),
    "a road by section without sections": (
        {"roads": [Index(f"{HOME}/{{section}}")], "sections": []},
        "roads: [0]: 'https://contoh.example/{section}' needs sections",
    ),
    "a template with an unknown name": (
        roads(f"{HOME}/{{tanggal}}/{{page}}"),
        "roads: [1]: 'https://contoh.example/{tanggal}/{page}' is no template of pages: KeyError",
    ),
    "a template that is never closed": (roads(f"{HOME}/{{day"), "is no template of pages"),
    "a template without a day": (roads(f"{HOME}/{{page}}"), "roads: [1]: the days of"),
    "a template without a page": (roads(f"{HOME}/{{day:%Y-%m-%d}}"), "roads: [1]: the days of"),
    "an offset without its step": (
        roads(f"{HOME}/{{day:%Y-%m-%d}}/{{offset}}"),
        "nor, with per_page, {offset}",
    ),
    "a step without an offset": (
        roads(f"{HOME}/{{day:%Y-%m-%d}}/{{page}}", partial(DatedIndex, per_page=20)),
        "nor, with per_page, {offset}",
    ),
    "a template with the next day alone": (
        roads(f"{HOME}/{{next_day:%Y-%m-%d}}/{{page}}"),
        "it has no {day:",
    ),
    "a template without the year": (roads(f"{HOME}/{{day:%d/%m}}/{{page}}"), "the days of"),
    "a template without the month": (roads(f"{HOME}/{{day:%d/%Y}}/{{page}}"), "the days of"),
    "a template without the day of it": (roads(f"{HOME}/{{day:%Y/%m}}/{{page}}"), "the days of"),
    "a template with two days": (roads(f"{HOME}/{{day:%Y}}/{{day:%j}}/{{page}}"), "the days of"),
    "day and page in one": (roads(f"{HOME}/{{day:%Y%m%d}}{{page}}"), "roads: [1]: the days of"),
    "an example of another site": (
        {"example_url": "https://lain.example/baca/7"},
        "example_url: 'https://lain.example/baca/7' is no article URL by article_urls",
    ),
    "an example that is no text": ({"example_url": 7}, "example_url: 7 is no URL"),
    "article URLs that are a pattern": ({"article_urls": r"\d+"}, "is no ArticleUrls"),
    "a pattern that is never closed": (
        {"article_urls": urls(paths={"": (r"/baca/(?P<id>\d+",)})},
        r"article_urls: paths: '': '/baca/(?P<id>\\d+' is no pattern: ",
    ),
    "a pattern without its list": (
        {"article_urls": urls(paths={"foto": r"/baca/(?P<id>\d+)"})},
        r"article_urls: paths: 'foto': '/baca/(?P<id>\\d+)' is no list of patterns",
    ),
    "patterns without their id space": (
        {"article_urls": urls(paths=[r"/baca/(?P<id>\d+)"])},
        "article_urls: paths: ['/baca/",
    ),
    "a pattern without the number": (
        {"article_urls": urls(paths={"": (r"/baca/\d+",)})},
        r"article_urls: paths: '': '/baca/\\d+' has no group 'id', which the number needs",
    ),
    "a number of pieces that no pattern has": (
        {"article_urls": urls(number="{year}{id}")},
        "has no group 'year', which the number needs",
    ),
    "a number that is never closed": (
        {"article_urls": urls(number="{id")},
        "article_urls: number: '{id' is no template",
    ),
    "one place of an index": (
        {"index_items": css("li")},
        "index_items: css(expression='li') is no",
    ),
    "css that is cut off": ({"index_items": [css("li"), css("li[")]}, "index_items: [1]: 'css li["),
    "pagination in a list": ({"pagination": [css("a")]}, "pagination: [css(expression='a')] is no"),
    "pagination that is not valid": ({"pagination": xpath("//a[")}, "pagination: 'xpath //a['"),
    "a main that is no css": ({"main": xpath("//main")}, "main: xpath(expression='//main') is no"),
    "a main that is not valid": ({"main": css("main:nol")}, "main: 'css main:nol' is not valid"),
    "paging that is a place": ({"paging": meta("total")}, "paging: meta(expression='total') is no"),
    "paging without a place": (
        {"paging": dataclasses.replace(PAGING, words="words")},
        "paging: words: 'words' is no place",
    ),
    "paging with a place that is not valid": (
        {"paging": dataclasses.replace(PAGING, links=css(">>"))},
        "paging: links: 'css >>' is not valid",
    ),
    "a JSON answer that is a text": ({"json_answer": "link"}, "json_answer: 'link' is no JsonAns"),
    "a JSON answer with a query that is cut off": (
        {"json_answer": JsonAnswer("link[")},
        "json_answer: 'link[' is not valid: ",
    ),
    "rules that are css": ({"body_rules": ".iklan"}, "body_rules: '.iklan' is no BodyRules"),
    "junk that is not valid": ({"body_rules": rules(junk=".a,")}, "body_rules: junk: '.a,' is not"),
    "read-also that is not valid": (
        {"body_rules": rules(read_also="")},
        "body_rules: read_also: '' is not valid",
    ),
    "a sign-off without its code": (
        {"body_rules": rules(sign_off=re.compile(r"\(\w+\)$"))},
        r"body_rules: sign_off: '\\(\\w+\\)$' has no group 'code'",
    ),
    "a dateline that is a text": (
        {"body_rules": rules(dateline="JAKARTA")},
        "body_rules: dateline: 'JAKARTA' is no compiled pattern",
    ),
    "leads that are a text": ({"body_rules": rules(leads="Simak")}, "body_rules: leads: 'Simak'"),
    "sources that are a list": ({"sources": [css("h1")]}, "sources: [css(expression='h1')] is no"),
    "a field that is misspelt": (
        {"sources": {"headlines": [css("h1")]}},
        "sources: 'headlines' is no field that can be read; is 'headline' meant?",
    ),
    "a field that is like no other": (
        {"sources": {"xyz": [css("h1")]}},
        "sources: 'xyz' is no field that can be read",
    ),
    "a field that is worked out": (
        {"sources": {"word_count": [css("h1")]}},
        "sources: 'word_count' is no field that can be read",
    ),
    "a body that is a text": (
        {"sources": {"body": [ld("articleBody")]}},
        "sources: 'body': [0]: 'ld articleBody' finds texts; this field is read from elements",
    ),
    "a date as printed in an attribute": (
        {"sources": {"date_published_raw": [css("time"), css("time::attr(datetime)")]}},
        "sources: 'date_published_raw': [1]: 'css time::attr(datetime)' finds texts",
    ),
    "a date as printed from texts": (
        {"sources": {"date_published_raw": [xpath("//time/text()")]}},
        "sources: 'date_published_raw': [0]: 'xpath //time/text()' finds texts",
    ),
    "breadcrumbs that are one text": (
        {"sources": {"section_name": [xpath("string(//nav)")]}},
        "sources: 'section_name': [0]: 'xpath string(//nav)' finds texts",
    ),
    "related articles in an address": (
        {"sources": {"related": [url("section")]}},
        "sources: 'related': [0]: 'url section' finds texts",
    ),
    "a place without its list": (
        {"sources": {"body": css("p")}},
        "sources: 'body': css(expression='p') is no list of places",
    ),
    "a text for a place": ({"sources": {"body": ["p"]}}, "sources: 'body': [0]: 'p' is no place"),
    "xpath that is cut off": (
        {"sources": {"body": [css("p"), xpath("//p[")]}},
        "sources: 'body': [1]: 'xpath //p[' is not valid: XPathSyntaxError",
    ),
    "xpath with an unknown function": (
        {"sources": {"body": [xpath("nol(//p)")]}},
        "sources: 'body': [0]: 'xpath nol(//p)' is not valid: XPathEvalError",
    ),
    "an end that is not valid": (
        {"sources": {"body": [between("p", start="h1", end="p[")]}},
        "sources: 'body': [0]: 'xpath //h1/following::p[following::p[]' is not valid",
    ),
    "json-ld that is cut off": (
        {"sources": {"body": [ld("author[")]}},
        "sources: 'body': [0]: 'ld author[' is not valid",
    ),
    "json-ld with an unknown function": (
        {"sources": {"body": [ld("nol(@)")]}},
        "sources: 'body': [0]: 'ld nol(@)' is not valid: UnknownFunctionError",
    ),
    "a part that no URL has": (
        {"sources": {"section": [url("kanal")]}},
        "sources: 'section': [0]: 'url kanal' is not valid",
    ),
}


@pytest.mark.parametrize(("facts", "fault"), WRONG.values(), ids=WRONG.keys())
def test_wrong_facts_are_told_with_class_and_field(facts, fault):
    with pytest.raises(WrongFacts) as told:
        publisher(**facts)
    first, *faults = str(told.value).split("\n  ")
    assert first.endswith("Contoh:")
    assert len(faults) == 1
    assert fault in faults[0]


def test_all_faults_are_told_at_once():
    with pytest.raises(WrongFacts) as told:
        publisher(timezone="Bandung", sources=None, floor=2)
    fields = [line.split(":")[0].strip() for line in str(told.value).splitlines()[1:]]
    assert fields == ["sources", "timezone", "floor"]


def test_a_class_without_a_name_is_a_base_and_not_checked():
    base = publisher(name=None, sources={"headlin": []}, roads=None)
    with pytest.raises(WrongFacts, match="roads: is missing") as told:
        type("Lain", (base,), {"name": "lain"})
    assert "Lain:" in str(told.value)
    assert "'headlin' is no field" in str(told.value)
    assert not hasattr(NewsSpider, "name")


def test_a_class_of_a_checked_one_may_state_other_facts():
    moved = urls(publisher="lain", host="lain.example")
    example = "https://lain.example/baca/7"
    facts = {"name": "lain", "article_urls": moved, "example_url": example}
    other = type("Lain", (publisher(),), facts)
    assert other.article_urls.key(example) == "lain:7"
    type("Sama", (publisher(),), {})
    with pytest.raises(WrongFacts, match="Lain:\n  floor: 2 is no share"):
        type("Lain", (publisher(),), {"floor": 2})
    with pytest.raises(WrongFacts, match="Lain:\n  sources: None is no mapping"):
        type("Lain", (publisher(),), {"sources": None})
