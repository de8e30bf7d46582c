"""Sends all requests to one server on this machine, which plays every host."""

from ipaddress import IPv4Network, IPv6Address, ip_address
from urllib.parse import urldefrag, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers, Response
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint

from newsscraper.downloader.handlers import Endpoint, PacedHandler, PoolKey
from newsscraper.replay.page_names import host_of


class LoopbackHandler(PacedHandler):
    """Sends every request to one loopback server, which sees the real host and scheme as headers.

    Signals of a running download (``headers_received``, ``bytes_received``) carry the request as
    the server gets it; everything else sees the real one.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        from twisted.internet import reactor  # to import it earlier would install another one

        self.server = address, port = loopback_server(crawler.settings["REPLAY"])
        kind = TCP6ClientEndpoint if ":" in address else TCP4ClientEndpoint
        self._server: Endpoint = kind(reactor, address, port)

    def endpoint(self, key: PoolKey, endpoint: Endpoint) -> Endpoint:
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
