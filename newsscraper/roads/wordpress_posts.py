"""The list of posts that WordPress serves as JSON: the newest first, or those of a window."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from scrapy.http import Response

from newsscraper.failures import Reason
from newsscraper.page.fetched_page import element_of
from newsscraper.page.json_document import json_of
from newsscraper.page.landing import asked_url, is_same_list
from newsscraper.page.links import Found, read_link, unique
from newsscraper.page.nodes import text_of
from newsscraper.page.opening import NoArticle
from newsscraper.roads.any_road import Lists, Progress
from newsscraper.roads.index import Index
from newsscraper.roads.list_entries import local_time
from newsscraper.roads.listing import Listing, Sight, Step
from newsscraper.window import Window

_FIELDS: Final = "link,date,date_gmt,title"
_PAGES: Final = "X-WP-TotalPages"
_BEHIND_LAST: Final = "rest_post_invalid_page_number"
_BAD_REQUEST: Final = 400
_NEXT: Final = "next"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class WordPressPosts(Index):
    """The posts of a site, as `/wp-json/wp/v2/posts` lists them, with the address of each page.

    ``X-WP-TotalPages`` says which page is the last. Without it, as in a copy, each page with posts
    may have one behind it, and the first that is empty, or is not there, ends the list: a page may
    be short anywhere, as WordPress leaves out posts that are hidden.

    A window is asked for by ``after`` and ``before``, which WordPress reads on the clock that the
    site is set to. That may be UTC or local time: a day more on both sides is asked for, and
    ``date_gmt`` of each post decides.
    """

    per_page: int = 50

    label = "WordPress REST"
    is_by_day = True

    def first_page(self, window: Window, today: date) -> str:
        """Return the first page of the posts of a window, or of all."""
        bounds = ""
        if window.since:
            bounds += f"&after={window.since - _DAY}T00%3A00%3A00"
        if window.until and window.until < today:
            bounds += f"&before={window.until + 2 * _DAY}T00%3A00%3A00"
        return f"{self.url}?_fields={_FIELDS}&per_page={self.per_page}{bounds}&page=1"

    def read(self, response: Response, facts: Lists) -> Listing:
        """Return the posts of a page, and the next page if there is one."""
        if not is_same_list(asked := asked_url(response), response.url):
            raise NoArticle(Reason.ANOTHER_LIST, f"{asked} leads to another list")
        posts = json_of(response)
        if not isinstance(posts, list):
            raise NoArticle(Reason.NOT_JSON, "the answer is no list of posts")
        found = list(unique(_link(post, response.url, facts) for post in posts))
        return Listing(
            [{each.key: each.link for each in found if each.key}],
            links=list(self._next(asked, response, len(posts))),
            cards=len(posts),
            others=[each.link["url"] for each in found if each.key is None],
        )

    def _next(self, page: str, response: Response, posts: int) -> Iterator[tuple[str, str]]:
        """Yield the page behind *page*, which *response* brought, with so many *posts*.

        It is marked ``next`` if the site says that it is there.
        """
        before, _, digits = page.rpartition("&page=")
        said = (response.headers.get(_PAGES) or b"").decode("latin-1")
        number, total = int(digits), int(said) if said.isdecimal() else 0
        if total > number or (posts and total != number):
            yield f"{before}&page={number + 1}", _NEXT if total > number else ""

    def second_of(self, pages: Iterable[str]) -> None:
        """Return nothing: each page says which is the next."""

    def next_page(self, page: str, sight: Sight, progress: Progress) -> Step:
        """Return the step to the next page; one that the site has not promised is a guess."""
        step = super().next_page(page, sight, progress)
        is_guess = (step.page, "") in sight.listing.links
        trail = replace(step.trail, guess=step.page) if is_guess else step.trail
        return replace(step, trail=trail, lacks_next=False)

    def _leads_on(self, page: str, sight: Sight) -> bool:
        """Tell whether the site says that there is a page behind *page*."""
        return any(rel == _NEXT for _, rel in sight.listing.links)


def is_behind_last(response: Response) -> bool:
    """Tell whether *response* says that the page which was asked for lies behind the last."""
    said = json_of(response) if response.status == _BAD_REQUEST else None
    return isinstance(said, dict) and said.get("code") == _BEHIND_LAST


def _link(post: Any, base: str, facts: Lists) -> Found | None:
    """Return the link of a *post*, with its time in the publisher's zone."""
    address = post.get("link") if isinstance(post, Mapping) else None
    if not isinstance(address, str):
        return None
    title = post.get("title")
    headline = title.get("rendered") if isinstance(title, Mapping) else None
    found = read_link(address, _text(headline), facts.article_urls, base)
    if found:
        found.link["date_published"] = _time(post, facts.timezone)
    return found


def _time(post: Mapping[str, Any], timezone: str) -> str | None:
    """Return when a *post* appeared; without a usable time in UTC that of the site's own clock."""
    utc, local = post.get("date_gmt"), post.get("date")
    found = local_time(f"{utc}Z", timezone) if isinstance(utc, str) else None
    return found or (local_time(local, timezone) if isinstance(local, str) else None)


def _text(rendered: Any) -> str:
    """Return what a reader sees of a rendered title."""
    return text_of(element_of(rendered)) if isinstance(rendered, str) else ""
