"""Finds out in a window whether the dates of a list can be trusted, before it passes articles by.

An article whose printed date lies outside may lie in the window all the same: where day and month
are swapped, or the year is wrong. A few of those that then would are fetched, and of a list that
prints one day beside all. When the own date of an article says that the list is wrong in such a
way, all of them are.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from newsscraper.crawl.scope import Scope
from newsscraper.items import Link
from newsscraper.normalize.disagreement import WRONG_DATES, Way, disagreement, twins
from newsscraper.store import passed_by
from newsscraper.store.article_store import Store
from newsscraper.store.ledger import Entry, Listed
from newsscraper.window import day_of

MOST: Final = 3
"""Articles of a road that a run fetches to find out."""

_STUCK_PAGES: Final = 2
"""So many parts of a list in a row that print nothing but one day may be of one that is stuck.

When as many articles deny that day, it is.
"""
_STUCK_LINKS: Final = 5
"""Fewer links of one day say nothing."""


class DateProbes:
    """What the lists of one run are worth, by road."""

    def __init__(self, scope: Scope, now: datetime) -> None:
        self.scope = scope
        self.last = now.date() + timedelta(days=1)
        """No article is of a later day: where a window is open, years to come are none."""
        self.dates: dict[str, str | None] = {}
        """What lists print beside articles on their way: key -> date, as the ledger has it."""
        self.walks: dict[str, int] = {}
        """Walks of this run that passed something by that may lie in the window, by road."""
        self.made: dict[str, int] = {}
        """How many articles were fetched to find out, by road."""
        self.asked: dict[str, str] = {}
        """Articles that were fetched to find out, and are not known yet: key -> road."""
        self.told: set[str] = set()
        """Roads of which one came."""
        self.against: Counter[str] = Counter()
        """Articles that deny the one day which a road prints."""
        self.distrusted: set[str] = set()
        """Roads whose dates are wrong."""
        self.days: dict[str, tuple[date | None, int]] = {}
        """The day that the last parts of a road had alone, and how many these were, by road."""

    @property
    def untold(self) -> int:
        """How many roads passed something by, while nothing came that was fetched to find out."""
        return len(set(self.asked.values()) - self.told - self.distrusted)

    def among(
        self, transaction: Connection, road: str, walk: int, outside: Mapping[str, Link]
    ) -> dict[str, Link]:
        """Return those of the articles *outside* the window, by key, that are fetched all the same.

        *walk* is the number of the walk down *road* that shows them.
        """
        doubtful = {key: link for key, link in outside.items() if self._is_doubtful(link, road)}
        if not doubtful:
            return {}
        self.walks[road] = walk
        if road not in self.distrusted and self.made.get(road, 0) >= MOST:
            return {}
        settled = passed_by.with_own_date(transaction, doubtful)
        chosen = [key for key in doubtful if key not in settled]
        if road not in self.distrusted:
            chosen = chosen[: MOST - self.made.get(road, 0)]
            self.made[road] = self.made.get(road, 0) + len(chosen)
        self.asked.update(dict.fromkeys(chosen, road))
        return {key: doubtful[key] for key in chosen}

    def believed(self, road: str, links: Mapping[str, Link]) -> Mapping[str, Link]:
        """Return *links* without the dates that say nothing, as *road* prints them wrongly."""
        self._see_days(road, links)
        if road not in self.distrusted:
            return links
        return {key: self._undated(link, road) for key, link in links.items()}

    def _see_days(self, road: str, links: Mapping[str, Link]) -> None:
        """Take note whether a part of *road* shows one day alone, as the part before it."""
        days = [day_of(link["date_published"]) for link in links.values() if link["date_published"]]
        if len(days) < _STUCK_LINKS:
            return
        day = days[0] if len(set(days)) == 1 else None
        before, parts = self.days.get(road, (None, 0))
        self.days[road] = day, (parts + 1 if day == before else 1)

    def _is_stuck(self, road: str, day: date) -> bool:
        """Tell whether *road* shows nothing but that *day*."""
        its_day, parts = self.days.get(road, (None, 0))
        return its_day == day and parts >= _STUCK_PAGES

    def _undated(self, link: Link, road: str) -> Link:
        """Return *link* without its date, if that is doubtful."""
        if not self._is_doubtful(link, road):
            return link
        return Link(url=link["url"], headline=link["headline"], date_published=None)

    def _is_doubtful(self, link: Link, road: str) -> bool:
        """Tell whether *link* lies outside the window, and inside if *road* prints wrong dates."""
        moment = link["date_published"]
        if not self.scope.window or moment is None or self.scope.may_hold(link):
            return False
        days = (day for day in twins(day_of(moment)) if day <= self.last)
        return self._is_stuck(road, day_of(moment)) or any(map(self.scope.window.contains, days))

    def listed(self, store: Store, key: str) -> str | None:
        """Return the date that lists print for the article *key*, if any does."""
        if key in self.dates:
            return self.dates[key]
        with store.reading() as transaction:
            return passed_by.date_of(transaction, key)

    def learn(self, store: Store, key: str, own: str, listed: str | None) -> set[int]:
        """Compare the *own* date of the article *key* with the one that lists print beside it.

        Return the walks down roads that are found to be wrong by it.
        """
        if road := self.asked.pop(key, None):
            self.told.add(road)
        way = disagreement(day_of(listed), day_of(own)) if listed and self.walks else None
        if listed is None or way is None:
            return set()
        with store.reading() as transaction:
            showing = passed_by.walks_showing(transaction, key, self.walks.values())
        found = {
            road: walk
            for road, walk in showing.items()
            if road not in self.distrusted and self._is_wrong(road, day_of(listed), way)
        }
        self.distrusted.update(found)
        return set(found.values())

    def _is_wrong(self, road: str, day: date, way: Way) -> bool:
        """Tell whether an article that denies the *day* beside it, in this *way*, denies *road*.

        One that appeared anew may have the day of that; two of a few have not.
        """
        if way in WRONG_DATES or not self._is_stuck(road, day):
            return way in WRONG_DATES
        self.against[road] += 1
        return self.against[road] >= _STUCK_PAGES

    def passed_by(
        self, transaction: Connection, walk: int, after: str
    ) -> tuple[list[Listed], str | None]:
        """Return the next articles, after key *after*, that *walk* passed by and should not have.

        The second value is the key to go on after, None at the end.
        """
        rows = passed_by.unseen(transaction, walk, after)
        road = next((road for road, number in self.walks.items() if number == walk), "")
        links = (Link(url=row.url, headline=None, date_published=row.date) for row in rows)
        found = [
            row for row, link in zip(rows, links, strict=True) if self._is_doubtful(link, road)
        ]
        return found, rows[-1].key if rows else None


def denies(link: Link, entry: Entry) -> bool:
    """Tell whether *link* prints a date that speaks against the one in *entry*.

    That is the article's own, if it ever came, or what a list has printed: then any other will do.
    """
    listed, known = link["date_published"], entry.date
    if listed is None or known is None:
        return False
    return entry.status is None or abs(day_of(listed) - day_of(known)).days > 1
