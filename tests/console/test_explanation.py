"""Why an article is as it is, for a person and for a program."""

import json
from dataclasses import asdict

import pytest
from lab.command_line import PAGE, URL
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import read_article
from newsscraper.console.explanation import explain
from newsscraper.console.saved_page import read_saved_page
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider


@pytest.fixture(scope="module")
def response():
    return read_saved_page(str(PAGE), URL, 10**7)


@pytest.fixture(scope="module")
def found(response):
    return explain(response, MediaIndonesiaSpider, {"ledger": "stored, by run 3"})


def test_json_is_the_articles_line_with_the_evidence_beside_it(found, response):
    data = json.loads(found.to_json())
    why = data.pop("explanation")
    assert data == asdict(read_article(response, MediaIndonesiaSpider))
    assert why["problem"] is None
    assert why["store"] == {"ledger": "stored, by run 3"}
    assert why["readings"]["headline"][0]["source"] == data["sources"]["headline"]
    assert {"text": "(E-2)", "rule": "sign-off"} in [
        each for block in why["body"] for each in block
    ]


def test_each_field_has_a_line_and_what_other_places_say_is_below_it(found):
    lines = list(found.lines(is_coloured=False))
    assert lines[0] == URL
    [at] = [n for n, line in enumerate(lines) if line.startswith("headline ")]
    assert lines[at].endswith("  <- css h1")
    assert lines[at + 1] == "  state article_title: the same"
    assert lines[at + 2].startswith("  ld headline: Lulusan Pertama")
    assert "ledger                 stored, by run 3" in lines


@pytest.mark.parametrize(
    ("is_coloured", "mark"),
    [(True, "\x1b[31msign-off: (E-2)\x1b[0m"), (False, "[sign-off: (E-2)]")],
)
def test_what_was_cut_is_marked_by_colour_or_by_brackets(found, is_coloured, mark):
    text = "\n".join(found.lines(is_coloured=is_coloured))
    assert mark in text
    assert ("\x1b" in text) == is_coloured


def test_a_page_cannot_play_tricks_on_the_terminal(response):
    tricks = "TIGA\x9b2J\u202e ⟦PULUH"
    body = response.body.replace(b"TIGA PULUH DELAPAN", tricks.encode())
    spoilt = explain(HtmlResponse(URL, body=body), MediaIndonesiaSpider)
    text = "\n".join(spoilt.lines(is_coloured=True))
    assert "\x9b" not in text
    assert "\u202e" not in text
    assert text.count("\x1b[31m") == text.count("\x1b[0m") == 3
    assert "⟦PULUH" in text


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"<html><body><p>Halo</p></body></html>", "no known template of an article page is in it"),
        (b"Halo dunia", "it is not HTML"),
    ],
)
def test_a_page_without_an_article_is_explained_as_far_as_it_can_be_read(body, problem):
    found = explain(HtmlResponse(URL, body=body), MediaIndonesiaSpider)
    assert found.article is None
    assert list(found.lines(is_coloured=False))[:2] == [URL, f"no article: {found.problem}"]
    assert problem.split()[-1] in found.problem
    assert json.loads(found.to_json())["url"] == URL
