"""Reads the pages of one WARC file: where they are, and each when it is asked for."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, suppress
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import urldefrag, urlsplit

from w3lib.url import safe_url_string
from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed

from newsscraper.page.fetch_time import archived_flag
from newsscraper.record.warc_names import GROWING
from newsscraper.replay.as_sent import as_sent
from newsscraper.replay.folder import StoredAnswer, read_within
from newsscraper.replay.page_names import host_of

PageKey: TypeAlias = tuple[str, str]
"""Scheme, and the rest of a URL."""

PARTIAL: Final = "partial"
"""Flag of a response that lacks its end; Scrapy's word."""

_RECORD: Final = b"WARC/"
_NOT_MODIFIED: Final = "/server-not-modified"


def page_key(url: str) -> PageKey:
    """Return scheme and rest of *url*, escaped as Scrapy does it; ValueError for no URL."""
    parts = urlsplit(safe_url_string(urldefrag(url).url))
    rest = parts._replace(scheme="", netloc=host_of(parts), path=parts.path or "/")
    return parts.scheme, rest.geturl()


class IndexEntry(NamedTuple):
    """A record of a page."""

    key: PageKey
    place: int
    """Where in its file it begins."""
    moment: datetime
    """When it was recorded, in UTC; the beginning of time if that cannot be read."""
    digest: str | None
    """Of its body."""
    is_revisit: bool
    """Whether the body is that of an earlier record with this digest."""


def page_offsets(file: Path) -> dict[PageKey, int]:
    """Return for each page of *file*, by ``page_key``, the place of its last response record.

    Raises ValueError with one line for a file that is no WARC file, is torn, or cannot be read
    record by record.
    """
    return {each.key: each.place for each in index_entries(file) if not each.is_revisit}


def index_entries(file: Path) -> Iterator[IndexEntry]:
    """Yield the records of pages in *file*, in their order.

    Raises ValueError as ``page_offsets`` does. A file that is still written to, or whose writer
    was killed, may be torn at its end.
    """
    is_growing = file.name.endswith(GROWING)
    size = file.stat().st_size
    if is_growing and not size:
        return
    if (start := _first_bytes(file)) != b"WARC/" and not is_growing:
        raise ValueError(f"{file} is no WARC file: it begins with {start!r} instead of b'WARC/'.")
    try:
        for offset, record in _records(file, size):
            if entry := _index_entry(offset, record):
                yield entry
    except ValueError:
        if not is_growing:
            raise


def _index_entry(offset: int, record: Any) -> IndexEntry | None:
    """Return what *record* has of a page; None if it has none that anybody could ask for.

    Of an answer that a page is as it was (304), and of one without headers, the earlier record
    stands.
    """
    header = record.rec_headers.get_header
    url, digest = header("WARC-Target-URI") or "", header("WARC-Payload-Digest")
    is_revisit = record.rec_type == "revisit"
    is_known = digest and header("Content-Length") != "0" and _NOT_MODIFIED not in _profile(header)
    if record.rec_type != "response" and not (is_revisit and is_known):
        return None
    if not url.startswith(("http://", "https://")):
        return None
    with suppress(ValueError):  # no URL
        return IndexEntry(page_key(url), offset, _moment(header("WARC-Date")), digest, is_revisit)
    return None


def _profile(header: Callable[[str], str | None]) -> str:
    return header("WARC-Profile") or ""


def _moment(date: str | None) -> datetime:
    with suppress(ValueError):
        moment = datetime.fromisoformat(date or "")
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.min.replace(tzinfo=UTC)


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
                if not is_whole(records, record):
                    raise ArchiveLoadFailed("a record does not end where its Content-Length says")
                yield offset, record
        except ArchiveLoadFailed as error:
            raise ValueError(_damage(file, records.offset, error)) from error
        if records.offset < size:
            raise ValueError(_damage(file, records.offset, "the rest is no whole record"))


def is_whole(records: WARCIterator, record: Any) -> bool:
    """Tell whether *record*, of *records* and read to its end, had as many bytes as it says.

    If it is packed, its checksum has to be right, and nothing but another record packed with it.
    warcio takes a length that is no number for 0, stops at the end of the file, and is silent
    about a packed end that it cannot unpack.
    """
    length = record.rec_headers.get_header("Content-Length") or ""
    if records.err_count or not length.isdecimal() or record.raw_stream.tell() != int(length):
        return False
    packed, behind = records.reader.decompressor, records.next_line
    return not packed or (behind.startswith(_RECORD) if behind else packed.eof)


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
        body = read_within(limit, record.raw_stream)
        return StoredAnswer(status, *as_sent(record.http_headers.headers, body), flags)


def _flags(record_headers: Any) -> tuple[str, ...]:
    archived = archived_flag(datetime.fromisoformat(record_headers.get_header("WARC-Date")))
    return (archived, PARTIAL) if record_headers.get_header("WARC-Truncated") else (archived,)
