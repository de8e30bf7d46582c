"""The page: what comes from elsewhere is text in it, and its rules are strict."""

import re
from base64 import b64encode
from datetime import UTC, date, datetime
from hashlib import sha256
from random import Random

import pytest
from lab.report_tables import tables_of
from lxml import etree, html

from newsscraper.report_page.elements import LONGEST, element, foreign, link, readable, shortened
from newsscraper.report_page.field_panels import completeness_panel, sources_panel
from newsscraper.report_page.panel import legend, nothing, panel
from newsscraper.report_page.story_panels import newest_panel, repeated_panel, sections_panel
from newsscraper.report_page.stylesheet import STYLE
from newsscraper.report_page.time_panels import delay_panel, hours_panel, volume_panel
from newsscraper.report_page.url_panels import coverage_panel, failures_panel
from newsscraper.report_page.whole_page import page_of
from newsscraper.reports.day_counts import DayCounts
from newsscraper.reports.overview import Overview
from newsscraper.reports.repeated_stories import Firsts
from newsscraper.reports.timeline import Timeline
from newsscraper.store.article_facts import COUNTED, ArticleFacts, Headline
from newsscraper.store.coverage import Group
from newsscraper.store.states import State

NOW = datetime(2026, 3, 10, 5, tzinfo=UTC)
TIMELINE = Timeline(date(2026, 3, 1), date(2026, 3, 10))
EMPTY = Overview("kompas", TIMELINE)


def written(node):
    return etree.tostring(node, method="html", encoding="unicode")


# --- Elements -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "\"'><b>&amp;",
        "a\x00b\x1b\u202e\u2066\ud800\ufffe\uffff\x85",
        "]]>--><!--",
    ],
)
def test_any_text_is_text_in_an_element_and_in_an_attribute(text):
    [node] = html.fragments_fromstring(written(element("p", text, text, title=text)))
    assert (node.text, node.get("title"), len(node)) == (readable(text) * 2, readable(text), 0)


def test_what_cannot_be_seen_is_written_out():
    assert readable("a\x00\u202eb\ufffe") == r"a\x00\u202eb" + "\ufffd"


def test_a_text_stands_before_and_behind_elements():
    node = element("p", "a", element("b", "c"), "d", None, "e", class_="x", aria_label=None)
    assert written(node) == '<p class="x">a<b>c</b>de</p>'


def test_a_text_of_a_page_is_short_and_apart():
    assert written(foreign(" a\n b ")) == "<bdi>a b</bdi>"
    assert written(foreign(None)) == "<bdi>-</bdi>"
    assert len(shortened("x" * 999)) == LONGEST
    assert shortened("x" * LONGEST) == "x" * LONGEST


@pytest.mark.parametrize("url", ["https://a.id/1?b=c#d", "http://a.id/", "HTTPS://A.ID/x y"])
def test_an_address_of_the_web_is_a_link_that_tells_nothing(url):
    node = link(url, foreign("x"))
    assert (node.tag, node.get("href"), node.get("rel")) == ("a", url, "noopener noreferrer")


@pytest.mark.parametrize(
    "url",
    [
        *(None, "", "/x", "//a.id/x", "javascript:x", " javascript:x", "java\nscript:x"),
        *("data:text/html,x", "file:///x", "ftp://a.id/x", "https:", "https://", "https://[::1"),
        *("https://user@a.id/", "https://a.id/\u202e", "https://a.id/" + "x" * 2_000),
    ],
)
def test_any_other_address_is_no_link(url):
    assert link(url, foreign("x")).tag == "bdi"


# --- Panels ---------------------------------------------------------------------------------------

PANELS = (
    *(volume_panel, coverage_panel, delay_panel, hours_panel, sections_panel, failures_panel),
    *(repeated_panel, completeness_panel, sources_panel, newest_panel),
)


@pytest.mark.parametrize("make", PANELS)
def test_a_panel_of_nothing_has_a_heading_and_says_so(make):
    node = make(EMPTY)
    assert node.find("h3").text
    assert node.find("p").text


def test_no_hour_is_full_where_there_is_no_article():
    assert "the fullest hour has 0 articles." in written(hours_panel(EMPTY))


def test_one_is_not_told_in_the_plural():
    overview = Overview("kompas", TIMELINE)
    published = "2026-03-02T10:00:00+07:00"
    facts = _facts(())._replace(published=published, credit="Antara", duplicate_of="x")
    overview.add(facts._replace(similarity=1))
    overview.newest = [Headline("kompas", published, "ekonomi", "Judul", "https://a.id/")]
    text = "".join(html.fromstring(written(make(overview))).text_content() for make in PANELS)
    assert "the fullest hour has 1 article." in text
    assert "The newest article of these days." in text
    assert "1 article has the text of another" in text
    assert "1 credits an agency" in text
    assert " 1 articles" not in text


def test_a_panel_is_a_heading_a_sentence_and_figures():
    node = panel("Heading", "About.", legend(("main", "articles")), None, nothing("None."))
    assert node.get("class") == "panel"
    assert [each.tag for each in node] == ["h3", "p", "ul", "p"]
    assert "wide-panel" in panel("x", "y", is_wide=True).get("class")


def test_many_sections_are_summed_up():
    overview = Overview("kompas", TIMELINE)
    overview.articles = 40 * 2
    overview.sections.update({f"s{number}": 2 for number in range(40)})
    rows = [
        row.text_content() for row in html.fromstring(written(sections_panel(overview))).iter("tr")
    ]
    assert len(rows) == 1 + 25 + 1
    assert rows[-1].startswith("15 others30 · 38 %")


def test_many_places_are_cut_off_with_a_word():
    overview = Overview("kompas", TIMELINE)
    overview.articles, overview.fields.articles[0] = 1, 1
    sources = tuple((f"f{number:03}", "css p") for number in range(99))
    overview.fields.add(0, _facts(sources))
    node = sources_panel(overview)
    assert "19 more are left out." in node.find("p").text


def _facts(sources):
    unknown = dict.fromkeys(ArticleFacts._fields)
    filled = (False,) * len(COUNTED)
    return ArticleFacts(**unknown | {"filled": filled, "sources": sources})


def test_who_was_first_is_named():
    overview = Overview("kompas", TIMELINE)
    overview.firsts = Firsts()
    assert "No story is at two publishers." in written(repeated_panel(overview))
    overview.firsts.stories["Antara"] = 3
    overview.firsts.first["Antara"] = type(overview.sections)(kompas=2, detik=1)
    assert "kompas 2, detik 1" in written(repeated_panel(overview))


# --- The page -------------------------------------------------------------------------------------


@pytest.fixture
def page():
    return page_of([Overview("All publishers", TIMELINE), Overview("kompas", TIMELINE)], NOW)


def test_only_its_own_style_is_allowed_by_its_hash(page):
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    node = html.fromstring(page)
    [rules] = node.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert rules == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert [each.text for each in node.iter("style")] == [STYLE]


def test_nothing_is_loaded_and_nothing_is_a_script(page):
    node = html.fromstring(page)
    assert not list(node.iter("script", "img", "link", "iframe", "object", "image", "use"))
    assert not node.xpath("//@style | //@src | //@*[starts-with(name(), 'on')]")
    assert not re.search(r"@import|url\(", STYLE)


def test_each_chapter_can_be_reached(page):
    node = html.fromstring(page)
    links = [each.get("href") for each in node.xpath("//nav//a")]
    assert links == [f"#{each.get('id')}" for each in node.iter("h2")]
    assert {chapter for chapter, _ in tables_of(page)} == {"All publishers", "kompas"}


@pytest.mark.parametrize(("day", "is_said"), [(10, True), (11, False)])
def test_a_last_day_that_is_not_over_is_named(day, is_said):
    text = page_of([EMPTY], NOW.replace(day=day))
    assert ("so the last day is not over" in text) == is_said
    assert f"2026-03-01 to 2026-03-10 · made 2026-03-{day} 05:00 UTC" in text


def test_a_long_report_of_three_publishers_is_below_two_megabytes():
    chance, timeline = Random(1), Timeline(date(2019, 3, 1), date(2026, 3, 10))
    own = [Overview(name, timeline) for name in ("detik", "kompas", "mediaindonesia")]
    for overview in own:
        fill(overview, chance)
    page = page_of([Overview.together("All publishers", own, timeline), *own], NOW)
    assert len(timeline) > 80
    assert len(page.encode()) < 2_000_000


def fill(overview, chance):
    """Count articles of which no two columns are alike, and URLs of all states."""
    places = [(f"field_{at % 18}", f"css div.detail__body-text p.place-{at}") for at in range(30)]
    for day in overview.timeline.days[::2]:
        some = tuple(each for each in places if chance.random() < 0.7)
        filled = tuple(chance.random() < 0.7 for _ in COUNTED)
        known = {"published": f"{day}T{chance.randrange(24):02}:30:00+07:00", "filled": filled}
        known |= {"fetched": f"{day}T23:50:00+07:00", "section": f"rubrik-{chance.randrange(40)}"}
        known |= {"credit": f"Kantor {chance.randrange(40)}", "sources": some}
        overview.add(_facts(some)._replace(**known))
        overview.fates.add([Group(day, state, 3, 0) for state in State], [])
    overview.day_counts = DayCounts({day: chance.randrange(999) for day in overview.timeline.days})
    url = f"https://news.example.com/berita/d-8310001/{'judul-berita-' * 8}"
    overview.newest = [
        Headline(overview.name, f"2026-03-10T0{n % 10}:00:00+07:00", "ekonomi", "Judul " * 15, url)
        for n in range(50)
    ]


def test_warnings_and_remarks_stand_on_top():
    overview = Overview("kompas", TIMELINE)
    overview.warnings, overview.remarks = ["authors: none <b>"], ["kompas: Partial."]
    node = html.fromstring(page_of([overview], NOW))
    [said] = node.find_class("warnings")
    assert [each.text for each in said] == ["authors: none <b>", "kompas: Partial."]
    assert not html.fromstring(page_of([EMPTY], NOW)).find_class("warnings")
