"""Notes in the store what became of the pages of walks."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from newsscraper.crawl.taken import Unread
from newsscraper.crawl.walk import Walk
from newsscraper.failures import Fate, OpenReason, Reason, Verdict, http_reason
from newsscraper.roads.listing import Kind, Listing, Sight, Step
from newsscraper.roads.validators import Validators
from newsscraper.store import index_pages, list_sizes
from newsscraper.store.clock import Clock
from newsscraper.store.index_pages import IndexPage
from newsscraper.store.states import PageState

_ABSENT: Final = http_reason(404)


class PageLog:
    """What becomes of the pages of one publisher's roads."""

    def __init__(self, publisher: str, clock: Clock) -> None:
        self.publisher = publisher
        self.clock = clock

    def sight(
        self, transaction: Connection, walk: Walk, page: str, kind: Kind, listing: Listing
    ) -> Sight:
        """Return *page*, as *walk* sees it."""
        before = index_pages.links_of(transaction, walk.road.url, page)
        return Sight(kind, listing, before)

    def read(
        self,
        transaction: Connection,
        walk: Walk,
        page: str,
        listing: Listing,
        validators: Validators,
    ) -> None:
        """Note that *page* was read; what an index of lists sends says nothing of these."""
        links = listing.size.links
        kept = validators if links else Validators()
        index_pages.read(transaction, self._row(walk, page), kept, links)

    def note(self, transaction: Connection, walk: Walk, step: Step) -> list[Unread]:
        """Note what a *step* of *walk* shows: pages that cannot be what they say, usual sizes."""
        for size in step.sizes:
            list_sizes.add_page(transaction, walk.road.url, size)
        if step.day:
            list_sizes.add_day(transaction, walk.road.url, step.day)
        if step.links_too_far is not None:
            far = step.links_too_far
            list_sizes.add_end(transaction, walk.road.url, links_too_far=far)
        return self.unread(transaction, walk, step.unread)

    def unread(
        self, transaction: Connection, walk: Walk, pages: Mapping[str, Reason | OpenReason]
    ) -> list[Unread]:
        """Note that *pages* are to be read again, and why."""
        return [
            self.fail(transaction, walk, page, _verdict(reason)) for page, reason in pages.items()
        ]

    def fail(self, transaction: Connection, walk: Walk, page: str, verdict: Verdict) -> Unread:
        """Note that *page* could not be read; one that was tried often enough holds up nothing."""
        moment = self.clock.now()
        row = self._row(walk, page)
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


def _verdict(reason: Reason | OpenReason) -> Verdict:
    if reason == _ABSENT:
        return Verdict(Fate.GONE, reason, 404)
    return Verdict(Fate.FAILED, reason)
