"""An index that has pages for each day: a window is found without walking to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Final
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
from newsscraper.page.links import absolute
from newsscraper.page.opening import NoArticle, open_page
from newsscraper.roads import days, quiet_days, young_day
from newsscraper.roads.any_road import Lists, Progress, Road
from newsscraper.roads.day_trail import DayTrail
from newsscraper.roads.index import MOST_LINKS, listing_of_cards
from newsscraper.roads.listing import Kind, Listing, Sight, Step
from newsscraper.window import Window

MOST_EMPTY_DAYS: Final = 7
"""So many days in a row without an article end a walk that has no first day."""

_FIELD: Final = re.compile(r"\{(day|next_day|page|offset)(?::([^{}]*))?\}")
_NUMBER: Final = re.compile(r"\{(?:page|offset)\}")
_TRIAL: Final = date(2024, 10, 23)
"""A day of which no part can be taken for another."""


@dataclass(frozen=True)
class DatedIndex(Road):
    """An index with pages for each day, newest articles first.

    ``url`` is a template with ``{day:…}``, as `date.strftime` takes it (``%%`` for a ``%``), and
    either ``{page}``, counted from 1, or ``{offset}``, the articles on the pages before. The day
    may stand there several times, and the one after it, ``{next_day:…}``, too. A day ends with a
    page that lists nothing or is not there, or when its pages repeat; see `newsscraper.roads.days`
    for when that is believed.
    """

    per_page: int | None = None
    """By how much an ``{offset}`` grows from page to page."""

    label = "index by day"
    is_by_day = ends_empty = True

    def first_page(self, window: Window, today: date) -> str:
        """Return the first page of the window's last day, of today when there is none."""
        return self.page(min(window.until or today, today), 1)

    def page(self, day: date, number: int) -> str:
        """Return the URL of a page."""
        offset, after = (number - 1) * (self.per_page or 0), day + timedelta(days=1)
        return self.url.format(day=day, next_day=after, page=number, offset=offset)

    def read(self, response: Response, facts: Lists) -> Listing:
        """Return the articles of an index page."""
        page = open_page(response, facts)
        asked, canonical = asked_url(response), canonical_of(page)
        is_same = is_same_list(asked, response.url)
        if not is_same or (canonical and names_another(asked, canonical)):
            raise NoArticle(Reason.ANOTHER_LIST, f"{asked} leads to another list")
        return listing_of_cards(page, facts, list(self._pages_linked(page)))

    def _pages_linked(self, page: Page) -> Iterator[tuple[str, str]]:
        """Yield the links of *page* that have its own path: its pager is among them.

        Where the number stands in the path, numbers of paths are left aside.
        """
        for anchor in islice(page.root.iter("a"), MOST_LINKS):
            url = absolute(page.url, anchor.get("href"))
            if url and self._may_be_of_list(url, page.url):
                yield normalize_url(url) or url, anchor.get("rel", "")

    def _may_be_of_list(self, url: str, page: str) -> bool:
        here, there = urlsplit(page), urlsplit(url)
        if _NUMBER.search(urlsplit(self.url).query):
            return bool(here.query) and there.path == here.path
        return there.netloc == here.netloc and is_page_of(page, url)

    def is_further(self, page: str, than: str) -> bool:
        """Tell whether *page* is one of an earlier day, or of the same day and further down."""
        (day, number), (its_day, its_number) = self.read_url(page), self.read_url(than)
        return (its_day, number) > (day, its_number)

    def begins_list(self, page: str) -> bool:
        """Tell whether *page* is the first of its day."""
        return self.read_url(page)[1] == 1

    def day_of(self, page: str) -> date:
        """Return the day whose articles *page* lists."""
        return self.read_url(page)[0]

    # --- Which page is next ------------------------------------------------------------------

    def next_page(self, page: str, sight: Sight, progress: Progress) -> Step:
        """Return the step to the day's next page, or to the first of the day before."""
        day, number = self.read_url(page)
        before = DayTrail.of(progress.trail)
        if before.looks_beyond or before.looks_ahead:
            return self._look_aside(page, sight, progress)
        unread = days.doubt(page, day, number, sight, progress)
        is_lost = sight.kind == Kind.FAILED or unread.get(page) == Reason.ANOTHER_LIST
        if sight.kind == Kind.LIST and not is_lost:
            return self._listed(page, sight, progress, unread)
        if is_lost or Reason.NOT_UNDERSTOOD in unread.values() or (number == 1 and unread):
            trail, is_over = days.lost_page(before)
        else:
            trail, is_over = days.without_articles(page, number, sight, progress, day)
        if not is_over and not progress.is_fruitless:
            return Step(self.page(day, number + 1), trail, unread)
        if quiet_days.needs_a_look_ahead(trail, progress):
            after = (progress.window.until or day) + timedelta(days=1)
            return Step(self.page(after, 1), replace(trail, looks_ahead=True), unread)
        step = young_day.with_today(
            replace(self._end_day(day, trail, progress), unread=unread), sight
        )
        return step if is_lost or unread else days.with_pager(step, page, before, progress)

    def _listed(
        self, page: str, sight: Sight, progress: Progress, unread: quiet_days.Doubts
    ) -> Step:
        """Return the step behind a *page* with articles, of which *unread* is in doubt already."""
        (day, number), before = self.read_url(page), DayTrail.of(progress.trail)
        trail, found = days.listed(page, number, sight, progress)
        behind, doubts = self.page(day, number + 1), unread | found
        if not doubts and young_day.is_all_of_today(behind, trail, sight, progress):
            return self._end_day(day, trail, progress)
        size = before.here if number > 1 and not found else None
        return Step(behind, trail, doubts, (size,) if size else ())

    def _look_aside(self, page: str, sight: Sight, progress: Progress) -> Step:
        """Return the step to where the walk goes on after a look out of its window."""
        trail, size = DayTrail.of(progress.trail), sight.listing.size
        is_other = days.is_of_another(self.day_of(page), sight.listing)
        is_seen = sight.kind == Kind.LIST and not is_other
        unread = quiet_days.shown_aside(size, progress) if is_seen else {}
        if trail.looks_beyond or trail.before is None:
            return Step(None, DayTrail(), unread, is_aside=True)
        known = replace(trail, looks_ahead=False, quiet=())
        step = self._end_day(self.day_of(trail.before), known, progress)
        return replace(step, unread=unread, is_aside=True)

    def _end_day(self, day: date, trail: DayTrail, progress: Progress) -> Step:
        """Return the step to the day before *day*, or out of the window, or to the end."""
        is_young, before = day >= progress.plan.today, day - timedelta(days=1)
        after = quiet_days.ended(trail, self.page(day, 1), progress, is_young=is_young)
        step = self._to_day(before, after, progress)
        return replace(step, days={day: trail.so_far} if trail.so_far and not is_young else {})

    def _to_day(self, before: date, after: DayTrail, progress: Progress) -> Step:
        """Return the step to the day *before* one that is over, out of the window, or to the end.

        *after* is what is kept in mind of the days after it.
        """
        window = progress.window
        if window.is_before(before):
            is_asked = quiet_days.needs_a_look_beyond(after, progress)
            beyond = replace(after, looks_beyond=True)
            return Step(self.page(before, 1) if is_asked else None, beyond, ends_day=True)
        if window.since is None and after.empty_days >= MOST_EMPTY_DAYS:
            return Step(None, after, ends_day=True, lacks_next=not window)
        beside = timedelta(days=1 if after.empty_days else 0)  # one that shows articles yet
        if not window and progress.is_settled((before + beside).isoformat()):
            return Step(None, after, ends_day=True, meets_known=True)
        return Step(self.page(before, 1), after, ends_day=True)

    def read_url(self, page: str) -> tuple[date, int]:
        """Return day and number of a page whose URL `page` made."""
        pattern, form = self._pattern
        found = pattern.fullmatch(page)
        assert found, page
        number = int(found["number"])
        return (
            datetime.strptime(found["day"], form).date(),
            number // self.per_page + 1 if self.per_page else number,
        )

    @cached_property
    def _pattern(self) -> tuple[re.Pattern[str], str]:
        """What the template makes, and how its day is written."""
        pieces = _FIELD.split(self.url)
        fields = list(zip(pieces[1::3], pieces[2::3], strict=True))
        day = next((each for each in fields if each[0] == "day" and _says_all(each[1])), None)
        number = next((each for each in fields if each[0] in ("page", "offset")), None)
        if day is None:
            raise ValueError("it has no {day:…} that says how a day is written")
        if number is None or (number[0] == "offset") != bool(self.per_page):
            raise ValueError("it has neither {page} nor, with per_page, {offset}")
        named = {day: r"(?P<day>.+?)", number: r"(?P<number>\d+)"}
        text = re.escape(pieces[0])
        for each, fixed in zip(fields, pieces[3::3], strict=True):
            text += named.pop(each, ".+?") + re.escape(fixed)
        return re.compile(text), str(day[1])


def _says_all(form: str | None) -> bool:
    """Tell whether a day that is written in this *form* can be read back."""
    try:
        return datetime.strptime(f"{_TRIAL:{form or ''}}", form or "").date() == _TRIAL
    except ValueError:
        return False
