"""The last step before the network lets nobody through but to public addresses."""

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet.protocol import ClientFactory
from twisted.internet.testing import MemoryReactorClock

from newsscraper.downloader.handlers import FencedHandler, FencedReactor
from newsscraper.failures import Fate, Reason, Refusal


@pytest.fixture
def reactor():
    return MemoryReactorClock()


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"])
def test_a_private_address_is_not_connected_to(reactor, address):
    with pytest.raises(Refusal) as refusal:
        FencedReactor(reactor).connectTCP(address, 80, ClientFactory())
    assert refusal.value.verdict == (Fate.FAILED, Reason.PRIVATE_ADDRESS, None)
    assert reactor.tcpClients == []


def test_a_public_address_is(reactor):
    FencedReactor(reactor).connectTCP("203.0.114.7", 80, ClientFactory(), timeout=3)
    assert [client[:2] for client in reactor.tcpClients] == [("203.0.114.7", 80)]


@pytest.fixture
def handler():
    return FencedHandler(Crawler(Spider, init_reactor=False))


def test_the_endpoint_of_a_page_is_within_the_fence(handler):
    page = handler.endpoint((b"http", b"a.id", 80, None), "Scrapy's own")
    assert isinstance(page, HostnameEndpoint)
    assert handler.endpoint((b"https", b"a.id", 443, None), "Scrapy's own") != "Scrapy's own"


@pytest.mark.parametrize(
    "key",
    [
        (b"http-proxy", b"proxy.id", 8080, None),
        (b"https", b"a.id", 443, None, "proxy.id", 8080, None),
    ],
)
def test_that_of_a_proxy_stays_as_it_is(handler, key):
    assert handler.endpoint(key, "Scrapy's own") == "Scrapy's own"
