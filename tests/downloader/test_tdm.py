"""What a `tdmrep.json` says of an article page, and for how long it is remembered."""

import asyncio
import json
from types import SimpleNamespace

import pytest
from scrapy import Spider
from scrapy.http import HtmlResponse, Request
from scrapy.utils.test import get_crawler

from newsscraper.downloader.tdm import TdmReservations
from newsscraper.downloader.tdm_file import MOST_RULES, read_rules
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store.article_store import Store

HOME = "https://mediaindonesia.com"
ARTICLE = f"{HOME}/ekonomi/851796/judul"
LOCATION = f"{HOME}/.well-known/tdmrep.json"
POLICY = "https://mediaindonesia.com/policy.json"
RULES = json.dumps(
    [
        {"location": "/ekonomi/*", "tdm-reservation": 1, "tdm-policy": POLICY},
        {"location": "/", "tdm-reservation": 0},
    ]
).encode()


class Publisher:
    """A publisher that answers, or fails to, and notes what it was asked for."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    async def download_async(self, request):
        self.asked.append(request.url)
        status, body = self.answers.pop(0)
        if status is None:
            raise OSError
        return HtmlResponse(request.url, status, body=body)


def middleware_for(publisher, spider=None):
    crawler = get_crawler()
    crawler.spider = spider or MediaIndonesiaSpider()
    crawler.engine = publisher
    return TdmReservations.from_crawler(crawler)


def headers_of(middleware, url=ARTICLE, **own):
    """The headers of a page at *url*, once it went through the middleware."""
    asyncio.run(middleware.process_request(Request(url)))
    headers = {name.replace("_", "-"): value for name, value in own.items()}
    page = middleware.process_response(Request(url), HtmlResponse(url, headers=headers))
    return {name.decode().lower(): page.headers[name].decode() for name in page.headers}


@pytest.fixture
def store():
    store = Store.open(None)
    yield store
    store.close()


def test_a_page_gets_the_headers_of_the_first_rule_for_its_path():
    middleware = middleware_for(Publisher((200, RULES)))
    assert headers_of(middleware) == {"tdm-reservation": "1", "tdm-policy": POLICY}
    assert headers_of(middleware, f"{HOME}/humaniora/2/b") == {"tdm-reservation": "0"}


def test_the_headers_of_the_page_itself_have_priority():
    middleware = middleware_for(Publisher((200, RULES)))
    assert headers_of(middleware, tdm_reservation="0") == {"tdm-reservation": "0"}


def test_the_file_is_asked_for_once_for_a_host_and_for_articles_only():
    publisher = Publisher((200, RULES))
    middleware = middleware_for(publisher)
    headers_of(middleware, f"{HOME}/indeks")
    assert publisher.asked == []
    headers_of(middleware)
    headers_of(middleware, f"{HOME}/ekonomi/2/b")
    assert publisher.asked == [LOCATION]


def test_a_spider_that_is_no_publisher_asks_for_nothing():
    publisher = Publisher()
    headers_of(middleware_for(publisher, SimpleNamespace(name="default")))
    headers_of(middleware_for(publisher, Spider("lain")))
    assert publisher.asked == []


def test_a_store_remembers_the_file_for_the_next_run(store):
    first, second = Publisher((200, RULES)), Publisher()
    for publisher in (first, second):
        middleware = middleware_for(publisher)
        middleware.remember_in(store)
        assert headers_of(middleware)["tdm-reservation"] == "1"
    assert (first.asked, second.asked) == ([LOCATION], [])


def test_that_there_is_no_file_is_remembered_too(store):
    first, second = Publisher((404, b"")), Publisher()
    for publisher in (first, second):
        middleware = middleware_for(publisher)
        middleware.remember_in(store)
        assert headers_of(middleware) == {}
    assert second.asked == []


@pytest.mark.parametrize("answer", [(500, b""), (None, b"")])
def test_what_could_not_be_had_says_nothing_and_is_asked_for_again(store, answer):
    for publisher in (Publisher(answer), Publisher((200, RULES))):
        middleware = middleware_for(publisher)
        middleware.remember_in(store)
        headers = headers_of(middleware)
    assert headers["tdm-reservation"] == "1"
    assert publisher.asked == [LOCATION]


@pytest.mark.parametrize("run", [1, 2])
def test_without_a_store_each_process_asks(run):
    publisher = Publisher((200, RULES))
    headers_of(middleware_for(publisher))
    assert publisher.asked == [LOCATION]


@pytest.mark.parametrize(
    ("body", "reservations"),
    [
        (b'{"location": "/", "tdm-reservation": 1}', ["1"]),
        (b'[{"location": "/", "tdm-reservation": true}]', ["1"]),
        (b'[{"location": "/", "tdm-reservation": "0"}]', ["0"]),
        (b'[{"location": "/", "tdm-reservation": 2}]', []),
        (b'[{"location": "/\\nDisallow: /", "tdm-reservation": 1}]', []),
        (b'[{"tdm-reservation": 1}, 7, null]', []),
        (b"<html>", []),
        (b"[" * 100_000, []),
        (b"7", []),
        (b"", []),
    ],
)
def test_what_is_not_as_the_protocol_says_is_left_out(body, reservations):
    assert [rule.reservation for rule in read_rules(body)] == reservations


def test_an_endless_file_is_not_read_to_its_end():
    rule = {"location": "/", "tdm-reservation": 1}
    assert len(read_rules(json.dumps([rule] * 2 * MOST_RULES).encode())) == MOST_RULES
