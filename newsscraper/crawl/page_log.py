"""Notes in the store what became of the pages of walks."""

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from newsscraper.crawl.taken import Unread
from newsscraper.crawl.walk import Walk
from newsscraper.failures import Fate, OpenReason, Reason, Verdict, http_reason
from newsscraper.roads.listing import Kind, Listing, Sight, Step
from newsscraper.roads.validators import Validators
from newsscraper.store import index_pages, list_sizes, walk_log
from newsscraper.store.clock import Clock
from newsscraper.store.index_pages import IndexPage
from newsscraper.store.states import PageState

_ABSENT: Final = http_reason(404)


class PageLog:
    """What becomes of the pages of one publisher's roads."""

    def __init__(self, publisher: str, clock: Clock, timezone: str) -> None:
        self.publisher = publisher
        self.clock = clock
        self.zone = ZoneInfo(timezone)
        """Of the publisher's days."""

    def sight(
        self, transaction: Connection, walk: Walk, page: str, kind: Kind, listing: Listing
    ) -> Sight:
        """Return *page*, as *walk* sees it."""
        road = walk.road.url
        before = index_pages.links_of(transaction, road, page)
        now = self.clock.now().astimezone(self.zone)
        if walk.road.day_of(page) != now.date():
            return Sight(kind, listing, before)
        if kind not in (Kind.EMPTY, Kind.ABSENT):
            return Sight(kind, listing, before, now=now)
        by_now = list_sizes.least_by_now(transaction, self.publisher, road, now)
        return Sight(kind, listing, before, by_now, now)

    def read(
        self,
        transaction: Connection,
        walk: Walk,
        page: str,
        listing: Listing,
        validators: Validators,
    ) -> None:
        """Note that *page* was read; what an index of lists sends says nothing of these.

        The pages of a list without days move: what a walk for another window missed there is lower
        down by now, and still owed.
        """
        links = listing.size.links
        if self._other_owner(transaction, walk, page):
            index_pages.note_links(transaction, walk.road.url, page, links)
            return
        kept = validators if links else Validators()
        index_pages.read(transaction, self._row(walk, page), kept, links)

    def _other_owner(self, transaction: Connection, walk: Walk, page: str) -> int | None:
        """Return the walk for another window that owes what *page* had; None if there is none."""
        road = walk.road
        owner = index_pages.owner_of(transaction, road.url, page) if road.is_linked else None
        alike = walk_log.alike(transaction, self.publisher, road.url, walk.window) if owner else []
        return None if owner in alike else owner

    def note(self, transaction: Connection, walk: Walk, step: Step) -> list[Unread]:
        """Note what a *step* of *walk* shows: pages that cannot be what they say, usual sizes."""
        for size in step.sizes:
            list_sizes.add_page(transaction, walk.road.url, size)
        for day, size in step.days.items():
            list_sizes.add_day(transaction, walk.road.url, day, size)
        if step.links_too_far is not None:
            far = step.links_too_far
            list_sizes.add_end(transaction, walk.road.url, links_too_far=far)
        unread = self.unread(transaction, walk, step.unread)
        if any(_denies_pager(walk, each) for each in unread):
            list_sizes.forget_ends(transaction, walk.road.url)
        return unread

    def believe(
        self, transaction: Connection, walk: Walk, page: str, listing: Listing, unread: list[Unread]
    ) -> None:
        """Forget what was usual when *page*, which lists too little, is given up among *unread*.

        A list that has shown little for so long has changed for good.
        """
        here = [each for each in unread if each.page == page and each.is_given_up]
        is_little = any(each.verdict.reason == Reason.NOT_UNDERSTOOD for each in here)
        if is_little and listing.size.links:
            list_sizes.forget(transaction, walk.road.url)
            index_pages.forget_links(transaction, walk.road.url)

    def unread(
        self, transaction: Connection, walk: Walk, pages: Mapping[str, Reason | OpenReason]
    ) -> list[Unread]:
        """Note that *pages* are to be read again, and why."""
        return [
            self.fail(transaction, walk, page, _verdict(reason)) for page, reason in pages.items()
        ]

    def fail(self, transaction: Connection, walk: Walk, page: str, verdict: Verdict) -> Unread:
        """Note that *page* could not be read; one that was tried often enough holds up nothing.

        What a window owes there stays its own: an incremental walk has known ground to reach.
        """
        moment = self.clock.now()
        row = self._row(walk, page)
        has_ground = walk.plan.stops_at_known and walk.plan.has_known
        if has_ground and (owner := self._other_owner(transaction, walk, page)):
            row = row._replace(walk=owner)
        was = index_pages.state_of(transaction, walk.road.url, page)
        state = index_pages.fail(transaction, row, verdict, moment)
        if state == PageState.UNREAD:
            walk.leave_unread(page, verdict)
        is_given_up = state == PageState.GIVEN_UP
        is_news = not (is_given_up and was == state)
        return Unread(page, verdict, is_given_up=is_given_up, is_news=is_news)

    def _row(self, walk: Walk, page: str) -> IndexPage:
        day = walk.road.day_of(page)
        return IndexPage(self.publisher, walk.road.url, page, walk.plan.number, day)


def _denies_pager(walk: Walk, unread: Unread) -> bool:
    """Tell whether a page is given up which is empty for so long that its link was wrong."""
    is_empty = unread.verdict.reason in (Reason.NO_ARTICLES, _ABSENT)
    return unread.is_given_up and is_empty and not walk.road.begins_list(unread.page)


def _verdict(reason: Reason | OpenReason) -> Verdict:
    if reason == _ABSENT:
        return Verdict(Fate.GONE, reason, 404)
    return Verdict(Fate.FAILED, reason)
