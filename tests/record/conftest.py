"""Records of made-up exchanges, and what a public tool reads of them."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from scrapy import Request
from scrapy.http import Response
from warcio.archiveiterator import WARCIterator
from warcio.checker import Checker

from newsscraper.record.warc_records import Exchange

MOMENT = datetime(2026, 1, 20, 11, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture
def exchange():
    """Return a function that makes an exchange, *later* by so many days than others."""

    def made(url="https://news.example.id/a?b=1", body=b"<p>Isi</p>", later=0, **more):
        sent = {"headers": more.pop("sent", {}), "meta": more.pop("meta", {})}
        answer = {"status": 200, "headers": {"Content-Type": "text/html"}} | more
        response = Response(url, body=body, **answer)
        return Exchange(Request(url, **sent), response, MOMENT + timedelta(days=later))

    return made


@pytest.fixture
def read():
    """Return a function that reads records: type, headers, HTTP headers and body of each."""

    def records(content):
        found = []
        for record in WARCIterator(io.BytesIO(content)):
            http = record.http_headers
            headers = dict(record.rec_headers.headers)
            found.append((record.rec_type, headers, http, record.raw_stream.read()))
        return found

    return records


@pytest.fixture(scope="session")
def complaints():
    """Return a function that checks all digests of files as `warcio check` does: 0 is good."""

    def checked(*files):
        class Asked:
            verbose = False
            inputs = [str(file) for file in files]

        checker = Checker(Asked)
        checker.process_all()
        return checker.exit_value

    return checked
