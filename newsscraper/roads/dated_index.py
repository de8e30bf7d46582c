"""An index that has pages for each day: a window is found without walking to it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from scrapy.http import Response

from newsscraper.extraction import open_page
from newsscraper.publisher import Publisher
from newsscraper.roads.index import listed_articles
from newsscraper.roads.road import Listing, Road

if TYPE_CHECKING:
    from newsscraper.arguments import Window
    from newsscraper.walk import Walk

MOST_EMPTY_DAYS: Final = 7
"""So many days in a row without an article end a walk that has no first day."""

_FIELD = re.compile(r"\{(day|page)(?::([^{}]*))?\}")


@dataclass(frozen=True)
class DatedIndex(Road):
    """An index with pages for each day, newest articles first.

    ``url`` is a template with ``{day:…}``, as `date.strftime` takes it (``%%`` for a ``%``), and
    ``{page}``, counted from 1. A day ends with a page that lists nothing or is not there, or when
    its pages repeat.
    """

    ends_empty = True

    def first_page(self, window: "Window", today: date) -> str:
        """Return the first page of the window's last day, of today when there is none."""
        return self.page(min(window.until or today, today), 1)

    def page(self, day: date, number: int) -> str:
        """Return the URL of a page."""
        return self.url.format(day=day, page=number)

    def read(self, response: Response, publisher: type[Publisher]) -> Listing:
        """Return the articles of an index page."""
        return Listing([listed_articles(open_page(response, publisher), publisher)])

    def is_further(self, page: str, than: str) -> bool:
        """Tell whether *page* is one of an earlier day, or of the same day and further down."""
        (day, number), (its_day, its_number) = self._read(page), self._read(than)
        return (its_day, number) > (day, its_number)

    def next_page(self, page: str, listing: Listing, walk: "Walk") -> str | None:
        """Return the day's next page, or the first of the day before."""
        day, number = self._read(page)
        if any(listing.parts) and not walk.is_fruitless:
            return self.page(day, number + 1)
        walk.empty_days = walk.empty_days + 1 if number == 1 else 0
        walk.repeated = 0
        day -= timedelta(days=1)
        may_go_on = walk.empty_days < MOST_EMPTY_DAYS or walk.window.since is not None
        return None if not may_go_on or walk.window.is_before(day) else self.page(day, 1)

    def _read(self, page: str) -> tuple[date, int]:
        """Return day and number of a page that `page` named."""
        pattern, form = self._pattern
        found = pattern.fullmatch(page)
        assert found, page
        return datetime.strptime(found["day"], form).date(), int(found["page"])

    @cached_property
    def _pattern(self) -> tuple[re.Pattern[str], str]:
        """What the template makes, and how its day is written."""
        pieces = _FIELD.split(self.url)
        form = next(spec for name, spec in zip(pieces[1::3], pieces[2::3], strict=True) if spec)
        groups = [f"(?P<{name}>.+?)" for name in pieces[1::3]]
        fixed = [re.escape(text) for text in pieces[0::3]]
        text = "".join(a + b for a, b in zip(fixed, [*groups, ""], strict=True))
        return re.compile(text), form
