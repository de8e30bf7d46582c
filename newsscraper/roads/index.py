"""An index whose pages link to the next: all sections together, or a section front."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.http import Response

from newsscraper.extraction import open_page
from newsscraper.items import Link
from newsscraper.links import absolute, read_items
from newsscraper.normalize.urls import normalize_url
from newsscraper.page import Page
from newsscraper.publisher import Publisher
from newsscraper.roads.road import Listing, Road

if TYPE_CHECKING:
    from newsscraper.walk import Walk

_NUMBER = re.compile(r"(?:^|[/=])(\d+)(?=$|[/&])")


@dataclass(frozen=True)
class Index(Road):
    """An index whose pages link to the next."""

    def read(self, response: Response, publisher: type[Publisher]) -> Listing:
        """Return the articles of an index page, and its links to others."""
        page = open_page(response, publisher)
        return Listing([listed_articles(page, publisher)], list(pagination(page, publisher)))

    def is_further(self, page: str, than: str) -> bool:
        """Tell whether the number of *page* is higher; without numbers, whether it is another."""
        there, here = _number(page), _number(than)
        return there > here or (there == here == 0 and page != than)

    def next_page(self, page: str, listing: Listing, walk: "Walk") -> str | None:
        """Return the next page out of the pagination links of *page*.

        The one marked ``next``, else the nearest whose number is higher: publishers count pages
        or articles, and number themselves only they know, so no URL is ever made up. No page is
        returned twice.
        """
        if walk.is_fruitless:
            return None
        fresh = [(url, rel) for url, rel in listing.pages if not walk.has_read(url)]
        marked = [url for url, rel in fresh if "next" in rel.lower().split()]
        higher = [url for url, _ in fresh if _number(url) > _number(page)]
        return next(iter(marked), None) or min(higher, key=_number, default=None)


def listed_articles(page: Page, publisher: type[Publisher]) -> dict[str, Link]:
    """Return the article links that an index page lists, by key and in page order."""
    for place in publisher.index_items:
        items = page.read(place)
        found = read_items(items, publisher.article_urls, page.url, publisher.timezone)
        if listed := {key: link for key, link in found if key}:
            return listed
    return {}


def pagination(page: Page, publisher: type[Publisher]) -> Iterator[tuple[str, str]]:
    """Yield URL and ``rel`` of the links to other index pages of the same host."""
    if publisher.pagination is None:
        return
    for anchor in page.read(publisher.pagination):
        rel = anchor.get("rel", "")
        url = _on_host_of(page.url, absolute(page.url, anchor.get("href")), publisher)
        is_followed = "nofollow" not in rel.lower().split()
        if url and is_followed and not publisher.article_urls.key(url):
            yield url, rel


def _on_host_of(page: str, url: str | None, publisher: type[Publisher]) -> str | None:
    """Return *url* on scheme and host of *page*, without fragment; None if it leads away."""
    if url is None or normalize_url(url) is None:
        return None
    here, there = urlsplit(page), urlsplit(url)
    if there.netloc != here.netloc and not publisher.article_urls.canonical(url):
        return None
    return there._replace(scheme=here.scheme, netloc=here.netloc, fragment="").geturl()


def _number(url: str) -> int:
    """Return the last number that stands alone in the query, else in the path, else 0."""
    parts = urlsplit(url)
    numbers = _NUMBER.findall(parts.query) or _NUMBER.findall(parts.path)
    return int(numbers[-1]) if numbers else 0
