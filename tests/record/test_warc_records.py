"""Requests and responses become records that others can read, and tell no secret."""

import gzip

import pytest

from newsscraper.record.warc_records import (
    Earlier,
    info_record,
    payload_digest,
    recorded_body,
)

EARLIER = Earlier("https://news.example.id/a?b=1", "2026-01-19T00:00:00Z", "a.warc.gz", 7)


def test_a_response_is_written_as_it_came(exchange, read):
    body = gzip.compress(b"<p>Isi</p>")
    headers = {"Content-Encoding": "gzip", "Set-Cookie": ["a=1", "b=2"]}
    made = exchange(body=body, headers=headers, protocol="HTTP/1.0", ip_address="192.0.2.1")
    [(kind, said, http, read_body)] = read(made.response_record())
    assert (kind, read_body) == ("response", body)
    assert (http.protocol, http.statusline) == ("HTTP/1.0", "200 OK")
    assert http.headers == [
        ("Content-Encoding", "gzip"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    ]
    assert said["WARC-Date"] == "2026-01-20T11:30:00.123456Z"
    assert said["WARC-Target-URI"] == "https://news.example.id/a?b=1"
    assert said["WARC-IP-Address"] == "192.0.2.1"
    assert said["WARC-Payload-Digest"] == payload_digest(body)
    assert said["WARC-Block-Digest"].startswith("sha1:")


@pytest.mark.parametrize("value", ["/caf\u00e9".encode(), b"/caf\xe9", b"/%C3%A9", b"a;b=\xff"])
def test_headers_keep_their_bytes(exchange, value):
    made = exchange(status=301, headers={"Location": value}, body=b"")
    plain = gzip.decompress(made.response_record())
    assert b"\r\n\r\nHTTP/1.1 301 Moved Permanently\r\nLocation: " + value + b"\r\n\r\n" in plain


def test_an_address_behind_a_proxy_is_not_the_publishers(exchange, read):
    made = exchange(ip_address="192.0.2.1", meta={"proxy": "http://192.0.2.1:3128"})
    [(_, said, *_)] = read(made.response_record())
    assert "WARC-IP-Address" not in said


def test_a_request_tells_no_secret(exchange, read):
    secret = ["Cookie", "cookie", "Authorization", "Proxy-Authorization"]
    sent = {"User-Agent": "newsscraper", **dict.fromkeys(secret, "rahasia")}
    made = exchange("https://saya:rahasia@news.example.id/a?b=1#c", sent=sent)
    content = made.response_record() + made.request_record()
    [answer, (kind, said, http, _)] = read(content)
    assert kind == "request"
    assert (http.protocol, http.statusline) == ("GET", "/a?b=1 HTTP/1.1")
    assert http.headers == [("Host", "news.example.id"), ("User-Agent", "newsscraper")]
    assert said["WARC-Concurrent-To"] == answer[1]["WARC-Record-ID"]
    assert said["WARC-Target-URI"] == answer[1]["WARC-Target-URI"]
    plain = b"".join(map(gzip.decompress, (made.response_record(), made.request_record())))
    assert b"rahasia" not in plain
    assert b"saya" not in plain


@pytest.mark.parametrize("path", ["", "/", "//etc/x", "/a;b?", "/a%20b?c=%2F&d"])
def test_the_request_line_has_the_path_as_it_was_sent(exchange, read, path):
    [(_, _, http, _)] = read(exchange(f"https://news.example.id{path}").request_record())
    assert http.statusline == f"{path.removesuffix('?') or '/'} HTTP/1.1"


@pytest.mark.parametrize(
    ("flags", "reason"),
    [(["dataloss"], "disconnect"), (["download_stopped"], "length"), ([], None)],
)
def test_an_answer_that_lacks_its_end_says_so(exchange, read, flags, reason):
    [(_, said, *_)] = read(exchange(flags=flags).response_record())
    assert said.get("WARC-Truncated") == reason


def test_a_revisit_leaves_the_body_to_an_earlier_record(exchange, read):
    made = exchange(headers={"ETag": "new"})
    [(kind, said, http, body)] = read(made.revisit_record(EARLIER))
    assert (kind, body, http.get_header("ETag")) == ("revisit", b"", "new")
    assert said["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
    assert said["WARC-Payload-Digest"] == payload_digest(b"<p>Isi</p>")
    assert said["WARC-Refers-To-Date"] == EARLIER.date
    assert said["WARC-Refers-To-Target-URI"] == EARLIER.url


def test_not_modified_is_a_revisit_of_its_own_kind(exchange, read):
    [(kind, said, http, _)] = read(exchange(status=304, body=b"").unchanged_record())
    assert (kind, http.statusline) == ("revisit", "304 Not Modified")
    assert said["WARC-Profile"].endswith("/1.1/revisit/server-not-modified")


def test_all_digests_are_right(exchange, complaints, tmp_path):
    file = tmp_path / "a.warc.gz"
    made = exchange()
    empty = exchange(status=999, body=b"")
    records = [
        info_record(file.name, {"software": "a test"}),
        *(made.response_record(), made.request_record(), made.revisit_record(EARLIER)),
        *(empty.response_record(), empty.unchanged_record()),
    ]
    file.write_bytes(b"".join(records))
    assert complaints(file) == 0


def test_a_body_is_read_back_only_where_a_response_begins(exchange, tmp_path):
    made, file = exchange(), tmp_path / "a.warc.gz"
    first = made.response_record()
    file.write_bytes(first + made.request_record())
    assert recorded_body(file, 0, 100) == b"<p>Isi</p>"
    assert recorded_body(file, 0, 3) == b"<p>"
    assert [recorded_body(file, place, 9) for place in (3, len(first), 10**6)] == [None] * 3
    file.write_bytes(first[:-30])
    assert recorded_body(file, 0, 100) != b"<p>Isi</p>"
