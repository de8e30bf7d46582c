"""An index whose pages link to the next: all sections together, or a section front."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from scrapy.http import Response

from newsscraper.failures import Reason
from newsscraper.normalize.urls import normalize_url
from newsscraper.page.fetched_page import Page
from newsscraper.page.landing import (
    asked_url,
    canonical_of,
    is_page_of,
    is_same_list,
    names_another,
)
from newsscraper.page.links import absolute, read_items
from newsscraper.page.opening import NoArticle, open_page
from newsscraper.roads.any_road import Lists, Progress, Road
from newsscraper.roads.listing import Kind, Listing, Sight, Step
from newsscraper.roads.page_numbers import guess, leaps, number_of
from newsscraper.roads.trail import Trail

MOST_LOST: Final = 3
"""So many pages in a row that cannot be read end a walk down an index."""
FEW_DATES: Final = 3
"""Fewer dates do not say which of two pages is the older one."""
MOST_LINKS: Final = 500
"""Links of a page that are looked at."""


class Index(Road):
    """An index whose pages link to the next."""

    label = "index"
    is_linked = True

    def read(self, response: Response, facts: Lists) -> Listing:
        """Return the articles of an index page, and its links to others."""
        page = open_page(response, facts)
        self._refuse_another(page, response)
        links = list(pagination(page, facts))
        own = [each for each in links if is_page_of(self.url, each[0])]
        listing = listing_of_cards(page, facts, own)
        return replace(listing, leads_elsewhere=bool(links) and not own)

    def _refuse_another(self, page: Page, response: Response) -> None:
        """Raise NoArticle when *page* is another list than the one that was asked for."""
        asked, canonical = asked_url(response), canonical_of(page)
        is_same = is_same_list(asked, response.url)
        if not is_same or (canonical and names_another(asked, canonical)):
            raise NoArticle(Reason.ANOTHER_LIST, f"{asked} leads to another list")

    def is_further(self, page: str, than: str) -> bool:
        """Tell whether the number of *page* is higher; without numbers, whether it is another."""
        there, here = number_of(page), number_of(than)
        return there > here or (there == here == 0 and page != than)

    def second_of(self, pages: Iterable[str]) -> str | None:
        """Return the one of *pages* whose number is the lowest behind the first page.

        None where those behind it do not go on as far each time: their numbers count no pages.
        """
        behind = {number_of(page): page for page in pages if number_of(page) > number_of(self.url)}
        second = min(behind, default=0)
        is_series = second + (1 if second == 2 else second) in behind
        return behind[second] if is_series else None

    def next_page(self, page: str, sight: Sight, progress: Progress) -> Step:
        """Return the step to the next page out of the pagination links of *page*.

        The one marked ``next``, else the nearest whose number is higher: publishers count pages
        or articles, and number themselves only they know. Behind a page that cannot be what it
        says the way goes on by the links of earlier pages, else by the distance between the last
        two. No page is returned twice.
        """
        trail, doubt = progress.trail, self._doubt(page, sight, progress)
        is_lost = doubt is not None or sight.kind not in (Kind.LIST, Kind.REPEAT)
        following = self._trail(page, sight, progress, is_lost=is_lost)
        url = None if progress.is_fruitless else self._following(page, sight, trail, progress)
        is_there = trail.guess != page or sight.kind == Kind.FAILED
        if is_lost and url is None and is_there:
            url = guess(page, trail.before)
        if url not in following.ahead:
            following = replace(following, guess=url)
        if following.lost >= MOST_LOST or (url and progress.has_read(url)):
            url = None
        unread = {page: doubt} if doubt else {}
        if trail.before and not is_lost and _is_younger(sight, trail):
            unread[trail.before] = Reason.ANOTHER_LIST
        sizes = () if is_lost or not self._leads_on(page, sight) else (sight.listing.size,)
        return Step(url, following, unread, sizes, lacks_next=url is None and not is_lost)

    def _trail(self, page: str, sight: Sight, progress: Progress, *, is_lost: bool) -> Trail:
        """Return what is to be kept in mind behind *page*.

        One that shows only some of its articles, but leads on, is not lost before known ground.
        """
        trail, listing = progress.trail, sight.listing
        ahead = tuple(dict.fromkeys((*trail.ahead, *(url for url, _ in listing.links))))
        if is_lost:
            is_part = sight.kind == Kind.LIST and self._leads_on(page, sight)
            lost = 0 if is_part and not progress.is_over else trail.lost + 1
            return replace(trail, ahead=ahead, before=page, guess=None, lost=lost, newest=None)
        full = max(trail.full, listing.size.cards)
        strays = max(trail.strays, listing.strays)
        return Trail(
            ahead, page, full=full, strays=strays, newest=max(_dates(listing), default=None)
        )

    def _leads_on(self, page: str, sight: Sight) -> bool:
        """Tell whether *page* links to one behind it."""
        links = sight.listing.links
        return any(number_of(url) > number_of(page) or "next" in rel.lower() for url, rel in links)

    def _doubt(self, page: str, sight: Sight, progress: Progress) -> Reason | None:
        """Return why *page* cannot be what it says, if there is a reason."""
        if sight.kind == Kind.REPEAT:
            return Reason.NO_NEW_ARTICLES
        if sight.kind == Kind.APART:
            return Reason.ANOTHER_LIST
        if sight.kind == Kind.EMPTY and progress.trail.guess != page:
            return Reason.NOT_UNDERSTOOD if _is_strange(sight, progress) else Reason.NO_ARTICLES
        if sight.kind == Kind.LIST and self._lacks_links(page, sight, progress):
            return Reason.NO_NEXT_PAGE
        is_end = page != self.url and not self._leads_on(page, sight)
        if sight.kind == Kind.LIST and not is_end and _is_small(sight, progress):
            return Reason.NOT_UNDERSTOOD
        return None

    def _lacks_links(self, page: str, sight: Sight, progress: Progress) -> bool:
        """Tell whether *page* leads nowhere, though an earlier one linked to a page behind it."""
        behind = any(number_of(url) > number_of(page) for url in progress.trail.ahead)
        return behind and not progress.is_over and not self._leads_on(page, sight)

    def _following(self, page: str, sight: Sight, trail: Trail, progress: Progress) -> str | None:
        """Return the page that the links lead to; a leap past pages of the list is none."""
        links = sight.listing.links
        fresh = [(url, rel) for url, rel in links if not progress.has_read(url)]
        marked = next((url for url, rel in fresh if "next" in rel.lower().split()), None)
        ahead = dict.fromkeys((*trail.ahead, *(url for url, _ in links)))
        higher = [url for url in ahead if number_of(url) > number_of(page)]
        nearest = min(
            (url for url in higher if not progress.has_read(url)), key=number_of, default=None
        )
        step = guess(page, trail.before) or (progress.plan.second if page == self.url else None)
        if marked is None or step is None or not leaps(page, marked, step):
            return marked or nearest
        return nearest if nearest and number_of(nearest) <= number_of(step) else step


def _is_small(sight: Sight, progress: Progress) -> bool:
    """Tell whether a page lists far less than it did, or others do."""
    size, usual = sight.listing.size, progress.plan.usual
    is_far_below = usual.is_far_below(size.links) or size.links < sight.had_articles / 2
    return bool(size.links) and (is_far_below or size.cards < progress.trail.full / 2)


def _dates(listing: Listing) -> list[str]:
    """Return the dates that a page prints; a few say nothing."""
    links = (link for part in listing.parts for link in part.values())
    dates = [link["date_published"] for link in links if link["date_published"]]
    return dates if len(dates) >= FEW_DATES else []


def _is_younger(sight: Sight, trail: Trail) -> bool:
    """Tell whether all that a page lists is younger than all of the page before it."""
    dates = _dates(sight.listing)
    return bool(dates and trail.newest) and min(dates) > str(trail.newest)


def _is_strange(sight: Sight, progress: Progress) -> bool:
    """Tell whether a page without a card links to more articles than stand beside lists."""
    usual, beside = progress.plan.usual, progress.trail.strays
    is_known = usual.is_any or progress.has_articles or sight.had_articles > 0
    return is_known and usual.has_lost_cards(sight.listing.strays, beside)


def listing_of_cards(page: Page, facts: Lists, links: Sequence[tuple[str, str]] = ()) -> Listing:
    """Return what an index page lists, by key and in page order, and how many cards it has."""
    cards, others = 0, tuple[str, ...]()
    for place in facts.index_items:
        items = page.read(place)
        found = read_items(items, facts.article_urls, page.url, facts.timezone)
        cards = max(cards, len(found))
        others = tuple(link["url"] for key, link in found if key is None)
        if listed := {key: link for key, link in found if key}:
            strays = _strays(page, facts, items)
            return Listing([listed], links, cards=len(found), others=others, strays=strays)
    return Listing(links=links, cards=cards, others=others, strays=_strays(page, facts, ()))


def _strays(page: Page, facts: Lists, items: Iterable[Any]) -> int:
    """Return to how many articles a page links outside the *items* of its list."""
    inside = {anchor for item in items for anchor in item.iter("a")}
    anchors = (anchor for anchor in page.root.iter("a") if anchor not in inside)
    urls = (absolute(page.url, anchor.get("href")) for anchor in anchors)
    keys = (facts.article_urls.key(url) for url in islice(filter(None, urls), MOST_LINKS))
    return len(set(filter(None, keys)))


def pagination(page: Page, facts: Lists) -> Iterator[tuple[str, str]]:
    """Yield URL and ``rel`` of the links to other index pages of the same host."""
    if facts.pagination is None:
        return
    for anchor in page.read(facts.pagination):
        rel = anchor.get("rel", "")
        url = _on_host_of(page.url, absolute(page.url, anchor.get("href")), facts)
        is_followed = "nofollow" not in rel.lower().split()
        if url and is_followed and not facts.article_urls.key(url):
            yield url, rel


def _on_host_of(page: str, url: str | None, facts: Lists) -> str | None:
    """Return *url* on scheme and host of *page*, without fragment; None if it leads away."""
    if url is None or normalize_url(url) is None:
        return None
    here, there = urlsplit(page), urlsplit(url)
    if there.netloc != here.netloc and not facts.article_urls.canonical(url):
        return None
    return there._replace(scheme=here.scheme, netloc=here.netloc, fragment="").geturl()
