"""Counts the pages in a row that bring a walk nothing: repeats, and those older than its window."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from newsscraper.items import Link
from newsscraper.window import Window, day_of

MOST: Final = 3
"""A walk ends after this many pages in a row without a new article, or older than the window."""


class FruitlessPages:
    """Those of one walk."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.undated: Sequence[str] = ()
        """Articles of the page before, by key, when it printed no date: it is yet to be judged."""
        self.repeated = 0
        """Pages in a row without a new article."""
        self.old = 0
        """Pages in a row that are older than the window."""

    def count(self, links: Mapping[str, Link], fresh: Mapping[str, Link]) -> None:
        """Count a page that lists *links*, of which *fresh* are new to the walk.

        What was listed before has no say on the age of a page, or a pinned new story would make
        every page young.
        """
        self.repeated = 0 if fresh else self.repeated + bool(links)
        telling = fresh or links
        dates = [link["date_published"] for link in telling.values() if link["date_published"]]
        self.undated = () if dates else tuple(telling)
        if dates or not telling:
            self.judge(dates)

    def judge(self, dates: Collection[str]) -> None:
        """Count a page by the *dates* that it prints, else by those of its articles, once known."""
        is_old = bool(dates) and all(self.window.is_before(day_of(date)) for date in dates)
        self.old = self.old + 1 if is_old else 0

    def end_day(self) -> None:
        """Forget what repeated, and how old it was: on the next day it says nothing."""
        self.repeated = self.old = 0

    def begin_list(self) -> None:
        """Forget how old the pages were: each is a list of its own."""
        self.old = 0

    @property
    def repeat(self) -> bool:
        """Whether too many have repeated what the walk had met."""
        return self.repeated >= MOST

    @property
    def are_old(self) -> bool:
        """Whether too many were older than the window."""
        return self.old >= MOST
