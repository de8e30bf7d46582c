import gzip
from datetime import UTC, datetime

import pytest
from lab.publishers import LOADER
from scrapy.http import Headers
from scrapy.settings import Settings

from newsscraper.archives.archived_page import LeftOut, PageReader
from newsscraper.archives.captures import Capture, Skip, stamp
from newsscraper.archives.further_pages import FurtherPages
from newsscraper.article.extraction import PartOfArticle

NOW = datetime(2026, 1, 21, tzinfo=UTC)


@pytest.fixture(scope="module")
def reader():
    settings = Settings()
    settings.setmodule("newsscraper.settings")
    return PageReader([LOADER.load(name) for name in sorted(LOADER.list())], settings)


def capture(url, body, status=200, **headers):
    return Capture(url, status, Headers({"Content-Type": "text/html"} | headers), body, 0, NOW)


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://mediaindonesia.com/ekonomi/851796/judul", "mediaindonesia:851796"),
        ("http://m.mediaindonesia.com/ekonomi/851796/judul?utm=1", "mediaindonesia:851796"),
        ("https://mediaindonesia.com/indeks", Skip.NO_ARTICLE),
        ("https://example.com/ekonomi/851796/judul", Skip.FOREIGN),
        ("dns:mediaindonesia.com", Skip.FOREIGN),
        ("", Skip.FOREIGN),
        ("https://[::1", Skip.FOREIGN),
    ],
)
def test_the_address_tells_whose_page_it_is(reader, url, owner):
    found = reader.owner_of(url)
    assert (found if isinstance(found, Skip) else found.key) == owner


def test_the_answer_of_an_interface_is_no_page_and_may_be_an_article(reader):
    assert reader.owner_of("https://lampost.co/wp-json/wp/v2/posts?slug=pasar").is_answer


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ({"status": 503}, "http_503"),
        ({"Content-Encoding": "gzip"}, "cut_off"),
        ({"body": b"<html><body>Pasar"}, "cut_off"),
    ],
)
def test_what_a_crawl_would_not_take_is_left_out(reader, page, reason):
    url = "https://mediaindonesia.com/ekonomi/851796/judul"
    page = {"body": gzip.compress(b"<html></html>")[:-3]} | page
    with pytest.raises(LeftOut, match=reason):
        reader.read(capture(url, **page), LOADER.load("mediaindonesia"))


def test_a_large_page_is_left_out_when_it_is_unpacked(reader):
    bomb = gzip.compress(b"<p>" * 5_000_000)
    with pytest.raises(LeftOut, match="too_large"):
        reader.read(
            capture("https://mediaindonesia.com/a/1/b", bomb, **{"Content-Encoding": "gzip"}),
            LOADER.load("mediaindonesia"),
        )


def test_a_pager_that_never_ends_is_left(reader):
    class Endless:
        def again(self, place):
            return capture("https://www.cnnindonesia.com/x/1/y", b"<html></html>")

    class Circle(PageReader):
        def read(self, capture, publisher, begun=None):
            raise PartOfArticle(None, "one of several", capture.url)

    circle = Circle([], reader.settings)
    pages = FurtherPages(Endless(), circle)
    owner = reader.owner_of("https://mediaindonesia.com/ekonomi/851796/judul")
    first = capture("https://mediaindonesia.com/ekonomi/851796/judul", b"")
    pages.note_part(first, owner, PartOfArticle(None, "one of several", first.url))
    assert [str(each) for each in pages.joined()] == ["not_whole"]


def test_a_time_is_said_as_articles_say_it():
    assert stamp(NOW) == "2026-01-21T00:00:00+00:00"
