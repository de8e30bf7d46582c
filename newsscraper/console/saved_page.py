"""Saved pages: where they lie under their URL, and the golden file beside each."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse
from w3lib.url import safe_url_string

from newsscraper.article.extraction import PartOfArticle, missing_fields, read_article
from newsscraper.failures import Reason
from newsscraper.items import Article
from newsscraper.messages.terminal import refuse
from newsscraper.page.opening import NoArticle
from newsscraper.publisher.facts import Publisher
from newsscraper.replay.page_names import file_names

FIXTURES: Final = Path("fixtures")
_GZIP: Final = b"\x1f\x8b"
_NO_HTML: Final = (".txt", ".xml")


def read_saved_page(name: str, url: str, largest: int) -> HtmlResponse:
    """Return the page in file *name*, ``-`` for standard input, as fetched from *url*.

    Gzip is unpacked. Ends the command with one line when the page cannot be read, or has more
    than *largest* bytes.
    """
    try:
        body = _read_input(largest) if name == "-" else _read_file(name, largest)
        if body.startswith(_GZIP) or name.endswith(".gz"):
            with gzip.GzipFile(fileobj=BytesIO(body)) as file:
                body = _read(file, largest)
        return HtmlResponse(url, body=body)
    except OSError as error:
        refuse(f"{name} cannot be read: {error.strerror or error}")
    except (EOFError, zlib.error, ValueError) as error:
        refuse(f"{name} cannot be read: {error}")


def _read_input(largest: int) -> bytes:
    if sys.stdin is None:
        raise ValueError("standard input is closed")
    return _read(sys.stdin.buffer, largest)


def _read_file(name: str, largest: int) -> bytes:
    """Return the bytes of a file; a pipe or a device may never give any, or never end."""
    path = Path(name)
    if path.exists() and not path.is_file() and not path.is_dir():
        raise ValueError("it is a pipe or a device; give - for standard input")
    with path.open("rb") as file:
        return _read(file, largest)


def _read(file: IO[bytes] | gzip.GzipFile, largest: int) -> bytes:
    """Return what *file* holds; raises ValueError if that is more than *largest* bytes; 0: any."""
    content = file.read(largest + 1 if largest else -1)
    if 0 < largest < len(content):
        raise ValueError(f"it has more than {largest} bytes, the DOWNLOAD_MAXSIZE of a page")
    return content


def read_whole_article(response: HtmlResponse, publisher: type[Publisher]) -> Article:
    """Return the article of a page; NoArticle also when headline, body or date is missing."""
    try:
        article = read_article(response, publisher)
    except PartOfArticle as part:
        _refuse_missing(part.article)
        raise
    _refuse_missing(article)
    return article


def _refuse_missing(article: Article) -> None:
    if missing := missing_fields(article):
        raise NoArticle(Reason.MISSING_FIELDS, f"it has no {', no '.join(missing)}")


def page_path(url: str, folder: Path = FIXTURES) -> Path:
    """Return the file under which the page of *url* is saved.

    Raises ValueError for a URL that names no host or would lead out of *folder*.
    """
    # Even /a.html gets an ending, as a.html.html: a.html is the page of /a.
    as_it_stands, as_html = list(file_names(safe_url_string(url)))[:2]
    if not urlsplit(url).hostname or ".." in as_it_stands.split("/"):
        raise ValueError(f"{url} has no place in {folder}")
    return folder / (as_it_stands if as_it_stands.endswith(_NO_HTML) else as_html)


def saved_pages(folder: Path = FIXTURES) -> Iterator[tuple[Path, str]]:
    """Yield each saved HTML page with its URL, in the order of paths."""
    for page in sorted(folder.rglob("*.html")):
        path, _, query = page.relative_to(folder).with_suffix("").as_posix().partition("@")
        yield page, f"https://{path.removesuffix('/index')}" + (f"?{query}" if query else "")


def golden_path(page: Path) -> Path:
    """Return the golden file of a saved page: the expected article beside it."""
    return page.with_suffix(".json")


def golden(article: Article) -> dict[str, Any]:
    """Return what a golden file holds: the article without the time of its fetching."""
    return {name: value for name, value in asdict(article).items() if name != "fetched_at"}


def write_golden(page: Path, article: Article) -> None:
    """Write the golden file of *page*."""
    text = json.dumps(golden(article), ensure_ascii=False, indent=1)
    golden_path(page).write_text(text + "\n", encoding="utf-8")
