"""A folder of WARC files is one archive: the newest record of a page wins, revisits have bodies."""

import io

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsscraper.replay.addon import handler_for
from newsscraper.replay.folder import FolderHandler
from newsscraper.replay.warc import page_key
from newsscraper.replay.warc_pages import WarcHandler, recorded_pages

SITE = "https://news.example.id"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
DIGEST = "sha1:" + "A" * 32


class Archive:
    """Writes records into files of a folder."""

    def __init__(self, folder):
        self.folder = folder

    def write(self, name, *records):
        """Write a file of records: kind, date, body, and headers of the record."""
        with (self.folder / name).open("ab") as stream:
            writer = WARCWriter(stream, gzip=name.endswith((".gz", ".open")))
            for kind, date, body, *headers in records:
                status = "304 Not Modified" if NOT_MODIFIED in str(headers) else "200 OK"
                given = {"WARC-Date": date} | (headers[0] if headers else {})
                url = given.pop("url", SITE + "/a")
                http = given.pop("http", [("Date", date)])
                record = writer.create_warc_record(
                    url,
                    kind,
                    payload=io.BytesIO(body),
                    length=len(body),
                    warc_headers_dict=given,
                    http_headers=StatusAndHeaders(status, http, "HTTP/1.1") if http else None,
                )
                writer.write_record(record)

    def read(self, url=SITE + "/a"):
        """The answer for *url*."""
        settings = Settings({"REPLAY": str(self.folder)})
        return WarcHandler(Crawler(Spider, settings, init_reactor=False)).find(url, 0)


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path)


def test_the_newest_record_of_a_page_wins_whatever_its_file_is_called(archive):
    archive.write("c.warc.gz", ("response", "2026-01-01T00:00:00Z", b"old"))
    archive.write("a.warc", ("response", "2026-01-03T00:00:00.5Z", b"new"))
    archive.write("b.warc.gz", ("response", "2026-01-03T00:00:00Z", b"half a second older"))
    assert archive.read().body == b"new"


def test_within_a_file_the_last_record_wins(archive):
    newest, last = (
        ("response", "2026-01-03T00:00:00Z", b"x"),
        ("response", "2026-01-02T00:00:00Z", b"y"),
    )
    archive.write("a.warc.gz", newest, last)
    assert archive.read().body == b"y"


@pytest.mark.parametrize("names", [("a.warc.gz", "b.warc.gz"), ("b.warc.gz", "a.warc.gz")])
def test_a_revisit_has_the_body_of_its_original_and_all_else_of_its_own(archive, names):
    first, second = names
    archive.write(
        first, ("response", "2026-01-01T00:00:00Z", b"body", {"WARC-Payload-Digest": DIGEST})
    )
    revisit = {"WARC-Payload-Digest": DIGEST, "WARC-Profile": IDENTICAL}
    archive.write(second, ("revisit", "2026-01-02T00:00:00Z", b"", revisit))
    answer = archive.read()
    assert (answer.status, answer.body) == (200, b"body")
    assert answer.headers["Date"] == b"2026-01-02T00:00:00Z"
    assert answer.flags == ("archived 2026-01-02T00:00:00+00:00",)


@pytest.mark.parametrize(("body", "how"), [(b"packed", "gzip"), (b"<html>unpacked</html>", None)])
def test_a_revisit_is_packed_as_its_original_is(archive, body, how):
    first, again = ([("Content-Encoding", kind)] for kind in ("gzip", "br"))
    said = {"WARC-Payload-Digest": DIGEST, "WARC-Profile": IDENTICAL}
    archive.write("a.warc.gz", ("response", "2026-01-01T00:00:00Z", body, said | {"http": first}))
    archive.write("a.warc.gz", ("revisit", "2026-01-02T00:00:00Z", b"", said | {"http": again}))
    answer = archive.read()
    assert answer.body == body
    assert answer.headers.get("Content-Encoding") == (how and how.encode())


def test_a_revisit_of_half_a_page_is_half_a_page(archive):
    half = {"WARC-Payload-Digest": DIGEST, "WARC-Truncated": "length"}
    archive.write("a.warc.gz", ("response", "2026-01-01T00:00:00Z", b"hal", half))
    archive.write(
        "b.warc.gz", ("revisit", "2026-01-02T00:00:00Z", b"", {"WARC-Payload-Digest": DIGEST})
    )
    assert archive.read().flags == ("archived 2026-01-02T00:00:00+00:00", "partial")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"WARC-Payload-Digest": "sha1:" + "B" * 32},
        {"WARC-Payload-Digest": DIGEST, "WARC-Profile": NOT_MODIFIED},
        {"WARC-Payload-Digest": DIGEST, "http": None},
    ],
)
def test_a_revisit_that_leads_nowhere_leaves_the_earlier_page(archive, headers):
    original = {"WARC-Payload-Digest": DIGEST}
    archive.write("a.warc.gz", ("response", "2026-01-01T00:00:00Z", b"body", original))
    archive.write("a.warc.gz", ("revisit", "2026-01-02T00:00:00Z", b"", headers))
    assert archive.read().flags == ("archived 2026-01-01T00:00:00+00:00",)
    assert archive.read().body == b"body"


def test_a_page_of_the_other_scheme_is_found_last(archive):
    archive.write("a.warc", ("response", "2026-01-01T00:00:00Z", b"s", {"url": SITE + "/b"}))
    archive.write(
        "b.warc", ("response", "2026-02-01T00:00:00Z", b"p", {"url": "http://news.example.id/b"})
    )
    assert archive.read(SITE + "/b").body == b"s"
    assert archive.read("http://news.example.id/b").body == b"p"
    archive.write(
        "b.warc", ("response", "2026-02-01T00:00:00Z", b"p", {"url": "http://news.example.id/c"})
    )
    assert archive.read(SITE + "/c").body == b"p"


def test_a_file_that_still_grows_may_end_in_half_a_record(archive):
    archive.write("a.warc.gz.open", ("response", "2026-01-01T00:00:00Z", b"whole"))
    file = archive.folder / "a.warc.gz.open"
    whole = file.read_bytes()
    archive.write("a.warc.gz.open", ("response", "2026-01-02T00:00:00Z", b"torn"))
    both = file.read_bytes()
    for cut in range(len(whole), len(both)):
        file.write_bytes(both[:cut])
        assert archive.read().body == b"whole"
    file.write_bytes(both)
    assert archive.read().body == b"torn"


def test_a_file_that_has_just_begun_is_no_fault(archive):
    archive.write("a.warc.gz", ("response", "2026-01-01T00:00:00Z", b"whole"))
    for start in (b"", b"\x1f", b"\x1f\x8b\x08"):
        (archive.folder / "b.warc.gz.open").write_bytes(start)
        assert list(recorded_pages(archive.folder)) == [page_key(SITE + "/a")]


def test_a_torn_file_that_nobody_writes_to_is_refused(archive):
    archive.write("a.warc.gz", ("response", "2026-01-01T00:00:00Z", b"whole"))
    archive.write("b.warc.gz", ("response", "2026-01-01T00:00:00Z", b"torn"))
    torn = archive.folder / "b.warc.gz"
    whole = torn.read_bytes()
    for missing in range(1, 25):
        torn.write_bytes(whole[:-missing])
        with pytest.raises(ValueError, match=r"^REPLAY=.*b\.warc\.gz is damaged near byte"):
            handler_for(str(archive.folder))


def test_what_is_in_a_folder_tells_how_it_is_read(archive, tmp_path):
    assert handler_for(str(tmp_path)) is FolderHandler
    archive.write("a.warc.gz", ("response", "2026-01-01T00:00:00Z", b"whole"))
    (tmp_path / "notes.txt").write_text("of 2026")
    (tmp_path / "older").mkdir()
    assert handler_for(str(tmp_path)) is WarcHandler
    (tmp_path / "news.example.id").mkdir()
    with pytest.raises(ValueError, match=r"holds pages and WARC files; move one kind elsewhere\.$"):
        handler_for(str(tmp_path))


def test_a_folder_without_any_page_is_refused(archive):
    archive.write(
        "a.warc", ("response", "2026-01-01T00:00:00Z", b"", {"url": "dns:a", "http": None})
    )
    with pytest.raises(ValueError, match="holds no page"):
        handler_for(str(archive.folder))
