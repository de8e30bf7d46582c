import gzip
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lab.publishers import LOADER
from scrapy.http import Headers
from scrapy.settings import Settings

from newsscraper.archives.archived_page import LeftOut, PageReader
from newsscraper.archives.captures import Capture, Skip, stamp
from newsscraper.archives.further_pages import FurtherPages
from newsscraper.archives.gathering import Gathering
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


def test_a_pager_that_never_ends_is_left(reader, tmp_path):
    first = capture("https://mediaindonesia.com/ekonomi/851796/judul", b"")
    further = replace(first, url=f"{first.url}?page=2")

    class Endless:
        def again(self, place):
            return further

    class Circle(PageReader):
        def read(self, capture, publisher, begun=None):
            raise PartOfArticle(None, "one of several", further.url)

    circle = Circle([LOADER.load("mediaindonesia")], reader.settings)
    with Gathering(tmp_path / "gathered.db", is_of_one_file=True) as gathering:
        pages = FurtherPages(gathering, circle, lambda archive: Endless())
        part = PartOfArticle(None, "one of several", further.url)
        for each in (first, further):
            pages.note_part("a.warc", each, circle.owner_of(each.url), part)
        for each in gathering.pages.to_be_joined():
            pages.join(each)
        assert gathering.counts() == {"not_whole": 1}


def test_a_time_is_said_as_articles_say_it():
    assert stamp(NOW) == "2026-01-21T00:00:00+00:00"
