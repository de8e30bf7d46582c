"""Plans walks by what earlier runs have left in the store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from newsscraper.crawl.plan import Plan
from newsscraper.publisher.facts import Publisher
from newsscraper.roads.any_road import Road
from newsscraper.store import index_pages, list_sizes, revisions, walk_log
from newsscraper.store.walk_log import Unfinished
from newsscraper.window import Window

_LATE: Final = timedelta(minutes=5)
"""So long after midnight the list of the day before may still grow."""


class Planner:
    """Enters the walks of one run in the store, each with what it sets out with."""

    def __init__(
        self,
        publisher: type[Publisher],
        run: int,
        window: Window,
        today: date,
        first_run_pages: int,
    ) -> None:
        self.publisher = publisher.name
        self.zone = ZoneInfo(publisher.timezone)
        """Of the publisher's days."""
        self.run = run
        self.window = window
        self.today = today
        """The publisher's day when the run began."""
        self.first_run_pages = first_run_pages
        """Pages of the first incremental walk down a road."""

    def plan(self, transaction: Connection, road: Road, *, is_substitute: bool) -> Plan:
        """Enter a walk down *road*, and return what it sets out with."""
        name, window = self.publisher, self.window
        is_first = not walk_log.was_begun(transaction, name, road.url)
        has_known = walk_log.has_known(transaction, name, road.url)
        limit, begun, day = self._limit(transaction, road, has_known=has_known)
        plan = Plan(
            road,
            window,
            today=self.today,
            usual=list_sizes.usual(transaction, road.url),
            second=self._second(transaction, road),
            page_limit=limit,
            counts_from=begun,
            counts_from_day=day,
            has_known=has_known,
            has_stored=revisions.last_before(transaction, name, self.run) > 0,
            stops_at_known=not window,
            is_from_top=self._is_from_top,
            is_substitute=is_substitute,
            is_first=is_first,
            settled_before=self._settled_before(transaction, road),
        )
        return self._entered(transaction, plan)

    def _entered(self, transaction: Connection, plan: Plan) -> Plan:
        """Return *plan* for a walk that is entered, and goes on with those that were cut off."""
        road = plan.road
        unfinished = walk_log.unfinished(transaction, self.publisher, road.url, self.window)
        numbers = [each.number for each in unfinished]
        entered = replace(
            plan,
            was_read=index_pages.was_read(transaction, road.url),
            shows_empty=index_pages.was_empty(transaction, self.publisher),
            number=self._enter(transaction, road),
            unfinished={each.number: each.checkpoint for each in unfinished},
            grounds=walk_log.grounds(transaction, numbers),
        )
        return self._taken_up(transaction, entered, unfinished)

    def _limit(
        self, transaction: Connection, road: Road, *, has_known: bool
    ) -> tuple[int | None, int | None, date | None]:
        """Return how many pages may be read, and from where these count.

        As many as the earlier walks have read, or have failed to: from the articles of one of
        them, or where none has shown any, from a day.
        """
        if self.window or has_known:
            return None, None, None
        earlier = index_pages.count_of_unfinished(transaction, road.url)
        if not earlier:
            return self.first_run_pages, None, index_pages.oldest_owed(transaction, road.url)
        first = walk_log.first_to_show(transaction, self.publisher, road.url)
        return max(self.first_run_pages, earlier), first, None

    def _second(self, transaction: Connection, road: Road) -> str | None:
        return (
            road.second_of(index_pages.read_urls(transaction, road.url)) if road.is_linked else None
        )

    @property
    def _is_from_top(self) -> bool:
        """Whether nothing that a list has is newer than the window."""
        return self.window.until is None or self.window.until >= self.today

    def _enter(self, transaction: Connection, road: Road) -> int:
        return walk_log.begin(
            transaction,
            self.publisher,
            road.url,
            self.run,
            self.window,
            is_from_top=self._is_from_top,
        )

    def _settled_before(self, transaction: Connection, road: Road) -> date | None:
        """Return before which day the last complete walk down *road* has left nothing.

        A list out of order may tell days in UTC: of those the one before is not sure either.
        """
        started = walk_log.last_complete(transaction, self.publisher, road.url)
        if not started or (road.is_ordered and not road.ends_empty):
            return None
        moment = datetime.fromisoformat(started)
        if road.ends_empty:
            return (moment.astimezone(self.zone) - _LATE).date()
        return moment.date() - timedelta(days=1)

    def _taken_up(
        self, transaction: Connection, plan: Plan, unfinished: Sequence[Unfinished]
    ) -> Plan:
        """Let a walk begin where the newest unfinished one was cut off.

        Not where newer articles may have come since then that belong to its window.
        """
        if not unfinished or plan.is_from_top or any(each.is_from_top for each in unfinished):
            return plan
        newest = unfinished[0]
        walk_log.take_over(transaction, plan.number, newest.number)
        walk_log.reach(transaction, plan.number, newest.checkpoint)
        others = {each.number: each.checkpoint for each in unfinished[1:]}
        return replace(plan, begins_at=newest.checkpoint, unfinished=others)
