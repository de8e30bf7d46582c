"""Headers and body of a recorded answer fit together, whatever its recorder did to them."""

import gzip
import random
import zlib

import pytest
from scrapy.exceptions import ResponseDataLossError

from newsscraper.replay.as_sent import as_sent

PAGE = b"<html><body><p>Pasar malam dibuka lagi di alun-alun kota.</p></body></html>"
KINDS = ("gzip", "x-gzip", "deflate", "br", "zstd")


def in_chunks(body):
    return b"%X\r\n%s\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "body",
    [
        PAGE,
        b"\xef\xbb\xbf\r\n<!DOCTYPE html>" + PAGE,
        b"<!-- dari cache -->\n" + PAGE,
        b'{"id": 7, "title": "Pasar"}',
        b'[{"id":7}]',
    ],
)
def test_a_body_that_its_recorder_has_unpacked_is_not_said_to_be_packed(kind, body):
    pairs = [("Content-Encoding", kind), ("Content-Type", "text/html")]
    assert as_sent(pairs, body) == ({b"Content-Type": [b"text/html"]}, body)
    chunked = [*pairs, ("Transfer-Encoding", "chunked")]
    assert as_sent(chunked, body) == ({b"Content-Type": [b"text/html"]}, body)


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(PAGE), zlib.compress(PAGE), b"\x28\xb5\x2f\xfd"],
    ids=["gzip", "zlib", "zstd"],
)
def test_a_body_that_is_packed_stays_so(packed):
    pairs = [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    headers, body = as_sent(pairs, in_chunks(packed))
    assert (headers, body) == ({b"Content-Encoding": [b"gzip"]}, packed)


def test_brotli_which_begins_with_any_byte_is_not_taken_for_a_page():
    brotli = pytest.importorskip("brotli")
    noise = random.Random(3)
    for _ in range(300):
        text = PAGE + noise.randbytes(noise.randrange(3000)).hex().encode()
        packed = brotli.compress(text, quality=noise.randrange(12), lgwin=noise.randrange(10, 25))
        assert "Content-Encoding" in as_sent([("Content-Encoding", "br")], packed)[0]


def test_chunks_without_their_last_one_are_no_body():
    with pytest.raises(ResponseDataLossError):
        as_sent([("Transfer-Encoding", "chunked")], b"5\r\nPasar\r\n3\r\n")
