"""A walk down the index pages of one road: where it goes on and when it ends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from newsscraper.arguments import Window
from newsscraper.items import Link

FRUITLESS_PAGES: Final = 3
"""A walk ends after this many pages in a row without a new link, or older than the window."""

_NUMBER = re.compile(r"(\d+)(?!.*\d)")


@dataclass
class Walk:
    """The state of one walk."""

    window: Window
    pages_left: int | None = None
    """Index pages that may still be read; None is no limit."""
    pages: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    repeated: int = 0
    old: int = 0

    def record(self, page: str, links: Iterable[Link]) -> None:
        """Take note of what *page* lists."""
        self.pages.add(page)
        if self.pages_left is not None:
            self.pages_left -= 1
        links = list(links)
        urls = {link["url"] for link in links}
        self.repeated = self.repeated + 1 if urls <= self.seen else 0
        self.seen |= urls
        days = [day_of(link["date_published"]) for link in links if link["date_published"]]
        self.old = self.old + 1 if days and all(map(self.window.is_before, days)) else 0

    @property
    def is_over(self) -> bool:
        """Tell whether older pages need not be read."""
        return self.pages_left == 0 or max(self.repeated, self.old) >= FRUITLESS_PAGES

    def next_page(self, page: str, links: Iterable[tuple[str, str]]) -> str | None:
        """Return the next page out of the pagination *links* of *page*, pairs of URL and ``rel``.

        The one marked ``next``, else the nearest whose number is higher: publishers count pages
        or articles, and number themselves only they know, so no URL is ever made up.
        """
        fresh = [(url, rel) for url, rel in links if url not in self.pages and url != page]
        marked = [url for url, rel in fresh if "next" in rel.split()]
        higher = [url for url, _ in fresh if _number(url) > _number(page)]
        return next(iter(marked), None) or min(higher, key=_number, default=None)


def day_of(moment: str) -> date:
    """Return the day of an ISO 8601 string, in its own zone."""
    return date.fromisoformat(moment[:10])


def _number(url: str) -> int:
    parts = urlsplit(url)
    number = _NUMBER.search(parts.query) or _NUMBER.search(parts.path)
    return int(number[1]) if number else 0
