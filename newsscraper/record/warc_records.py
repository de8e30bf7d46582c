"""Requests and responses as WARC 1.1 records, each packed by itself."""

import gzip
import io
import zlib
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr
from datetime import UTC, datetime
from http.client import responses as phrases
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urldefrag, urlsplit

from scrapy import Request
from scrapy.http import Headers, Response
from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from newsscraper.messages.redaction import without_user

_PROFILES: Final = "http://netpreserve.org/warc/1.1/revisit"

_SECRET: Final = frozenset({b"authorization", b"cookie", b"proxy-authorization"})
"""Headers of requests that are not written."""

_LEVEL: Final = 6
"""Of compression. 9, which is usual, takes up to twice as long for 1 % less."""

_TRUNCATED: Final = {"dataloss": "disconnect", "download_stopped": "length"}
"""Flag of a response that lacks its end -> what a record calls that."""

NOT_MODIFIED: Final = 304


class Earlier(NamedTuple):
    """A recorded response."""

    url: str
    date: str
    file: str
    place: int


class _Headers(StatusAndHeaders):  # type: ignore[misc]
    """Headers of HTTP in the bytes in which they came; warcio's own escapes what is no ASCII."""

    def to_ascii_bytes(self, filter_func: object = None) -> bytes:
        text: str = self.to_str(filter_func)
        return text.encode("latin-1") + b"\r\n"


def info_record(file: str, facts: Mapping[str, str]) -> bytes:
    """Return the record that says what *file* is."""
    return _packed(lambda writer: writer.create_warcinfo_record(file, facts))


class Exchange:
    """A request and its response, about to be recorded."""

    def __init__(self, request: Request, response: Response, moment: datetime) -> None:
        self.request, self.response = request, response
        self.url = without_user(urldefrag(response.url).url)
        self.date = moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
        self.digest = payload_digest(response.body)
        self._id = StatusAndHeadersParser.make_warc_id()

    def response_record(self) -> bytes:
        """Return the record of the response, with its body."""
        given = self._given | {"WARC-Payload-Digest": self.digest}
        return self._record("response", given, self._answer, self.response.body)

    def revisit_record(self, earlier: Earlier) -> bytes:
        """Return a record that leaves the body to an *earlier* one, which has the same."""
        given = self._given | {
            "WARC-Profile": f"{_PROFILES}/identical-payload-digest",
            "WARC-Payload-Digest": self.digest,
            "WARC-Refers-To-Target-URI": earlier.url,
            "WARC-Refers-To-Date": earlier.date,
        }
        return self._record("revisit", given, self._answer)

    def unchanged_record(self) -> bytes:
        """Return the record of an answer that says the page is as it was (304)."""
        given = self._given | {"WARC-Profile": f"{_PROFILES}/server-not-modified"}
        return self._record("revisit", given, self._answer)

    def request_record(self) -> bytes:
        """Return the record of the request, without secrets."""
        given = {"WARC-Date": self.date, "WARC-Concurrent-To": self._id}
        return self._record("request", given, self._question, self.request.body)

    @property
    def _given(self) -> dict[str, str]:
        given = {"WARC-Record-ID": self._id, "WARC-Date": self.date}
        if self.response.ip_address and not self.request.meta.get("proxy"):
            given["WARC-IP-Address"] = str(self.response.ip_address)
        for flag, reason in _TRUNCATED.items():
            if flag in self.response.flags:
                given["WARC-Truncated"] = reason
        return given

    @property
    def _answer(self) -> _Headers:
        status = self.response.status
        line = f"{status} {phrases.get(status, 'Unknown')}"
        return _Headers(line, _pairs(self.response.headers), self.response.protocol or "HTTP/1.1")

    @property
    def _question(self) -> _Headers:
        parts = urlsplit(self.url)
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        headers = [each for each in _pairs(self.request.headers) if each[0].lower() not in _SECRET]
        if "Host" not in self.request.headers:
            headers.insert(0, (b"Host", parts.netloc.encode()))
        return _Headers(f"{target} HTTP/1.1", headers, self.request.method)

    def _record(self, kind: str, given: dict[str, str], http: _Headers, body: bytes = b"") -> bytes:
        return _packed(
            lambda writer: writer.create_warc_record(
                self.url,
                kind,
                payload=io.BytesIO(body),
                length=len(body),
                warc_headers_dict=given,
                http_headers=http,
            )
        )


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name in headers for value in headers.getlist(name)]


def _packed(create: Callable[[Any], Any]) -> bytes:
    """Return the record that *create* makes with warcio's writer, as a gzip member."""
    plain = io.BytesIO()
    writer = WARCWriter(plain, gzip=False, warc_version="WARC/1.1")
    writer.write_record(create(writer))
    return gzip.compress(plain.getvalue(), _LEVEL, mtime=0)


def payload_digest(body: bytes) -> str:
    """Return what tells payloads apart, as WARC writes it."""
    digester = Digester("sha1")
    digester.update(body)
    return str(digester)


def recorded_body(file: Path, place: int, most: int) -> bytes | None:
    """Return the body of the response that begins at *place* of *file*, up to *most* bytes.

    None when no response begins there.
    """
    with file.open("rb") as stream, redirect_stderr(io.StringIO()):
        stream.seek(place)
        try:
            record = next(WARCIterator(stream))
        except (ArchiveLoadFailed, StopIteration, EOFError, zlib.error):
            return None
        return bytes(record.raw_stream.read(most)) if record.rec_type == "response" else None
