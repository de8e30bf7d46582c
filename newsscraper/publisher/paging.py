"""Ways to spread an article over several pages, and how it comes whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.fetched_page import Page
from newsscraper.page.links import absolute
from newsscraper.page.nodes import text_of
from newsscraper.page.places import Place
from newsscraper.publisher.any_paging import MOST_PAGES, Came, Further, NotWhole, Paging

ENOUGH: Final = 0.8
"""Share of the stated words that makes a text whole: whole ones have 0.85 or more."""
_PAGE: Final = re.compile(r"(?:/|-part|\?(?:page|halaman|hal|p)=)(\d{1,3})")
"""What stands behind the address of an article in that of one of its pages."""
_LAST_NUMBER: Final = re.compile(r"(\d{1,3})\D*$")


@dataclass(frozen=True)
class WholeAddress(Paging):
    """One address brings the whole article.

    It is asked for only when the plain page says that it is one of several. So an article on one
    page costs one request.
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

    def further(self, page: Page, came: Came) -> Further | None:
        """Return the whole for a page of several."""
        if self._asks_for_whole(came.urls):
            if came.words and (came.goes_on or self._is_part(page, came)):
                raise NotWhole("it has only a part of it")
            return None
        is_several = _number(self.total, page) > 1 or any(_own_links(self.links, page))
        own = page.urls.match(came.urls[-1])
        whole = self.whole(own.url if own else came.urls[-1])
        return Further(whole) if is_several or came.goes_on else None

    def _asks_for_whole(self, urls: Sequence[str]) -> bool:
        queries = (parse_qs(urlsplit(url).query) for url in urls)
        return any(self.value in query.get(self.parameter, []) for query in queries)

    def _is_part(self, page: Page, came: Came) -> bool:
        """Tell whether a *page* that was to be the whole has only a part of it.

        Its own navigation is asked first. One that has none is a part if it prints too few words
        beside those that it states or, where it states none, has no text that the page before had
        not, or says that it is the first of several.
        """
        if any(_own_links(self.links, page)) and _number(self.active, page):
            return True
        if stated := _number(self.words, page):
            return came.words < ENOUGH * stated
        is_first = _number(self.total, page) > 1 and _number(self.current, page) == 1
        return is_first or not came.is_new


@dataclass(frozen=True)
class PageByPage(Paging):
    """Each page has its own piece of the text, and the pager leads from one to the next.

    The address of a page is that of the article with `/2`, `?page=2` or `-part2` behind it.
    """

    links: Place
    """The links of the pager, or the options of its menu; those to other articles do not count."""
    total: Place | None = None
    """Where a page says of how many it is one: the last number there, as in `Halaman 1/3`."""

    adds = True
    label = "page by page"

    def further(self, page: Page, came: Came) -> Further | None:
        """Return the next page. Each that any page has told of has to come, with a text."""
        here = _page_number(came.urls[-1], page.urls) or 1
        if here != came.number:
            raise NotWhole(f"it is page {here}, and not page {came.number}")
        if here > 1 and not came.words:
            raise NotWhole(f"page {here} has no text")
        pages = {_page_number(url, page.urls): url for url in _own_links(self.links, page)}
        last = max(came.last, _last_number(self.total, page), *filter(None, pages))
        if last <= here and not came.goes_on:
            return None
        if here + 1 not in pages or here >= MOST_PAGES:
            raise NotWhole(f"no page {here + 1} is to be had")
        return Further(pages[here + 1], last)


@dataclass(frozen=True)
class OneDocument(Paging):
    """All pages are in one document, each an element with its number."""

    pages: Place
    """The elements; the place of the body finds what is in them."""
    number: str = "data-page"
    """The attribute that has the number, counted from 1."""
    total: Place | None = None
    """Where it says how many there are: the last number there, as in `2 dari 3 halaman`."""

    label = "all in one document"

    def further(self, page: Page, came: Came) -> None:
        """Return nothing, as there is no other page. Raises NotWhole when one is missing."""
        numbers = [node.get(self.number, "") for node in page.read(self.pages)]
        last = max(len(numbers), _last_number(self.total, page))
        if numbers and numbers != [str(number) for number in range(1, last + 1)]:
            raise NotWhole(f"of {last} pages it has {', '.join(numbers)}")


def _own_links(place: Place, page: Page) -> Iterator[str]:
    """Yield the addresses at a *place* that are of the page's own article."""
    for node in page.read(place):
        url = page.urls.canonical(absolute(page.url, _address(node)) or "")
        if url and page.address and page.urls.key(url) == page.address.key:
            yield url


def _address(node: Any) -> str:
    return node if isinstance(node, str) else node.get("href") or node.get("value") or ""


def _page_number(url: str, urls: ArticleUrls) -> int | None:
    """Return which page of its article is at *url*; None where the address does not say it."""
    own, spelling = urls.match(url), urls.canonical(url)
    if own is None or spelling is None:
        return None
    behind = spelling.removeprefix(own.url)
    found = _PAGE.fullmatch(behind)
    return int(found[1]) if found else (None if behind else 1)


def _number(place: Place | None, page: Page) -> int:
    found = map(text_of, page.read(place)) if place else ()
    return next((int(text) for text in found if text.isdecimal()), 0)


def _last_number(place: Place | None, page: Page) -> int:
    found = (_LAST_NUMBER.search(text_of(node)) for node in page.read(place)) if place else ()
    return max((int(each[1]) for each in found if each), default=0)
