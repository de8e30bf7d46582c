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

_FIELDS: Final = "link,date_gmt,title"
_PAGES: Final = "X-WP-TotalPages"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class WordPressPosts(Index):
    """The posts of a site, as `/wp-json/wp/v2/posts` lists them, with the address of each page.

    ``X-WP-TotalPages`` says which page is the last; without it, as in a copy, one that is not full
    is. A window is asked for by ``after`` and ``before``, which WordPress reads on the clock that
    the site is set to. That may be UTC or local time: a day more on both sides is asked for, and
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
        """Yield the page behind *page*, which *response* brought, with so many *posts*."""
        before, _, number = page.rpartition("&page=")
        total = (response.headers.get(_PAGES) or b"").decode("latin-1")
        is_last = int(number) >= int(total) if total.isdecimal() else posts < self.per_page
        if not is_last:
            yield f"{before}&page={int(number) + 1}", "next"

    def second_of(self, pages: Iterable[str]) -> None:
        """Return nothing: each page says which is the next."""

    def next_page(self, page: str, sight: Sight, progress: Progress) -> Step:
        """Return the step to the next page; the end is as the site says."""
        return replace(super().next_page(page, sight, progress), lacks_next=False)


def _link(post: Any, base: str, facts: Lists) -> Found | None:
    """Return the link of a *post*, with its time in the publisher's zone."""
    address = post.get("link") if isinstance(post, Mapping) else None
    if not isinstance(address, str):
        return None
    title = post.get("title")
    headline = title.get("rendered") if isinstance(title, Mapping) else None
    found = read_link(address, _text(headline), facts.article_urls, base)
    if found and isinstance(post.get("date_gmt"), str):
        found.link["date_published"] = local_time(f"{post['date_gmt']}Z", facts.timezone)
    return found


def _text(rendered: Any) -> str:
    """Return what a reader sees of a rendered title."""
    return text_of(element_of(rendered)) if isinstance(rendered, str) else ""
