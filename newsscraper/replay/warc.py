"""Reads pages from a WARC file: one pass finds where they are, each is read when asked for."""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr, suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from textwrap import shorten
from typing import Any, Final
from urllib.parse import urldefrag, urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Headers
from w3lib.url import safe_url_string
from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed

from newsscraper.page.fetch_time import archived_flag
from newsscraper.replay.folder import OfflineHandler, StoredAnswer, host_of, read_within

_CHUNK_SIZE: Final = re.compile(rb"([0-9A-Fa-f]+)[ \t]*(?:;[^\r\n]*)?\r\n")


class WarcHandler(OfflineHandler):
    """Pages of a WARC file: the last ``response`` record of a URL, else of its other scheme."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.file = Path(crawler.settings["REPLAY"])
        self.offsets = page_offsets(self.file)

    def find(self, url: str, limit: int) -> StoredAnswer | None:
        """Return the page as it was recorded, with its time of recording as a flag."""
        scheme, rest = page_key(url)
        for key in ((scheme, rest), ("http" if scheme == "https" else "https", rest)):
            if key in self.offsets:
                return read_page(self.file, self.offsets[key], limit)
        return None


def page_key(url: str) -> tuple[str, str]:
    """Return scheme and rest of *url*, escaped as Scrapy does it; ValueError for no URL."""
    parts = urlsplit(safe_url_string(urldefrag(url).url))
    rest = parts._replace(scheme="", netloc=host_of(parts), path=parts.path or "/")
    return parts.scheme, rest.geturl()


def page_offsets(file: Path) -> dict[tuple[str, str], int]:
    """Return for each page of *file*, by ``page_key``, the place of its last response record.

    Raises ValueError with one line for a file that is no WARC file, is torn, or cannot be read
    record by record. A file is read once per process, however often this is called.
    """
    try:
        state = file.stat()
        return _scan(file, state.st_size, state.st_mtime_ns)
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}") from error


@lru_cache(maxsize=1)
def _scan(file: Path, size: int, _changed: int) -> dict[tuple[str, str], int]:
    if (start := _first_bytes(file)) != b"WARC/":
        raise ValueError(f"{file} is no WARC file: it begins with {start!r} instead of b'WARC/'.")
    offsets: dict[tuple[str, str], int] = {}
    for offset, record in _records(file, size):
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        if record.rec_type == "response" and url.startswith(("http://", "https://")):
            with suppress(ValueError):  # no URL: nobody can ask for it
                offsets[page_key(url)] = offset
    if not offsets:
        raise ValueError(f"{file} holds no page: it has no response record.")
    return offsets


def _first_bytes(file: Path) -> bytes:
    with file.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(file) if packed else file.open("rb") as stream:
            return stream.read(5)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return b""


def _records(file: Path, size: int) -> Iterator[tuple[int, Any]]:
    # warcio prints what it finds wrong; here it is raised instead.
    with file.open("rb") as stream, redirect_stderr(io.StringIO()):
        records = WARCIterator(stream, no_record_parse=True)
        try:
            for record in records:
                offset = records.get_record_offset()
                if not _is_whole(record) or records.err_count:
                    raise ArchiveLoadFailed("a record does not end where its Content-Length says")
                yield offset, record
        except ArchiveLoadFailed as error:
            raise ValueError(_damage(file, records.offset, error)) from error
        if records.offset < size:
            raise ValueError(_damage(file, records.offset, "the rest is no whole record"))


def _is_whole(record: Any) -> bool:
    """Tell whether *record*, read to its end, had as many bytes as it says.

    warcio takes a length that is no number for 0, and stops at the end of the file.
    """
    length = record.rec_headers.get_header("Content-Length") or ""
    return length.isdecimal() and record.raw_stream.tell() == int(length)


def _damage(file: Path, offset: int, reason: object) -> str:
    if "warcio recompress" in str(reason):
        fix = f"warcio recompress {file} new.warc.gz"
        return f"{file} is compressed as a whole, not record by record; mend it with: {fix}"
    reason = shorten(str(reason), 80)
    return f"{file} is damaged near byte {offset} ({reason}); `warcio check {file}` tells more."


def read_page(file: Path, offset: int, limit: int) -> StoredAnswer:
    """Return the page whose record begins at *offset*; for *limit* see ``read_within``.

    The body is as it was sent, without chunks; its Content-Encoding is left to Scrapy.
    Raises ValueError when the record is no HTTP response, ResponseDataLossError when the last
    chunk is missing.
    """
    with file.open("rb") as stream, redirect_stderr(io.StringIO()):
        stream.seek(offset)
        try:
            record = next(WARCIterator(stream, verify_http=False))
            status = int(record.http_headers.statusline[:3])
            flags = _flags(record.rec_headers)
        except (ArchiveLoadFailed, StopIteration, AttributeError, TypeError, ValueError) as error:
            reason = f"the record at byte {offset} is no HTTP response with a date"
            raise ValueError(f"{file}: {reason}.") from error
        headers, chunked = _headers(record.http_headers.headers)
        body = read_within(limit, record.raw_stream)
        return StoredAnswer(status, headers, unchunked(body) if chunked else body, flags)


def _headers(recorded: list[tuple[str, str]]) -> tuple[Headers, bool]:
    headers = Headers()
    for name, value in recorded:
        headers.appendlist(name, value)
    transfer = headers.get("Transfer-Encoding") or b""
    headers.pop("Transfer-Encoding", None)
    return headers, b"chunked" in transfer.lower()


def _flags(record_headers: Any) -> tuple[str, ...]:
    archived = archived_flag(datetime.fromisoformat(record_headers.get_header("WARC-Date")))
    return (archived, "partial") if record_headers.get_header("WARC-Truncated") else (archived,)


def unchunked(body: bytes) -> bytes:
    """Return *body* without the chunk sizes, and as it stands if it has none.

    Many recorders keep the header ``Transfer-Encoding: chunked`` with a body that they have put
    together. Raises ResponseDataLossError, as Scrapy's HTTP handlers do, when the end is missing.
    """
    parts: list[bytes] = []
    end = 0
    while match := _CHUNK_SIZE.match(body, end):
        start, size = match.end(), int(match[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(body[start : start + size])
        end = start + size + len(b"\r\n")
    if parts:
        raise ResponseDataLossError("The recorded body ends before its last chunk.")
    return body
