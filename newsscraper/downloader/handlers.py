"""Download handlers that keep the publisher's pace and stay within the fence."""

from typing import Any, TypeAlias

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import HostnameEndpoint, wrapClientTLS
from twisted.internet.interfaces import IReactorPluggableNameResolver
from zope.interface import implementer

from newsscraper.downloader.fence import is_public
from newsscraper.downloader.pace import Pace
from newsscraper.failures import Fate, Reason, Refusal, Verdict

PoolKey: TypeAlias = tuple[Any, ...]
"""Under which Scrapy's pool keeps a connection: scheme, host, port and local address.

There are three parts more for a tunnel through a proxy; for a proxy without one the scheme is
``http-proxy``.
"""

Endpoint: TypeAlias = Any
"""An ``IStreamClientEndpoint``; mypy does not see which classes provide an interface."""


class PacedHandler(HTTP11DownloadHandler):
    """Scrapy's download handler, which waits for the publisher's pace.

    Subclasses say where to connect. Scrapy has no public way to its connection pool and its TLS
    policy: what is used of them is listed in tests/test_private_scrapy.py.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawler = crawler
        pool: Any = self._pool
        self.tls_policy: Any = self._contextFactory
        self._connect = pool.getConnection
        pool.getConnection = self._connection

    def endpoint(self, key: PoolKey, endpoint: Endpoint) -> Endpoint:
        """Return the endpoint to connect to, in place of Scrapy's."""
        raise NotImplementedError

    async def download_request(self, request: Request) -> Response:
        """Fetch *request* when its turn has come."""
        pace = self._pace
        if pace is None:
            return await super().download_request(request)
        async with pace.turn():
            response = await super().download_request(request)
            pace.heed(response)
            return response

    @property
    def _pace(self) -> Pace | None:
        return self.crawler.get_downloader_middleware(Pace)

    def _connection(self, key: PoolKey, endpoint: Endpoint) -> Deferred[Any]:
        """Return a connection, new or kept; the request is sent as soon as it is there."""
        connecting: Deferred[Any] = self._connect(key, self.endpoint(key, endpoint))
        return connecting.addCallback(self._note_sent)

    def _note_sent(self, connection: Any) -> Any:
        if pace := self._pace:
            pace.on_sent()
        return connection


@implementer(IReactorPluggableNameResolver)
class FencedReactor:
    """What endpoints use of the reactor; it connects to public addresses only.

    This is the last step before a connection, so no name, spelling or second answer of a name
    server leads around it.
    """

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self.seconds = reactor.seconds
        self.callLater = reactor.callLater
        self.installNameResolver = reactor.installNameResolver

    @property
    def nameResolver(self) -> Any:  # noqa: N802
        """What looks names up, as the reactor has it now."""
        return self._reactor.nameResolver

    def connectTCP(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:  # noqa: N802
        """Connect to *host*, an address. Raises Refusal when it is none of the internet."""
        if not is_public(host):
            raise Refusal(
                Verdict(Fate.FAILED, Reason.PRIVATE_ADDRESS), f"{host} is no public address"
            )
        return self._reactor.connectTCP(host, port, *args, **kwargs)


class FencedHandler(PacedHandler):
    """A download handler that connects to public addresses only.

    A proxy that the user configured may be anywhere; Scrapy takes one from the environment or the
    code of a spider, never from a page.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # to import it earlier would install another one

        self.timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self.reactor = FencedReactor(reactor)

    def endpoint(self, key: PoolKey, endpoint: Endpoint) -> Endpoint:
        """Return an endpoint like Scrapy's, but within the fence; a proxy's stays as it is."""
        if key[0] == b"http-proxy" or len(key) > 4:
            return endpoint
        scheme, host, port, local = key
        fenced: Endpoint = HostnameEndpoint(self.reactor, host, port, self.timeout, local)
        if scheme != b"https":
            return fenced
        return wrapClientTLS(self.tls_policy.creatorForNetloc(host, port), fenced)
