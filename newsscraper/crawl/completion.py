"""Ends walks: a walk is complete when nothing on its way is unread and its end can be believed."""

from sqlalchemy import Connection

from newsscraper.crawl.page_log import PageLog
from newsscraper.crawl.taken import Unread
from newsscraper.crawl.walk import Walk
from newsscraper.failures import Reason
from newsscraper.roads.listing import Sight, Step
from newsscraper.store import index_pages, walk_log


class Completion:
    """Notes in the store that walks are complete, or why they are not."""

    def __init__(self, publisher: str, log: PageLog) -> None:
        self.publisher = publisher
        self.log = log
        self.beside = 0
        """Most articles that a page of the run linked to beside its list."""
        self.in_place: list[tuple[Walk, str | None]] = []
        """Walks in place of others, each with the page at which it ended, if it was not stopped."""

    def end(
        self, transaction: Connection, walk: Walk, page: str, step: Step, sight: Sight
    ) -> list[Unread]:
        """End *walk* at *page*; return what it leaves unread."""
        self.learn(walk)
        unread = self._left(transaction, walk, page, step, sight)
        if walk.has_articles and not walk.holes:
            self._complete(transaction, walk, page)
        walk.end()
        return unread

    def learn(self, walk: Walk) -> None:
        """Note what stands beside the lists of a road that has articles, or had some."""
        here = walk.trail.strays if walk.has_articles else 0
        self.beside = max(self.beside, here, walk.plan.usual.strays)

    def bound(self, transaction: Connection, walk: Walk) -> None:
        """Complete *walk* where it was stopped, unless something above is unread."""
        if walk.has_articles and not walk.holes:
            self._complete(transaction, walk)

    def _left(
        self, transaction: Connection, walk: Walk, page: str, step: Step, sight: Sight
    ) -> list[Unread]:
        """Return what an end shows to be unread: days of a road that had others, or the end."""
        missed = walk.trail.missed(self.beside, has_articles=walk.has_articles)
        if missed and (walk.window or not walk.has_articles):
            return self.log.unread(transaction, walk, missed)
        key = next(reversed([key for part in sight.listing.parts for key in part]), None)
        if not step.lacks_next or not walk.has_articles:
            return []
        is_alone = not sight.listing.leads_elsewhere
        if self._is_proven(walk, sight) or self._is_believed(
            transaction, walk, page, key, is_alone=is_alone
        ):
            walk_log.end_at(transaction, walk.plan.number, None, key)  # one more makes it sure
            return []
        walk_log.end_at(transaction, walk.plan.number, page, key)
        return self.log.unread(transaction, walk, {page: Reason.NO_NEXT_PAGE})

    def _is_proven(self, walk: Walk, sight: Sight) -> bool:
        """Tell whether a page that links to no other shows that no article behind it is owed.

        It met older days, and is not cut short, or what an incremental walk was to reach: known
        ground says nothing of what a window is after below it. A sitemap or feed is to show
        something that was met before; of one in place of another road the end of the run decides.
        """
        is_known = walk.met_known and walk.plan.stops_at_known
        is_old = walk.fruitless.old and sight.listing.size.cards >= walk.trail.full / 2
        is_joined = bool(walk.window) or walk.met_stored or walk.plan.is_substitute
        return is_known or is_old or (is_joined and not walk.road.is_ordered)

    def _is_believed(
        self, transaction: Connection, walk: Walk, page: str, key: str | None, *, is_alone: bool
    ) -> bool:
        """Tell whether a list can end at *page*, which links to no other, with the article *key*.

        It can where nobody has read a page further down, if this is the first incremental walk down
        the road, or an earlier one ended there, too. One that has the links of another list, so
        that it is not *alone*, and a road in place of another are to be met twice.
        """
        plan, road = walk.plan, walk.road
        is_new = not (plan.has_known and plan.was_read)
        is_first = plan.stops_at_known and is_new and walk.may_be_first and is_alone
        before = (self.publisher, road.url, plan.number, page, key)
        if not is_first and not walk_log.ended_before(transaction, *before):
            return False
        others = index_pages.read_urls(transaction, road.url)
        return not any(road.is_further(each, page) for each in others)

    def _complete(self, transaction: Connection, walk: Walk, page: str | None = None) -> None:
        """Note that *walk* is complete, at its end on *page* or where it was stopped.

        Of one that stands in for others the whole run decides.
        """
        walk.complete()
        if walk.plan.is_substitute:
            self.in_place.append((walk, page))
        else:
            self._make_known(transaction, walk, page)

    def believe(self, transaction: Connection) -> None:
        """Complete the walks that stand in for others, as they have shown all."""
        for walk, page in self.in_place:
            self._make_known(transaction, walk, page)

    def _make_known(self, transaction: Connection, walk: Walk, page: str | None) -> None:
        """Complete *walk* in the store; what earlier ones could not read down to *page* was met."""
        number = walk.plan.number
        walk_log.complete(transaction, walk.road.url, number, makes_known=walk.makes_known)
        if page is not None:
            self._settle(transaction, walk, page)

    def _settle(self, transaction: Connection, walk: Walk, last: str) -> None:
        """Note that what walks like *walk* could not read down to the page *last* was met.

        What lies behind known ground was met before, unless there was none when it was missed; a
        list without days only grows, so that it lies there in any case.
        """
        road = walk.road
        alike = walk_log.alike(transaction, self.publisher, road.url, walk.window)
        missed = index_pages.unread_of(transaction, road.url, alike)
        first = walk_log.first_known(transaction, self.publisher, road.url)
        met = [
            page
            for page, number in missed.items()
            if not road.is_further(page, last)
            or (walk.met_known and (road.is_linked or first < number))
        ]
        index_pages.settle(transaction, road.url, met)
