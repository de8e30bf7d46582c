"""A walk down the pages of one road: what it has met and when it ends."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from newsscraper.arguments import Window
from newsscraper.failures import Verdict
from newsscraper.items import Link
from newsscraper.normalize.urls import normalize_url
from newsscraper.roads.road import Listing, Road
from newsscraper.scope import day_of

if TYPE_CHECKING:
    from newsscraper.frontier import Wanted

FRUITLESS_PAGES: Final = 3
"""A walk ends after this many pages in a row without a new article, or older than the window."""

KNOWN_IN_A_ROW: Final = 2
"""This many known articles at the end of an index page say that all older ones are known, too.

A pinned one at its top says nothing, a single stale one at its end neither, and one that was
published late only adds a page. One more would cost 0.5 % more requests and find hardly more.
"""


@dataclass
class Walk:
    """The state of one walk."""

    road: Road
    window: Window
    number: int = 0
    """Of the walk in the store."""
    pages_left: int | None = None
    """Pages that may still be read; None is no limit."""
    stops_at_known: bool = False
    """Whether the walk is over where an earlier one has been."""
    is_from_top: bool = True
    """Whether nothing newer is left out."""
    is_substitute: bool = False
    """Whether it is walked in place of a refused or dead road."""
    settled_before: date | None = None
    """Before that day, all that the road listed was met by a complete walk, if that is known."""
    begins_at: str | None = None
    """The page to begin with, where it goes on with an earlier walk."""
    is_dead: bool = False
    """Whether the road leads to nothing, so that others are walked in its place."""
    is_first: bool = False
    """Whether no incremental walk down the road was ever begun."""
    unfinished: dict[int, str] = field(default_factory=dict)
    """Earlier walks that were cut off: number -> the page where each is to go on."""
    grounds: Mapping[int, int] = field(default_factory=dict)
    """Number of a walk -> the unfinished one that its ground belongs to."""
    pages: set[str] = field(default_factory=set)
    """Names of the pages that were read or asked for."""
    ahead: list[str] = field(default_factory=list)
    """Pages to be read that an earlier page linked to."""
    has_articles: bool = False
    """Whether any page listed an article."""
    unread: tuple[str, Verdict] | None = None
    """The page that could not be read, which ended the walk, and why."""
    lacks_a_list: bool = False
    """Whether one of several lists could not be read, while the walk went on to the others."""
    passes_by: bool = False
    """Whether something above known ground was left out, as it lies out of the window."""
    is_torn: bool = False
    """Whether pages repeated above known ground: what they should have listed is missing."""
    undated: Sequence[str] = ()
    """Articles of the page before, by key, when it printed no date: it is yet to be judged."""
    repeated: int = 0
    old: int = 0
    empty_days: int = 0
    met_known: bool = False
    """Whether known ground was reached."""

    def record(
        self, links: Mapping[str, Link], seen: Collection[str], known: Collection[str]
    ) -> dict[str, Link]:
        """Take note of the articles that a page lists, by key; return the new.

        *seen* are the keys that this walk has met before, *known* those of earlier walks that were
        completed.
        """
        is_page = links or (self.road.is_ordered and not self.road.ends_empty)
        if self.pages_left is not None and is_page:
            self.pages_left -= 1
        fresh = {key: link for key, link in links.items() if key not in seen}
        self.has_articles = self.has_articles or bool(links)
        self.repeated = 0 if fresh else self.repeated + 1
        self._count_age(fresh or links)
        self.met_known = self.met_known or all_in(last(links), known)
        return fresh

    def _count_age(self, links: Mapping[str, Link]) -> None:
        """Count a page all of whose dates are older than the window.

        What was listed before has no say, or a pinned new story would make every page young.
        """
        dates = [link["date_published"] for link in links.values() if link["date_published"]]
        self.undated = () if dates else tuple(links)
        if dates or not links:
            self.judge(dates)

    def judge(self, dates: Collection[str]) -> None:
        """Count a page by the *dates* that it prints, else by those of its articles, once known."""
        is_old = bool(dates) and all(self.window.is_before(day_of(date)) for date in dates)
        self.old = self.old + 1 if is_old else 0

    @property
    def is_fruitless(self) -> bool:
        """Tell whether the pages repeat."""
        return self.repeated >= FRUITLESS_PAGES

    @property
    def is_over(self) -> bool:
        """Tell whether older pages need not be read."""
        is_at_known = self.stops_at_known and self.met_known
        return is_at_known or self.pages_left == 0 or self.old >= FRUITLESS_PAGES

    @property
    def makes_known(self) -> bool:
        """Tell whether later walks may stop at what this one has shown, once it is complete.

        A window may leave a gap above known ground that an earlier walk owes.
        """
        leaves_no_gap = self.met_known and not self.passes_by
        return self.is_from_top and (self.stops_at_known or leaves_no_gap or self.is_first)

    @property
    def is_quiet(self) -> bool:
        """Tell whether no day of a dated index is there: no news, and no failure if others are."""
        is_gone = self.unread is not None and self.unread[1].outcome == "gone"
        return is_gone and self.road.ends_empty and not self.has_articles

    @property
    def has_lost_its_way(self) -> bool:
        """Tell whether an end without any article would hide what lies above known ground."""
        is_owed = self.stops_at_known and self.pages_left is None and self.road.is_ordered
        return is_owed and self.has_articles and not self.met_known

    def reached(self, met: Iterable[int | None]) -> int | None:
        """Return the unfinished walk whose ground this one has reached, if there is one.

        *met* are the walks that showed the last articles of a page before.
        """
        walks = {self.grounds.get(number or 0) for number in met}
        number = walks.pop() if len(walks) == 1 else None
        return number if number in self.unfinished else None

    def has_read(self, page: str) -> bool:
        """Tell whether a page was read or asked for."""
        return _name(page) in self.pages

    def next_page(self, page: str, listing: Listing) -> str | None:
        """Return the page to read after *page*, which says *listing*; None at the road's end."""
        self.pages.add(_name(page))
        following = None if self._has_ended else self.road.next_page(page, listing, self)
        if following:
            self.pages.add(_name(following))
            self._begin_list()
        return following

    @property
    def _has_ended(self) -> bool:
        """Tell whether no other page need be read: one list out of order says nothing of others."""
        return self.pages_left == 0 if not self.road.is_ordered else self.is_over

    def _begin_list(self) -> None:
        """Forget what only the list before said, where each page is a list of its own."""
        if not self.road.is_ordered:
            self.met_known, self.old = False, 0

    def is_settled(self, moment: str) -> bool:
        """Tell whether a complete walk has met what appeared or changed at *moment*."""
        return self.settled_before is not None and day_of(moment) < self.settled_before

    def settled_among(self, links: Mapping[str, Link], latest: Mapping[str, str]) -> set[str]:
        """Return the keys of those *links* whose times say so."""
        times = {key: (link["date_published"], latest.get(key)) for key, link in links.items()}
        latest_of = {key: max(filter(None, both), default=None) for key, both in times.items()}
        return {key for key, moment in latest_of.items() if moment and self.is_settled(moment)}


@dataclass
class Taken:
    """What came of a page."""

    wanted: "list[Wanted]" = field(default_factory=list)
    next_page: str | None = None
    is_empty: bool = True
    """Whether no article was listed."""
    out_of_window: int = 0
    already_stored: int = 0
    unread: Verdict | None = None
    """Why the page says nothing of where the walk goes on, if that is so."""


def last(links: Iterable[str]) -> list[str]:
    """Return the keys at the end of a page that say what lies behind it."""
    return list(links)[-KNOWN_IN_A_ROW:]


def all_in(keys: Collection[str], known: Collection[str]) -> bool:
    """Tell whether there are any *keys*, and all are *known*."""
    return bool(keys) and all(key in known for key in keys)


def _name(url: str) -> str:
    """Return what two spellings of one page have in common."""
    return normalize_url(url) or url
