"""The place of a page's canonical link."""

from typing import Any, Final

from newsscraper.page.fetched_page import Page
from newsscraper.page.places import xpath


class CanonicalLink(xpath):
    """The address of the canonical link, which a page has at hand: the query walks through it."""

    def read(self, page: Page) -> list[Any]:
        """Return what the query would find."""
        links = (link for link in page.canonical_links if link.get("rel") == "canonical")
        return [address for link in links if (address := link.get("href")) is not None]


CANONICAL: Final = CanonicalLink('//link[@rel="canonical"]/@href')
"""Where most pages say their own address."""
