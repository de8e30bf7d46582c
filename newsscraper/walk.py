"""A walk down the index pages of one road: where it goes on and when it ends."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from newsscraper.arguments import Window
from newsscraper.failures import Verdict
from newsscraper.items import Link
from newsscraper.normalize.urls import normalize_url
from newsscraper.scope import day_of

FRUITLESS_PAGES: Final = 3
"""A walk ends after this many pages in a row without a new article, or older than the window."""

KNOWN_IN_A_ROW: Final = 3
"""This many known articles at the end of an index page say that all older ones are known, too.

A pinned one at its top says nothing, and one that was published late only adds a page.
"""

_NUMBER = re.compile(r"(?:^|[/=])(\d+)(?=$|[/&])")


@dataclass
class Walk:
    """The state of one walk."""

    road: str
    """First index page."""
    window: Window
    number: int = 0
    """Of the walk in the store."""
    pages_left: int | None = None
    """Index pages that may still be read; None is no limit."""
    stops_at_known: bool = False
    """Whether the walk is over where an earlier one has been."""
    is_from_top: bool = True
    """Whether nothing newer is left out."""
    is_substitute: bool = False
    """Whether it is walked in place of a refused road."""
    is_first: bool = False
    """Whether no incremental walk down the road was ever begun."""
    pages: set[str] = field(default_factory=set)
    has_articles: bool = False
    """Whether any page listed an article."""
    unread: tuple[str, Verdict] | None = None
    """The page that could not be read, which ended the walk, and why."""
    passes_by: bool = False
    """Whether something above known ground was left out, as it lies out of the window."""
    repeated: int = 0
    old: int = 0
    met_known: bool = False
    """Whether known ground was reached."""

    def record(
        self, page: str, listed: Mapping[str, Link], seen: Collection[str], known: Collection[str]
    ) -> dict[str, Link]:
        """Take note of what *page* lists, links by the key of their article; return the new.

        *seen* are the keys that this walk has met before, *known* those of earlier walks that were
        completed.
        """
        self.pages.add(_name(page))
        if self.pages_left is not None:
            self.pages_left -= 1
        fresh = {key: link for key, link in listed.items() if key not in seen}
        self.has_articles = self.has_articles or bool(listed)
        self.repeated = 0 if fresh else self.repeated + 1
        self.old = self.old + 1 if self._is_old((fresh or listed).values()) else 0
        last = list(listed)[-KNOWN_IN_A_ROW:]
        self.met_known = self.met_known or (bool(last) and all(key in known for key in last))
        return fresh

    def _is_old(self, links: Iterable[Link]) -> bool:
        """Tell whether all dates are older than the window.

        What was listed before has no say, or a pinned new story would make every page young.
        """
        days = [day_of(link["date_published"]) for link in links if link["date_published"]]
        return bool(days) and all(map(self.window.is_before, days))

    @property
    def is_over(self) -> bool:
        """Tell whether older pages need not be read."""
        is_fruitless = max(self.repeated, self.old) >= FRUITLESS_PAGES
        is_at_known = self.stops_at_known and self.met_known
        return is_at_known or self.pages_left == 0 or is_fruitless

    @property
    def makes_known(self) -> bool:
        """Tell whether later walks may stop at what this one has shown, once it is complete.

        A window may leave a gap above known ground that an earlier walk owes.
        """
        leaves_no_gap = self.met_known and not self.passes_by
        return self.is_from_top and (self.stops_at_known or leaves_no_gap or self.is_first)

    @property
    def has_lost_its_way(self) -> bool:
        """Tell whether an end without any article would hide what lies above known ground."""
        is_owed = self.stops_at_known and self.pages_left is None
        return is_owed and self.has_articles and not self.met_known

    def next_page(self, page: str, links: Iterable[tuple[str, str]]) -> str | None:
        """Return the next page out of the pagination *links* of *page*, pairs of URL and ``rel``.

        The one marked ``next``, else the nearest whose number is higher: publishers count pages
        or articles, and number themselves only they know, so no URL is ever made up. No page is
        returned twice.
        """
        fresh = [(url, rel) for url, rel in links if _name(url) not in self.pages | {_name(page)}]
        marked = [url for url, rel in fresh if "next" in rel.lower().split()]
        higher = [url for url, _ in fresh if _number(url) > _number(page)]
        following = next(iter(marked), None) or min(higher, key=_number, default=None)
        if following:
            self.pages.add(_name(following))
        return following


def _name(url: str) -> str:
    """Return what two spellings of one page have in common."""
    return normalize_url(url) or url


def _number(url: str) -> int:
    """Return the last number that stands alone in the query, else in the path, else 0."""
    parts = urlsplit(url)
    numbers = _NUMBER.findall(parts.query) or _NUMBER.findall(parts.path)
    return int(numbers[-1]) if numbers else 0
