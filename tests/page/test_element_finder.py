"""Elements are found by CSS as its query finds them, however many are remembered."""

import pytest
from lxml import etree
from parsel.csstranslator import HTMLTranslator

from newsscraper.page import element_finder
from newsscraper.page.element_finder import ElementFinder

BODY = """
<div class="isi besar" id="iklan"><p>satu</p><p class="">dua</p><p class="iklan">tiga</p>
<div class="iklan\tbesar"><p class="besar-iklan">empat</p><b id="iklan">lima</b></div>
<ul class="iklan"><li id="gpt-1">enam</li><li class="besar" id="gpt-1">tujuh</li></ul>
<!-- iklan --><a data-iklan="1" href="/iklan">delapan</a><p class="iklan">sembilan</p></div>
"""
SELECTORS = [
    ".iklan",
    "p.iklan, div.iklan",
    "div:is(.iklan, #iklan, [class^=besar])",
    "[class*=iklan], [id^=gpt]",
    "li.besar#gpt-1",
    ".iklan.besar",
    "#iklan",
    "p",
    "p:not(.iklan)",
    "[class='']",
    ".iklan > p, .besar",
    ".iklan:has(b), #gpt-1",
    "[data-iklan='1'], .iklan",
    "[href$=iklan]",
    "p:empty, p:first-child, .iklan:nth-child(3)",
    ".tiada",
]


@pytest.mark.parametrize("css", SELECTORS)
def test_what_is_found_is_what_the_query_finds(css):
    finder = ElementFinder(css)
    query = etree.XPath(HTMLTranslator().css_to_xpath(css, prefix="descendant::"))
    for _ in range(2):
        container = etree.HTML(BODY).find(".//div")
        found = finder.find(container)
        assert set(found) == set(query(container))
        assert container not in found
        meant = finder.within(container)
        assert [each for each in container.iter() if each in meant] == query(container)


def test_more_kinds_than_are_remembered_are_told_apart(monkeypatch):
    monkeypatch.setattr(element_finder, "MOST_KINDS", 2)
    finder = ElementFinder(".iklan")
    container = etree.HTML(BODY).find(".//div")
    for _ in range(2):
        assert [each.tag for each in finder.find(container)] == ["p", "div", "ul", "p"]


def test_what_is_no_css_is_refused():
    with pytest.raises(SyntaxError):
        ElementFinder("p[")
