"""What requests are for, and where they led."""

import pytest
from scrapy import Request
from scrapy.http import Response
from worlds.press import INDEX, address, key

from newsscraper.crawl.requests import (
    NOT_MODIFIED,
    Priority,
    article_request,
    asked_for,
    index_request,
    key_of,
    page_asked,
    road_of,
    way_of,
)


def parse(response, **given):
    yield response


def give_up(failure):
    yield from ()


def index(url=INDEX, conditions=None):
    return index_request(url, INDEX, conditions or {}, parse, give_up)


def article(priority=Priority.ARTICLE):
    return article_request(key(1), address(1), priority, parse, give_up)


def redirected(request, *urls):
    """The request as Scrapy makes it of one that led over *urls*."""
    return request.replace(url=urls[-1], meta={"redirect_urls": [request.url, *urls[:-1]]})


def test_articles_come_before_lists_and_one_that_was_begun_before_all():
    ordered = [Priority.INDEX, Priority.RELATED, Priority.ARTICLE, Priority.WHOLE]
    assert sorted(Priority) == ordered
    assert len(set(ordered)) == 4
    assert index().priority == Priority.INDEX
    assert [article(each).priority for each in Priority] == list(Priority)


def test_priorities_are_plain_numbers_that_a_disk_queue_keeps():
    assert type(index().priority) is int
    assert type(article().priority) is int


def test_a_request_knows_what_it_is_for():
    assert (road_of(index()), key_of(index())) == (INDEX, None)
    assert (road_of(article()), key_of(article())) == (None, key(1))
    other = Request(INDEX)
    assert (road_of(other), key_of(other)) == (None, None)


def test_the_road_of_a_later_page_is_that_of_the_walk():
    page = index(f"{INDEX}?page=2")
    assert (page.url, road_of(page)) == (f"{INDEX}?page=2", INDEX)


@pytest.mark.parametrize("request_", [index(), article()])
def test_both_outcomes_of_a_request_are_listened_to(request_):
    assert (request_.callback, request_.errback) == (parse, give_up)


def test_conditions_are_sent_and_their_answer_comes_back():
    request = index(conditions={"If-None-Match": b'"\xe9"'})
    assert request.headers["If-None-Match"] == b'"\xe9"'
    assert request.meta == {"handle_httpstatus_list": [NOT_MODIFIED]}


def test_without_conditions_a_304_is_an_error_as_any_other():
    assert index().meta == {}
    assert not index().headers


def test_a_page_is_named_by_what_was_asked_for_whatever_redirects_did():
    first = index()
    last = redirected(first, f"{INDEX}/", "https://www.mediaindonesia.com/indeks")
    assert page_asked(first) == page_asked(last) == INDEX
    assert road_of(last) == INDEX


def test_the_way_names_both_ends_of_a_redirect():
    first = article()
    last = redirected(first, address(2), address(3))
    assert way_of(first) == address(1)
    assert way_of(last) == f"{address(1)}, redirected to {address(3)}"
    assert way_of(redirected(first, address(2), address(1))) == address(1)
    assert way_of(None) == "an unknown URL"


def test_an_answer_knows_its_request():
    request = index()
    assert asked_for(Response(INDEX, request=request)) is request
    with pytest.raises(AssertionError):
        asked_for(Response(INDEX))
