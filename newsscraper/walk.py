"""A walk down the index pages of one road: where it goes on and when it ends."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from newsscraper.arguments import Window
from newsscraper.items import Link
from newsscraper.normalize.urls import normalize_url

FRUITLESS_PAGES: Final = 3
"""A walk ends after this many pages in a row without a new article, or older than the window."""

_NUMBER = re.compile(r"(?:^|[/=])(\d+)(?=$|[/&])")


@dataclass
class Walk:
    """The state of one walk."""

    window: Window
    pages_left: int | None = None
    """Index pages that may still be read; None is no limit."""
    pages: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    repeated: int = 0
    old: int = 0

    def record(self, page: str, listed: Mapping[str, Link]) -> list[Link]:
        """Take note of what *page* lists, links by the key of their article; return the new."""
        self.pages.add(_name(page))
        if self.pages_left is not None:
            self.pages_left -= 1
        fresh = [link for key, link in listed.items() if key not in self.keys]
        self.repeated = 0 if fresh else self.repeated + 1
        self.old = self.old + 1 if self._is_old(fresh or listed.values()) else 0
        self.keys.update(listed)
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
        return self.pages_left == 0 or max(self.repeated, self.old) >= FRUITLESS_PAGES

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


def day_of(moment: str) -> date:
    """Return the day of an ISO 8601 string, in its own zone."""
    return date.fromisoformat(moment[:10])


def _name(url: str) -> str:
    """Return what two spellings of one page have in common."""
    return normalize_url(url) or url


def _number(url: str) -> int:
    """Return the last number that stands alone in the query, else in the path, else 0."""
    parts = urlsplit(url)
    numbers = _NUMBER.findall(parts.query) or _NUMBER.findall(parts.path)
    return int(numbers[-1]) if numbers else 0
