"""Finds out in a window whether the dates of a list can be trusted, before it passes articles by.

An article whose printed date lies outside may lie in the window all the same: where day and month
are swapped, or the year is wrong. A few of those that then would are fetched. When the own date
of an article says that the list is wrong in such a way, all of them are.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from newsscraper.crawl.scope import Scope
from newsscraper.items import Link
from newsscraper.normalize.disagreement import WRONG_DATES, disagreement, twins
from newsscraper.store import passed_by
from newsscraper.store.ledger import Listed
from newsscraper.window import day_of

MOST: Final = 3
"""Articles of a road that a run fetches to find out."""


class DateProbes:
    """What the lists of one run are worth, by road."""

    def __init__(self, scope: Scope, now: datetime) -> None:
        self.scope = scope
        self.last = now.date() + timedelta(days=1)
        """No article is of a later day: where a window is open, years to come are none."""
        self.walks: dict[str, int] = {}
        """Walks of this run that passed something by that may lie in the window, by road."""
        self.made: dict[str, int] = {}
        """How many articles were fetched to find out, by road."""
        self.distrusted: set[str] = set()
        """Roads whose dates are wrong."""

    def among(
        self, transaction: Connection, road: str, walk: int, outside: Mapping[str, Link]
    ) -> dict[str, Link]:
        """Return those of the articles *outside* the window, by key, that are fetched all the same.

        *walk* is the number of the walk down *road* that shows them.
        """
        doubtful = {key: link for key, link in outside.items() if self._is_doubtful(link)}
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
        return {key: doubtful[key] for key in chosen}

    def believed(self, road: str, links: Mapping[str, Link]) -> Mapping[str, Link]:
        """Return *links* without the dates that say nothing, as *road* prints them wrongly."""
        if road not in self.distrusted:
            return links
        return {key: self._undated(link) for key, link in links.items()}

    def _undated(self, link: Link) -> Link:
        """Return *link* without its date, if that is doubtful."""
        if not self._is_doubtful(link):
            return link
        return Link(url=link["url"], headline=link["headline"], date_published=None)

    def _is_doubtful(self, link: Link) -> bool:
        """Tell whether *link* lies outside the window, and inside if its date is wrong."""
        date = link["date_published"]
        if not self.scope.window or date is None or self.scope.may_hold(link):
            return False
        days = (day for day in twins(day_of(date)) if day <= self.last)
        return any(map(self.scope.window.contains, days))

    def listed(self, transaction: Connection, key: str) -> str | None:
        """Return the date that lists print for the article *key*, if any does."""
        return passed_by.date_of(transaction, key)

    def learn(self, transaction: Connection, key: str, own: str) -> set[int]:
        """Compare the *own* date of the article *key* with that of the lists that show it.

        Return the walks down roads that are found to be wrong by it.
        """
        listed = passed_by.date_of(transaction, key) if self.walks else None
        if listed is None or disagreement(day_of(listed), day_of(own)) not in WRONG_DATES:
            return set()
        showing = passed_by.walks_showing(transaction, key, self.walks.values())
        found = {road: walk for road, walk in showing.items() if road not in self.distrusted}
        self.distrusted.update(found)
        return set(found.values())

    def passed_by(
        self, transaction: Connection, walk: int, after: str
    ) -> tuple[list[Listed], str | None]:
        """Return the next articles, after key *after*, that *walk* passed by and should not have.

        The second value is the key to go on after, None at the end.
        """
        rows = passed_by.unseen(transaction, walk, after)
        links = (Link(url=row.url, headline=None, date_published=row.date) for row in rows)
        found = [row for row, link in zip(rows, links, strict=True) if self._is_doubtful(link)]
        return found, rows[-1].key if rows else None
