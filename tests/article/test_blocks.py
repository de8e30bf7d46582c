"""Blocks: runs of text between the boundaries that a reader sees, before any rule for bodies."""

import pytest
from lxml import html

from newsscraper.article.blocks import read_blocks


def blocks(markup, junk=".//aside", read_also=".//nav"):
    container = html.fragment_fromstring(markup, create_parent="div")
    also = set(container.xpath(read_also))
    found = read_blocks(container, also.union(container.xpath(junk)), also)
    return [(block.kind, block.text) for block in found]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", []),
        ("Satu", [("paragraph", "Satu")]),
        ("<h2>Sub</h2>Satu", [("subhead", "Sub"), ("paragraph", "Satu")]),
        ("<ul><li>Satu</ul>", [("list_item", "Satu")]),
        ("<blockquote><p>Satu</blockquote>", [("quote", "Satu")]),
        ("Satu<aside>iklan</aside> dua", [("paragraph", "Satu dua")]),
        ("Satu<script>iklan()</script>", [("paragraph", "Satu")]),
    ],
)
def test_text_is_cut_at_boundaries_and_what_is_junk_is_left_out(markup, expected):
    assert blocks(markup) == expected


def test_what_leads_elsewhere_is_a_block_of_its_own_with_its_links_and_no_text():
    container = html.fragment_fromstring("Satu<nav><a href='/2'>Dua</a></nav>Tiga", "div")
    also = set(container.iter("nav"))
    found = read_blocks(container, also, also)
    assert [block.links for block in found if block.kind == "read_also"] == [[("/2", "Dua")]]
    assert [block.text for block in found if block.kind == "read_also"] == [""]


def test_what_leads_elsewhere_is_no_junk():
    markup = "<p>Satu</p><nav><a href='/2'>Dua</a></nav><p>Tiga<nav>Dua</nav></p>Empat"
    found = blocks(markup, junk=".//nav")
    assert found == blocks(markup, junk=".//aside")
    assert [kind for kind, _ in found].count("read_also") == 2


def test_a_comment_behind_a_paragraph_is_no_advert():
    assert blocks("<p>Satu</p><!-- aside --><p>Dua</p>") == [
        ("paragraph", "Satu"),
        ("paragraph", "Dua"),
    ]


def test_only_a_whole_paragraph_in_bold_is_a_subhead():
    container = html.fragment_fromstring("<p><b>Sub</b></p><p><b>Tebal</b> biasa</p>", "div")
    assert [block.is_subhead for block in read_blocks(container, set(), set())] == [True, False]


def test_an_advert_behind_the_container_does_not_cut_it():
    page = html.fromstring("<body><p><b>Sub</b></p><aside>iklan</aside></body>")
    container = page.find(".//p")
    assert [block.is_subhead for block in read_blocks(container, {*page.iter("aside")}, ())] == [
        True
    ]
