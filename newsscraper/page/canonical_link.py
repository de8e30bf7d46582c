"""The place where every publisher's pages say their own address."""

from typing import Any, Final

from newsscraper.page.fetched_page import Page
from newsscraper.page.places import xpath


class _CanonicalLink(xpath):
    """A query of which the page knows the answer: it has gone through its links."""

    def read(self, page: Page) -> list[Any]:
        """Return the addresses, blank ones too, in page order."""
        links = (link for link in page.canonical_links if link.get("rel") == "canonical")
        return [address for link in links if (address := link.get("href")) is not None]


CANONICAL_LINK: Final = _CanonicalLink('//link[@rel="canonical"]/@href')
"""The address in the page's canonical link, wherever that stands."""
