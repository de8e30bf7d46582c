"""Articles that a publisher spreads over several pages: one address brings them whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from newsscraper.items import Article
from newsscraper.page.fetched_page import Page
from newsscraper.page.places import Place

ENOUGH: Final = 0.8
"""Share of the words that a page states which makes its text whole: counts differ a little."""


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
    total: Place
    """Where a page says of how many it is one."""
    current: Place
    """Where it says which one it is."""
    words: Place
    """Where it says how many words the whole article has."""
    links: Place
    """The links to the other pages."""

    def whole(self, url: str) -> str:
        """Return the address of the whole article of which *url* is a page."""
        return f"{url.partition('#')[0].partition('?')[0]}?{self.parameter}={self.value}"

    def asks_for_whole(self, urls: Sequence[str]) -> bool:
        """Tell whether one of *urls*, which led to a page, asks for the whole article."""
        queries = (parse_qs(urlsplit(url).query) for url in urls)
        return any(self.value in query.get(self.parameter, []) for query in queries)

    def is_part(self, page: Page, article: Article, urls: Sequence[str]) -> bool:
        """Tell whether *page*, to which *urls* led, has only a part of its *article*.

        A page that was to be the whole is a part if it has too few of the words that it states
        or, where it states none, says that it is the first of several.
        """
        is_several = self._number(self.total, page) > 1
        if not self.asks_for_whole(urls):
            return is_several or bool(page.read(self.links))
        words = self._number(self.words, page)
        if words:
            return (article.word_count or 0) < ENOUGH * words
        return is_several and self._number(self.current, page) == 1

    def _number(self, place: Place, page: Page) -> int:
        found = (str(value).strip() for value in page.read(place))
        return next((int(value) for value in found if value.isdecimal()), 0)
