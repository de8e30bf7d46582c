"""Lets a crawl take its pages from a folder, a WARC file or a loopback server."""

from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Address, ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload, UsageError
from scrapy.http import Headers, Response
from scrapy.settings import BaseSettings
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint

from newsscraper.console import refuse
from newsscraper.downloader.handlers import PacedHandler
from newsscraper.downloader.offline import FolderHandler, OfflineHandler, host_of
from newsscraper.downloader.warc import ARCHIVED, WarcHandler, page_offsets

FORMS = "a folder, a .warc or .warc.gz file, or http://127.0.0.1:PORT"


class Replay:
    """Scrapy add-on: when the setting ``REPLAY`` is given, nothing goes to the internet."""

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Refuse a wrong ``REPLAY`` with one line, whichever of Scrapy's commands is given it."""
        if (value := settings.get("REPLAY")) is not None:
            try:
                check_replay(str(value))
            except ValueError as error:
                refuse(str(error))

    def update_settings(self, settings: BaseSettings) -> None:
        """Put a replay handler in the place of Scrapy's; UsageError when ``REPLAY`` is wrong.

        Whatever a spider or the command line says, no handler may reach the network: hence the
        highest priority. The pause goes only where the command line does not ask for one; Scrapy's
        own add-on priority is below the project's and would change nothing.
        """
        if (value := settings.get("REPLAY")) is None:
            return
        try:
            handler = handler_for(str(value))
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error
        handlers = {"http": handler, "https": handler, "ftp": None, "s3": None}
        settings["DOWNLOAD_HANDLERS"].update(handlers, priority="cmdline")
        if issubclass(handler, OfflineHandler):
            settings.set("DOWNLOAD_DELAY", 0, priority="spider")


class LoopbackHandler(PacedHandler):
    """Sends every request to one loopback server, which sees the real host and scheme as headers.

    Signals of a running download (``headers_received``, ``bytes_received``) carry the request as
    the server gets it; everything else sees the real one.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        from twisted.internet import reactor

        self.server = address, port = loopback_server(crawler.settings["REPLAY"])
        kind = TCP6ClientEndpoint if ":" in address else TCP4ClientEndpoint
        self._server: Any = kind(reactor, address, port)

    def endpoint(self, key: tuple[Any, ...], endpoint: Any) -> Any:
        """Return that of the server: Scrapy's asks for a name, and knows no IPv6."""
        return self._server

    async def download_request(self, request: Request) -> Response:
        """Fetch *request* from the server; the response is one of the real URL."""
        sent = self._addressed(request)
        try:
            response = await super().download_request(sent)
        except StopDownload as stop:
            if stop.response:
                stop.response = _with_url_of(request, stop.response)
            raise
        request.meta["download_latency"] = sent.meta["download_latency"]
        return _with_url_of(request, response)

    def _addressed(self, request: Request) -> Request:
        parts = urlsplit(request.url)
        headers: Headers = request.headers.copy()
        headers["Host"] = host_of(parts)
        headers["X-Forwarded-Proto"] = parts.scheme
        headers.pop("Proxy-Authorization", None)
        address, port = self.server
        netloc = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
        return Request(
            parts._replace(scheme="http", netloc=netloc).geturl(),
            method=request.method,
            headers=headers,
            body=request.body,
            meta=request.meta | {"proxy": None},
        )


def _with_url_of(request: Request, response: Response) -> Response:
    return response.replace(url=urldefrag(request.url).url)


def check_replay(value: str) -> None:
    """Raise ValueError, one line for a person, when *value* is no usable ``REPLAY``."""
    handler_for(value)


def handler_for(value: str) -> type[BaseDownloadHandler]:
    """Return the download handler for *value* of ``REPLAY``; ValueError as ``check_replay``."""
    if "://" in value:
        loopback_server(value)
        return LoopbackHandler
    path = Path(value)
    if not value.strip() or not _exists(path):
        raise ValueError(f"REPLAY={value}: there is no such folder or file; give {FORMS}.")
    if path.is_dir():
        return FolderHandler
    if not path.name.lower().endswith((".warc", ".warc.gz")):
        raise ValueError(f"REPLAY={value}: this file is no .warc or .warc.gz; give {FORMS}.")
    try:
        page_offsets(path)
    except ValueError as error:
        raise ValueError(f"REPLAY={value}: {error}") from error
    return WarcHandler


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long for the file system, a folder that is locked
        return False


def loopback_server(url: str) -> tuple[str, int]:
    """Return address and port of the loopback server at *url*, with no look-up of any name.

    Raises ValueError, one line for a person, for every other URL.
    """
    wrong = f"REPLAY={url}: a server must be http://127.0.0.1:PORT"
    try:
        parts = urlsplit(url)
        address, port = _loopback_address(parts.hostname or ""), parts.port or 80
    except ValueError as error:
        raise ValueError(f"{wrong} ({error}).") from error
    if parts.scheme != "http":
        raise ValueError(f"{wrong}, with http and not {parts.scheme}.")
    if "@" in parts.netloc or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"{wrong} and nothing more; paths come from the publishers' URLs.")
    return address, port


def _loopback_address(host: str) -> str:
    if host == "localhost":
        return "127.0.0.1"
    address = ip_address(host)
    if address != IPv6Address("::1") and address not in IPv4Network("127.0.0.0/8"):
        raise ValueError(f"{host} is not this machine")
    return str(address)


def fetched_at(response: Response) -> str:
    """Return when the page was fetched, UTC in ISO 8601: the WARC date in WARC replay, else now."""
    for flag in response.flags:
        if flag.startswith(ARCHIVED):
            return flag.removeprefix(ARCHIVED)
    return datetime.now(UTC).isoformat(timespec="seconds")
