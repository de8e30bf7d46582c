"""Answers requests from stored pages, with no network at all."""

import gzip
import zlib
from abc import abstractmethod
from io import BufferedIOBase
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from newsscraper.replay.page_names import file_names

HTML: Final = "text/html"
"""Without a charset: what the page itself declares decides, as in a browser."""


class StoredAnswer(NamedTuple):
    """A stored answer to a request."""

    status: int
    headers: Headers
    body: bytes
    flags: tuple[str, ...] = ()
    """Flags of the response; unlike a header, no server can set them."""


MISSING: Final = StoredAnswer(404, Headers({"Content-Type": HTML}), b"")


class OfflineHandler(BaseDownloadHandler):
    """A download handler that finds pages instead of fetching them; what it lacks is a 404."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.maxsize = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @abstractmethod
    def find(self, url: str, limit: int) -> StoredAnswer | None:
        """Return the page of *url*, its body within *limit* bytes; None when there is none."""

    async def download_request(self, request: Request) -> Response:
        """Answer *request* as Scrapy's HTTP handlers do, under their limit on the size."""
        url = urldefrag(request.url).url
        limit: int = request.meta.get("download_maxsize", self.maxsize)
        status, headers, body, flags = self.find(url, limit) or MISSING
        kind = responsetypes.from_args(headers=headers, url=url, body=body)
        return kind(url=url, status=status, headers=headers, body=body, flags=[*flags])


class FolderHandler(OfflineHandler):
    """Pages of a folder in which the path is the URL."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.folder = Path(crawler.settings["REPLAY"]).resolve()

    def find(self, url: str, limit: int) -> StoredAnswer | None:
        """Return the first file that stands for *url*; one that cannot be read is an error."""
        for name in file_names(url):
            if file := self._inside(name):
                body = read_file(file, limit, unpack=name.endswith(".html.gz"))
                return StoredAnswer(200, Headers({"Content-Type": content_type(name)}), body)
        return None

    def _inside(self, name: str) -> Path | None:
        if "\\" in name or ".." in name.split("/"):
            return None
        try:
            file = (self.folder / name).resolve()
            return file if file.is_relative_to(self.folder) and file.is_file() else None
        except (OSError, ValueError, RuntimeError):  # too long; NUL; symlinks in a circle
            return None


def content_type(name: str) -> str:
    """Return the Content-Type of a file by its ending; a name without a known one is a page."""
    if name.endswith(".html.gz"):
        return HTML
    kind, packed = responsetypes.mimetypes.guess_type(name.rpartition("/")[2])
    if packed:
        return "application/octet-stream"
    return HTML if kind in {None, "text/html"} else str(kind)


def read_file(file: Path, limit: int, *, unpack: bool) -> bytes:
    """Return the content of *file*, see ``read_within``; *unpack* it when it is gzip.

    Raises ValueError, which Scrapy does not retry, for damaged gzip: better no page than a half.
    """
    try:
        with gzip.open(file) if unpack else file.open("rb") as stream:
            return read_within(limit, stream)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(f"{file} is no whole gzip file: {error}") from error


def read_within(limit: int, stream: BufferedIOBase) -> bytes:
    """Return all of *stream*; 0 is no limit, as in Scrapy's ``DOWNLOAD_MAXSIZE``.

    Raises DownloadCancelledError, as Scrapy's HTTP handlers do, when that is more than *limit*.
    """
    body = stream.read(limit + 1) if limit > 0 else stream.read()
    if 0 < limit < len(body):
        raise DownloadCancelledError(f"The page is larger than DOWNLOAD_MAXSIZE, {limit} bytes.")
    return body
