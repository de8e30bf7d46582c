"""Which article a page says it is: another one may come in place of that which was asked for."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from newsscraper.page.fetched_page import Page
from newsscraper.page.links import absolute
from newsscraper.page.nodes import text_of
from newsscraper.publisher.facts import Publisher

_IS_IN_HEAD: Final = etree.XPath(
    "boolean(self::*[parent::head or parent::body][not(preceding::h1)])"
)
"""Stray text in the head ends it; further down, a link is of something that the body quotes."""


def other_article(page: Page, publisher: type[Publisher]) -> str | None:
    """Return the key of another article of *publisher* that *page* says it is, else None.

    Old addresses, other spellings and other hosts of the page's own article have its key. A place
    that names several articles, its own among them, does not speak for another.
    """
    own = page.address.key if page.address else None
    # Pages of any publisher say it in their head; a publisher states where its own do, too.
    canonical = [link.get("href", "") for link in page.canonical_links if _IS_IN_HEAD(link)]
    own_places = map(page.read, publisher.identity)
    for nodes in (canonical, page.metas.get("og:url", []), *own_places):
        named = list(_named(nodes, page, publisher))
        if named and own not in named:
            return named[0]
    return None


def _named(nodes: Iterable[Any], page: Page, publisher: type[Publisher]) -> Iterator[str]:
    """Yield the articles that the *nodes* of a place name, by key.

    A bare number is of the page's own kind, and says nothing where the page's address has none.
    """
    space, _, own = (page.address.key if page.address else "").rpartition(":")
    for text in map(text_of, nodes):
        if text.isascii() and text.isdecimal():
            if own.isdecimal() and text.strip("0"):
                yield f"{space}:{text.lstrip('0')}"
        elif key := publisher.article_urls.key(absolute(page.url, text) or ""):
            yield key
