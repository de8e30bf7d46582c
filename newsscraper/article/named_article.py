"""Which article a page says it is: another one may come in place of that which was asked for."""

from collections.abc import Iterator, Sequence
from typing import Final

from newsscraper.page.fetched_page import Page
from newsscraper.page.links import absolute
from newsscraper.page.nodes import text_of
from newsscraper.page.places import Place, meta, xpath
from newsscraper.publisher.facts import Publisher

_ADDRESSES: Final[Sequence[Place]] = (
    # Stray text in the head ends it; further down, a link is of something that the body quotes.
    xpath(
        "/descendant::link[translate(@rel, 'ACILNO', 'acilno') = 'canonical']"
        "[parent::head or parent::body][not(preceding::h1)]/@href"
    ),
    meta("og:url"),
)
"""Where the pages of any publisher say it."""


def other_article(page: Page, publisher: type[Publisher]) -> str | None:
    """Return the key of another article of *publisher* that *page* says it is, else None.

    Old addresses, other spellings and other hosts of the page's own article have its key. A place
    that names several articles, its own among them, does not speak for another.
    """
    own = page.address.key if page.address else None
    for place in (*_ADDRESSES, *publisher.identity):
        named = list(_named(place, page, publisher))
        if named and own not in named:
            return named[0]
    return None


def _named(place: Place, page: Page, publisher: type[Publisher]) -> Iterator[str]:
    """Yield the articles that *place* names, by key.

    A bare number is of the page's own kind, and says nothing where the page's address has none.
    """
    space, _, own = (page.address.key if page.address else "").rpartition(":")
    for text in map(text_of, page.read(place)):
        if text.isascii() and text.isdecimal():
            if own.isdecimal() and text.strip("0"):
                yield f"{space}:{text.lstrip('0')}"
        elif key := publisher.article_urls.key(absolute(page.url, text) or ""):
            yield key
