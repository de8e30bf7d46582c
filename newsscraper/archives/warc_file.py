"""The pages of a WARC file, read from its begin to its end, whatever is broken on the way."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError
from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from newsscraper.archives.captures import Capture, Entry, Place, Revisit, Skip
from newsscraper.failures import Reason
from newsscraper.replay.as_sent import as_sent
from newsscraper.replay.folder import read_within
from newsscraper.replay.warc import is_whole

_PACKED: Final = b"\x1f\x8b\x08"
"""Begins a gzip member, and each record has one of its own."""
_PLAIN: Final = b"WARC/"
_BLOCK: Final = 1 << 20

_TORN: Final = (gzip.BadGzipFile, zlib.error, EOFError)
"""What is raised for bytes that cannot be unpacked."""
_FAULTS: Final = (
    *_TORN,
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
)
"""What is raised for bytes that are no record."""

_HTTP: Final = StatusAndHeadersParser(["HTTP/"])


class WarcFile:
    """A WARC file, packed record by record, as a whole, or not at all."""

    def __init__(self, file: Path, largest: int) -> None:
        self.file = file
        self.largest = largest
        """Bytes of a body that is read; 0: any."""
        self.read = 0
        with file.open("rb") as stream:
            self._magic = _PACKED if stream.read(len(_PACKED)) == _PACKED else _PLAIN
        self._is_one = False
        """Whether it is packed as a whole: then places are those of what is in it."""

    def captures(self, unwanted: Callable[[str], Skip | None]) -> Iterator[Entry]:
        """Yield the pages, and why other records are none; behind what is broken it goes on.

        Raises OSError.
        """
        start: int | None = 0
        while start is not None:
            is_read = start == 0
            try:
                for found in self._from(start, unwanted):
                    is_read = True
                    if found is not None:
                        yield found
                return
            except _PackedAsOne:
                self._is_one, self._magic = True, _PLAIN
            except _Broken as broken:
                if is_read:
                    yield Skip.BROKEN  # once, in however many tries the next one is found
                start = self._next_start(broken.offset + 1)

    def again(self, place: Place) -> Entry | None:
        """Return what the record is that begins at *place*."""
        if not self.read:  # the first record tells how it is packed
            next(self.captures(lambda url: Skip.FOREIGN), None)
        try:
            return next(self._from(int(place), lambda url: None))
        except (_Broken, StopIteration):
            return Skip.BROKEN

    def _from(self, start: int, unwanted: Callable[[str], Skip | None]) -> Iterator[Entry | None]:
        """Yield what each record from *start* on is; raises _Broken."""
        with self.file.open("rb") as file:
            stream = self._unpacked(file)
            stream.seek(start)
            records = WARCIterator(stream, no_record_parse=True)
            while True:
                offset = records.offset
                try:
                    with redirect_stderr(io.StringIO()):  # warcio prints what it finds wrong
                        if (record := next(records, None)) is None:
                            _check_end_of(stream, records.offset)
                            return
                        offset, self.read = records.offset, file.tell()
                        found = self._read(record, offset, unwanted)
                        _check_end(records, record)
                except _FAULTS as error:
                    if isinstance(error, _PackedAsOne) and not (offset or self._is_one):
                        raise
                    raise _Broken(offset) from error
                yield found

    def _unpacked(self, file: BinaryIO) -> BinaryIO:
        return cast("BinaryIO", _Unpacked(fileobj=file)) if self._is_one else file

    def _read(
        self, record: Any, offset: int, unwanted: Callable[[str], Skip | None]
    ) -> Entry | None:
        if record.rec_type not in ("response", "revisit"):
            return None
        head = record.rec_headers
        url = (head.get_header("WARC-Target-URI") or "").strip("<>")
        if reason := unwanted(url):
            return reason
        recorded = _moment(head.get_header("WARC-Date"))
        digest = head.get_header("WARC-Payload-Digest")
        if record.rec_type == "revisit":
            return Revisit(url, recorded, digest) if digest else Skip.REVISIT
        if head.get_header("WARC-Truncated"):
            return Skip.TRUNCATED
        return self._page(record, url, offset, recorded, digest)

    def _page(
        self, record: Any, url: str, offset: int, recorded: datetime, digest: str | None
    ) -> Entry:
        answer = _HTTP.parse(record.raw_stream)
        try:
            body = read_within(self.largest, record.raw_stream)
            headers, body = as_sent(answer.headers, body)
        except DownloadCancelledError:
            return Reason.TOO_LARGE
        except ResponseDataLossError:
            return Reason.CUT_OFF
        status = int(answer.statusline.split()[1])  # behind the version
        return Capture(url, status, headers, body, offset, recorded, digest)

    def _next_start(self, offset: int) -> int | None:
        """Return where, from *offset* on, a record may begin; None if none does."""
        with self.file.open("rb") as file, suppress(*_TORN):
            stream = self._unpacked(file)
            stream.seek(offset)
            kept = b""
            while block := stream.read(_BLOCK):
                kept += block
                if (at := kept.find(self._magic)) >= 0:
                    return stream.tell() - len(kept) + at
                kept = kept[1 - len(self._magic) :]
        return None


class _Broken(Exception):
    """Raised where the bytes at *offset* are no whole record."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class _PackedAsOne(ValueError):
    """Raised for a record with which the next one is packed: no place in the file leads to that."""


class _Unpacked(gzip.GzipFile):
    """The content of a file that is packed as a whole; of a torn one all that is before its end."""

    def read(self, size: int | None = -1) -> bytes:
        """Return what is at hand: where more is asked for, a torn end takes all of it along."""
        return self.read1(-1 if size is None else size)


def _check_end_of(stream: BinaryIO, offset: int) -> None:
    """Raise EOFError if there is more behind the last record, at *offset*: warcio is silent."""
    if offset < stream.seek(0, io.SEEK_END):
        raise EOFError


def _check_end(records: WARCIterator, record: Any) -> None:
    """Raise ValueError unless *record* had as many bytes as it says, and ends there."""
    records.get_record_offset()  # reads it to its end
    if (records.next_line or b"").startswith(_PLAIN) and records.reader.decompressor:
        raise _PackedAsOne
    if not is_whole(records, record):
        raise ValueError("it does not end where its Content-Length says")


def _moment(date: str) -> datetime:
    moment = datetime.fromisoformat(date)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
