"""What goes back to a publisher is what came from it."""

import pytest
from scrapy.http import Request, Response

from newsscraper.roads.validators import Validators
from newsscraper.store import index_pages, run_log, walk_log
from newsscraper.store.article_store import Store
from newsscraper.store.index_pages import IndexPage
from newsscraper.window import Window

URL = "https://mediaindonesia.com/indeks"
TAGS = [b'"abc"', b'W/"abc"', b"abc", b'"a,b c"', b'"\xe9\xff"', b'W/"5f-\\"x\\""']


@pytest.mark.parametrize("tag", TAGS)
def test_an_entity_tag_goes_back_byte_by_byte(tag):
    validators = Validators.of(Response(URL, headers={"ETag": tag}))
    request = Request(URL, headers=validators.conditions)
    assert request.headers.get("If-None-Match") == tag
    assert "If-Modified-Since" not in request.headers


def test_a_time_goes_back_as_it_was_written():
    written = "tue, 20 Jan 2026 12:30:00 +0700"
    validators = Validators.of(Response(URL, headers={"Last-Modified": written}))
    assert validators.conditions == {"If-Modified-Since": written.encode()}


def test_without_either_nothing_is_sent():
    assert Validators.of(Response(URL)).conditions == {}
    assert Validators.of(Response(URL, headers={"ETag": ""})).conditions == {}


@pytest.mark.parametrize(
    ("is_complete", "makes_known", "is_sent"), [(1, 1, True), (1, 0, False), (0, 1, False)]
)
def test_conditions_are_sent_when_a_complete_walk_read_the_page(is_complete, makes_known, is_sent):
    store, kept = Store.open(None), Validators('W/"\xe9"', "yesterday")
    with store.writing() as transaction:
        run = run_log.begin(transaction, "a", {}, store.clock.now())
        walk = walk_log.begin(transaction, "a", URL, run, Window(), is_from_top=True)
        page = IndexPage("a", URL, URL, walk)
        index_pages.read(transaction, page, Validators("old", "old"))
        index_pages.read(transaction, page, kept)
        if is_complete:
            walk_log.complete(transaction, URL, walk, makes_known=bool(makes_known))
        assert index_pages.validators_of(transaction, URL, URL) == (
            kept if is_sent else Validators()
        )
        assert index_pages.validators_of(transaction, URL, f"{URL}/2") == Validators()
    store.close()
