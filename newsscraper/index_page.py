"""What an index page says: the articles that it lists and the pages that it links to."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from newsscraper.items import Link
from newsscraper.links import absolute, read_items
from newsscraper.normalize.urls import normalize_url
from newsscraper.page import Page
from newsscraper.publisher import Publisher


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
