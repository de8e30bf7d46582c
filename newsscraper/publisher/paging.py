"""Articles that a publisher spreads over several pages: one address brings them whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from newsscraper.page.fetched_page import Page
from newsscraper.page.links import absolute
from newsscraper.page.nodes import text_of
from newsscraper.page.places import Place

ENOUGH: Final = 0.8
"""Share of the stated words that makes a text whole: whole ones have 0.85 or more."""


@dataclass(frozen=True)
class Paging:
    """How a publisher spreads an article over several pages, and what brings them all.

    The plain address is asked for first, the whole only when the page says that it is one of
    several. So an article on one page costs one request, and a whole that is not there is a
    failure: its first page has shown that the article is not gone.
    """

    parameter: str
    """Name of the query parameter that asks for the whole article: `page`."""
    value: str
    """Its value: `all`."""
    links: Place
    """The links to the other pages; those to other articles do not count."""
    active: Place
    """Where the navigation says by a number which page this is; a whole is no number of it."""
    total: Place | None = None
    """Where a page says of how many it is one."""
    current: Place | None = None
    """Where it says which one it is."""
    words: Place | None = None
    """Where it says how many words the whole has: as the publisher counts, see `words_in`."""

    @property
    def label(self) -> str:
        """How an article comes, as tables of publishers say it."""
        return f"whole at `?{self.parameter}={self.value}`"

    def whole(self, url: str) -> str:
        """Return the address of the whole article of which *url* is a page."""
        return f"{url.partition('#')[0].partition('?')[0]}?{self.parameter}={self.value}"

    def asks_for_whole(self, urls: Sequence[str]) -> bool:
        """Tell whether one of *urls*, which led to a page, asks for the whole article."""
        queries = (parse_qs(urlsplit(url).query) for url in urls)
        return any(self.value in query.get(self.parameter, []) for query in queries)

    def is_part(self, page: Page, words: int, urls: Sequence[str]) -> bool:
        """Tell whether *page*, to which *urls* led, has only a part of its article.

        Its own navigation is asked first. A page that was to be the whole and has none is a part
        if it prints too few *words* beside those that it states or, where it states none, says
        that it is the first of several.
        """
        is_several = self._number(self.total, page) > 1
        leads_on = any(self._is_own(link, page) for link in page.read(self.links))
        if not self.asks_for_whole(urls):
            return is_several or leads_on
        if leads_on and self._number(self.active, page):
            return True
        if stated := self._number(self.words, page):
            return words < ENOUGH * stated
        return is_several and self._number(self.current, page) == 1

    def _is_own(self, link: Any, page: Page) -> bool:
        key = page.urls.key(absolute(page.url, link.get("href", "")) or "")
        return key is not None and page.address is not None and key == page.address.key

    def _number(self, place: Place | None, page: Page) -> int:
        found = map(text_of, page.read(place)) if place else ()
        return next((int(text) for text in found if text.isdecimal()), 0)
