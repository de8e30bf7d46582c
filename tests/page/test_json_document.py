"""JSON in place of pages: an article that is opened as a page, and what is no JSON."""

import json

import pytest
from scrapy.http import HtmlResponse, JsonResponse, Response

from newsscraper.article.rights import read_rights
from newsscraper.page.fetched_page import element_of
from newsscraper.page.json_document import JsonAnswer, json_of
from newsscraper.page.opening import NoArticle, open_page
from newsscraper.spiders.lampost import LampostSpider

REST = "https://lampost.co/wp-json/wp/v2/posts?slug=a-b-c"
PAGE = "https://lampost.co/ekonomi/harga-beras-turun/"
POST = {"link": PAGE, "title": {"rendered": "Harga Beras Turun"}}


def answer(data, kind=JsonResponse, **headers):
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return kind(REST, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})


@pytest.mark.parametrize("kind", [JsonResponse, HtmlResponse])
@pytest.mark.parametrize("data", [{}, [], [1], {"a": [None]}])
def test_an_object_or_a_list_is_json_whatever_its_type(kind, data):
    assert json_of(answer(data, kind)) == data


@pytest.mark.parametrize(
    "body", [b"", b"5", b'"x"', b"{", b"{]", b"<html></html>", b"{" * 9999 + b"}", b"\x00{}"]
)
def test_anything_else_is_none(body):
    assert json_of(answer(body)) is None


def test_what_is_no_text_is_none():
    assert json_of(Response(REST, body=b"{}")) is None


@pytest.mark.parametrize("data", [POST, [POST]])
def test_one_article_is_a_page_at_the_address_that_it_names(data):
    page = open_page(answer(data), LampostSpider)
    assert (page.data, page.url) == (POST, PAGE)
    assert page.address.key == "lampost:harga-beras-turun"


@pytest.mark.parametrize("data", [[], [POST, POST], ["x"]])
def test_a_list_of_none_or_several_is_no_article(data):
    with pytest.raises(NoArticle, match="not one article"):
        open_page(answer(data), LampostSpider)


def test_what_headers_tell_robots_is_of_the_answer_and_what_the_article_says_is_its_own():
    assert read_rights(open_page(answer(POST, X_Robots_Tag="noindex"), LampostSpider)) is None
    said = POST | {"yoast_head_json": {"robots": {"index": "noindex", "follow": "follow"}}}
    rights = read_rights(open_page(answer(said), LampostSpider))
    assert rights["robots"] == ["noindex", "follow"]
    reserved = read_rights(open_page(answer(POST, TDM_Reservation="1"), LampostSpider))
    assert reserved["tdm_reservation"]


def test_a_publisher_without_such_answers_reads_none():
    class Plain(LampostSpider):
        json_answer = None

    with pytest.raises(NoArticle, match="not HTML"):
        open_page(answer(POST), Plain)
    assert JsonAnswer("link").robots is None


@pytest.mark.parametrize(
    "content",
    [
        f"<p {' '.join(f'a{number}' for number in range(5_000))}>Harga garam naik.</p>",
        "<p>Harga garam naik.</p>" * 10_001,
    ],
)
def test_content_that_costs_too_much_is_not_parsed(content):
    assert element_of("<p>Harga garam naik.</p>") is not None
    assert element_of(content) is None
