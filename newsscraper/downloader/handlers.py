"""Download handlers that keep the publisher's pace and stay within the fence."""

from typing import Any

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
from newsscraper.failures import Refusal, Verdict


class PacedHandler(HTTP11DownloadHandler):
    """Scrapy's download handler, which waits for the publisher's pace.

    Subclasses say where to connect.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawler = crawler
        pool: Any = self._pool
        connect = pool.getConnection
        pool.getConnection = lambda key, endpoint: self._told(
            connect(key, self.endpoint(key, endpoint))
        )

    def endpoint(self, key: tuple[Any, ...], endpoint: Any) -> Any:
        """Return the endpoint to connect to, in place of Scrapy's.

        *key*, of Scrapy's connection pool, has scheme, host, port and local address; three parts
        more for a tunnel through a proxy, and the scheme ``http-proxy`` for a proxy without one.
        """
        raise NotImplementedError

    async def download_request(self, request: Request) -> Response:
        """Fetch *request* when its turn has come."""
        if self._pace is None:
            return await super().download_request(request)
        async with self._pace.turn():
            response = await super().download_request(request)
            self._pace.heed(response)
            return response

    @property
    def _pace(self) -> Pace | None:
        return self.crawler.get_downloader_middleware(Pace)

    def _told(self, connecting: Deferred[Any]) -> Deferred[Any]:
        """Return *connecting*; the request is sent as soon as it is done."""

        def tell(connection: Any) -> Any:
            if self._pace:
                self._pace.on_sent()
            return connection

        return connecting.addCallback(tell)


@implementer(IReactorPluggableNameResolver)
class _FencedReactor:
    """The reactor, for endpoints: it connects to public addresses only.

    This is the last step before a connection, so no name, spelling or second answer of a name
    server leads around it.
    """

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

    def connectTCP(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:  # noqa: N802
        if not is_public(host):
            raise Refusal(Verdict("failed", "private_address"), f"{host} is no public address")
        return self._reactor.connectTCP(host, port, *args, **kwargs)


class FencedHandler(PacedHandler):
    """A download handler that connects to public addresses only.

    A proxy that the user configured may be anywhere; Scrapy takes one from the environment or the
    code of a spider, never from a page.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        self.timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._reactor = _FencedReactor(reactor)

    def endpoint(self, key: tuple[Any, ...], endpoint: Any) -> Any:
        """Return an endpoint like Scrapy's, but within the fence; a proxy's stays as it is."""
        if key[0] == b"http-proxy" or len(key) > 4:
            return endpoint
        scheme, host, port, local = key
        fenced: Any = HostnameEndpoint(self._reactor, host, port, self.timeout, local)
        if scheme != b"https":
            return fenced
        policy: Any = self._contextFactory
        return wrapClientTLS(policy.creatorForNetloc(host, port), fenced)
