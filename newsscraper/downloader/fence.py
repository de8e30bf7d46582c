"""The fence: requests go by http(s) to the publisher's own hosts, and to public addresses only."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, Self
from urllib.parse import SplitResult, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from newsscraper.failures import Fate, Reason, Refusal, Verdict

_PORTS: Final = {"http": 80, "https": 443}
_NAT64: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""Prefixes that hide an IPv4 address in the last 32 bits (RFC 6052, RFC 8215)."""

_Address = IPv4Address | IPv6Address


class Fence:
    """A downloader middleware that refuses every request off the publisher's site.

    Scrapy's own lets a redirect off the site when the page was tried twice. Spiders without
    ``allowed_domains``, as that of ``scrapy shell``, may ask any host.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise Refusal when *request* leads outside."""
        domains = getattr(self.crawler.spider, "allowed_domains", None) or []
        if is_outside(request.url, domains):
            reason = Reason.REDIRECTED_AWAY if "redirect_urls" in request.meta else Reason.OUTSIDE
            raise Refusal(Verdict(Fate.FAILED, reason), f"{request.url} is not the publisher's")


def is_outside(url: str, domains: list[str]) -> bool:
    """Tell whether *url* is none of http(s), on its usual port, on *domains* or their subdomains.

    A user name in it is refused, too: it can make one host look like another.
    """
    try:
        parts = urlsplit(url)
        return parts.scheme not in _PORTS or (bool(domains) and not _is_on(parts, domains))
    except ValueError:
        return True


def _is_on(parts: SplitResult, domains: list[str]) -> bool:
    host, port = parts.hostname or "", parts.port
    is_usual = port in (None, _PORTS[parts.scheme]) and "@" not in parts.netloc
    return is_usual and any(f".{host}".endswith(f".{domain}") for domain in domains)


def is_public(address: str) -> bool:
    """Tell whether *address* (IPv4 or IPv6) is one of the internet, and nothing it hides is not.

    Private, loopback, link-local, multicast and reserved ones are not (RFC 6890). ValueError for
    what is no address.
    """
    return all(
        each.is_global and not (each.is_multicast or each.is_reserved or _is_site_local(each))
        for each in _hidden_in(ip_address(address.partition("%")[0]))
    )


def _is_site_local(address: _Address) -> bool:
    return isinstance(address, IPv6Address) and address.is_site_local


def _hidden_in(address: _Address) -> Iterator[_Address]:
    """Yield *address*, or the IPv4 addresses that it stands for."""
    if isinstance(address, IPv4Address):
        yield address
    elif address.ipv4_mapped:
        yield address.ipv4_mapped
    elif any(address in network for network in _NAT64):
        yield IPv4Address(int(address) % 2**32)
    elif address.sixtofour:
        yield address.sixtofour
    elif address.teredo:
        yield from address.teredo
    else:
        yield address
