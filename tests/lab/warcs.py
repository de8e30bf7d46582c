"""Makes WARC files, as recorders write them."""

import gzip
import io
from datetime import UTC, datetime, timedelta

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from lab.project import FIXTURES
from newsscraper.console.saved_page import saved_pages

BEGAN = datetime(2026, 1, 21, 3, tzinfo=UTC)


class Warc:
    """A WARC file to which records are added, each recorded a minute after the one before."""

    def __init__(self, path, began=BEGAN):
        self.path = path
        self.moment = began
        self._file = path.open("ab")
        self._writer = WARCWriter(self._file, gzip=path.suffix == ".gz")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def page(self, url, body, status="200 OK", kind="text/html", packed=False, **more):
        """Add the answer to a request; return the offset of its record."""
        headers = [("Content-Type", kind)]
        if packed:
            body = gzip.compress(body)
            headers.append(("Content-Encoding", "gzip"))
        return self.record(url, "response", body, status, headers, **more)

    def record(self, url, what, body=b"", status="200 OK", headers=(), at=None, **said):
        """Add any record; *said* are headers of the record, with _ for -."""
        self.moment = at or self.moment + timedelta(minutes=1)
        offset = self._file.tell()
        record = self._writer.create_warc_record(
            url,
            what,
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(status, list(headers), protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": f"{self.moment:%Y-%m-%dT%H:%M:%SZ}"}
            | {name.replace("_", "-"): value for name, value in said.items()},
        )
        self._writer.write_record(record)
        self._file.flush()
        return offset

    def revisit(self, url, digest, at=None):
        """Add that a page was as it had been."""
        self.moment = at or self.moment + timedelta(minutes=1)
        record = self._writer.create_revisit_record(
            url,
            digest,
            url,
            "2026-01-01T00:00:00Z",
            warc_headers_dict={"WARC-Date": f"{self.moment:%Y-%m-%dT%H:%M:%SZ}"},
        )
        self._writer.write_record(record)
        self._file.flush()


def digest_of(path):
    """The digest of the payload of the last response in a WARC file."""
    from warcio.archiveiterator import WARCIterator

    with path.open("rb") as stream:
        found = [r.rec_headers.get_header("WARC-Payload-Digest") for r in WARCIterator(stream)]
    return [each for each in found if each][-1]


def record_replica(path):
    """Record all saved pages into a WARC file."""
    with Warc(path) as warc:
        for page, url in saved_pages(FIXTURES):
            body = page.read_bytes()
            is_json = body.lstrip()[:1] in (b"{", b"[")
            kind = "application/json" if is_json else "text/html"
            warc.page(url, body, kind=kind, packed=True)
        for page in sorted(FIXTURES.rglob("*")):
            if page.suffix in (".txt", ".xml") and page.is_file():
                url = f"https://{page.relative_to(FIXTURES).as_posix()}"
                warc.page(
                    url,
                    page.read_bytes(),
                    kind="text/plain" if page.suffix == ".txt" else "text/xml",
                )
    return path
