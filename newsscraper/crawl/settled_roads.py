"""Settles, at the end of a run, what one road could not show and others have shown."""

from collections.abc import Collection

from sqlalchemy import Connection

from newsscraper.crawl.dead_ends import STRANGE
from newsscraper.crawl.walk import Walk
from newsscraper.crawl.walker import Walker
from newsscraper.store import index_pages, walk_log


def settle_roads(walker: Walker) -> None:
    """Note which unread pages are owed no more, as other roads listed what they would have.

    Raises CannotGoOn when the store cannot be written.
    """
    walks = list(walker.walks.values())
    with walker.store.writing() as transaction:
        if _are_met(walks, [road.url for road in walker.routes.best]):
            _settle_others(transaction, walker, walks[0])
        if walker.frontier.stand_ins.judge(transaction, walks):
            walker.completion.believe(transaction)
            shown = [walk.plan.number for walk in walks if walk.plan.is_substitute]
            for walk in walks:
                _excuse(transaction, walk, shown)


def _excuse(transaction: Connection, walk: Walk, others: Collection[int]) -> None:
    """Note that what a dead road could not show is owed no more, unless it has changed.

    Once it is well again, a walk down it is to reach what the *others* have shown in its place.
    """
    if not STRANGE.isdisjoint(verdict.reason for verdict in walk.holes.values()):
        return
    road, number = walk.road.url, walk.plan.number
    index_pages.settle(transaction, road, list(walk.holes))
    is_ours = walk.is_dead and not walk.plan.is_substitute
    if is_ours and (walk.plan.has_known or not walk.is_turned_away):
        walk_log.show_as(transaction, road, number, others)
        walk_log.complete(transaction, road, number, makes_known=walk.makes_known)


def _are_met(walks: Collection[Walk], best: Collection[str]) -> bool:
    """Tell whether the run has walked down all of the *best* roads to what was met before."""
    ours = {walk.road.url: walk for walk in walks if walk.is_complete}
    if not best or not all(road in ours for road in best):
        return False
    return any(ours[road].window or ours[road].met_stored for road in best)


def _settle_others(transaction: Connection, walker: Walker, walk: Walk) -> None:
    """Note that the best roads, one of which is that of *walk*, have shown what others could not.

    That is for the same days, or some of them.
    """
    publisher = walker.planner.publisher
    for other in walker.routes.others:
        alike = walk_log.alike(transaction, publisher, other.url, walk.window)
        missed = index_pages.unread_of(transaction, other.url, alike)
        index_pages.settle(transaction, other.url, missed)
