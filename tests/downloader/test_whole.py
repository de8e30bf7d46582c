"""Half a page never passes for a whole one."""

import gzip
import zlib

import pytest
from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.test import get_crawler

from newsscraper.downloader.whole import CUT_OFF, DecompressionMiddleware, is_cut_off
from newsscraper.failures import Fate, Reason, Refusal

URL = "https://mediaindonesia.com/ekonomi/1/judul"
PAGE = b"<html><body><p>Isi berita.</p></body></html>" * 20
MEMBERS = [gzip.compress(half, mtime=0) for half in (PAGE[:99], PAGE[99:])]
"""Each ends with zeros: they are the length of a short page, and no padding."""


@pytest.fixture
def unpack():
    middleware = DecompressionMiddleware.from_crawler(get_crawler())

    def unpacked(body, encoding=b"gzip"):
        headers = {b"Content-Type": b"text/html", b"Content-Encoding": encoding}
        response = Response(URL, headers=headers, body=body)
        return middleware.process_response(Request(URL), response)

    return unpacked


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(PAGE, mtime=0), b"gzip"),
        (gzip.compress(PAGE, mtime=0) + bytes(16), b"gzip"),
        (MEMBERS[0] + MEMBERS[1], b"gzip"),
        (MEMBERS[0] + bytes(16) + MEMBERS[1] + bytes(16), b"gzip"),
        (zlib.compress(PAGE), b"deflate"),
    ],
)
def test_a_whole_page_is_unpacked_without_a_flag(unpack, body, encoding):
    response = unpack(body, encoding)
    assert (response.body, response.flags) == (PAGE, ["decoded"] if response.flags else [])
    assert not is_cut_off(response)


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(PAGE, mtime=0)[:-8],
        gzip.compress(PAGE, mtime=0)[:-1],
        gzip.compress(PAGE, mtime=0)[:30],
        gzip.compress(PAGE, mtime=0) + gzip.compress(PAGE, mtime=0)[:-8],
        b"\x1f\x8b\x08\x00" + b"\xff" * 50,
        b"not packed at all",
    ],
)
def test_a_page_whose_packing_has_no_proper_end_is_cut_off(unpack, body):
    response = unpack(body)
    assert CUT_OFF in response.flags
    assert is_cut_off(response)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(gzip.compress(b"", mtime=0), b"gzip"), (zlib.compress(b""), b"deflate")],
    ids=["gzip", "deflate"],
)
def test_a_packed_page_that_unpacks_to_nothing_is_cut_off(unpack, body, encoding):
    response = unpack(body, encoding)
    assert response.body == b""
    assert is_cut_off(response)


def test_a_page_without_anything_to_unpack_is_not_cut_off(unpack):
    assert not is_cut_off(unpack(b""))


def test_what_unpacks_to_too_much_is_refused():
    crawler = get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": 1000})
    middleware = DecompressionMiddleware.from_crawler(crawler)
    response = Response(URL, headers={"Content-Encoding": "gzip"}, body=gzip.compress(bytes(5000)))
    with pytest.raises(Refusal) as refusal:
        middleware.process_response(Request(URL), response)
    assert refusal.value.verdict == (Fate.FAILED, Reason.TOO_LARGE, 200)


@pytest.mark.parametrize(
    ("body", "is_cut"),
    [
        (b"<html><body><p>Isi", True),
        (b"<!DOCTYPE html>\n<HTML lang=id><p>Isi</HTML >", False),
        (b"<body>Isi</body><script>" + b"x" * 9000 + b"</script>", False),
        (b"<p>A page that opens nothing", False),
        (b"", False),
    ],
)
def test_a_page_that_opens_has_to_close(body, is_cut):
    assert is_cut_off(HtmlResponse(URL, body=body)) is is_cut


def test_an_error_page_and_what_is_no_page_need_no_end():
    assert not is_cut_off(HtmlResponse(URL, 503, body=b"<html>"))
    assert not is_cut_off(Response(URL, body=b"<html>"))
