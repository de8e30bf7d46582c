"""Saved pages: where they lie under their URL, and the golden file beside each."""

import gzip
import json
import sys
import zlib
from dataclasses import asdict
from pathlib import Path

from scrapy.http import HtmlResponse

from newsscraper.console import refuse
from newsscraper.downloader.offline import file_names
from newsscraper.items import Article

FIXTURES = Path("fixtures")
_GZIP = b"\x1f\x8b"


def read_saved_page(name: str, url: str) -> HtmlResponse:
    """Return the page in file *name* (``-`` is standard input), gzip unpacked, as fetched from *url*.

    Ends the command, with one line, when it cannot be read.
    """
    try:
        body = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return HtmlResponse(url, body=gzip.decompress(body) if body.startswith(_GZIP) else body)
    except OSError as error:
        refuse(f"{name} cannot be read: {error.strerror or error}")
    except (EOFError, zlib.error, ValueError) as error:
        refuse(f"{name} cannot be read: {error}")


def page_path(url: str) -> Path:
    """Return the file in ``fixtures/`` under which the page of *url* is saved."""
    as_it_stands, as_html = list(file_names(url))[:2]
    return FIXTURES / (as_it_stands if as_it_stands.endswith((".html", ".txt")) else as_html)


def golden_path(page: Path) -> Path:
    """Return the golden file of a saved page: the expected article beside it."""
    return page.with_suffix(".json")


def golden_text(article: Article) -> str:
    """Return the content of a golden file: the article without the time of its fetching."""
    expected = {name: value for name, value in asdict(article).items() if name != "fetched_at"}
    return json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
