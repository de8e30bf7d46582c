"""Roads in place of dead ones: whether they have shown all that those would have."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from newsscraper.crawl.dead_ends import are_final
from newsscraper.crawl.page_end import KNOWN_IN_A_ROW
from newsscraper.crawl.walk import Walk
from newsscraper.failures import Fate, Reason
from newsscraper.items import Link
from newsscraper.store import known_ground
from newsscraper.window import Window, day_of

_MISSED: Final = 2
"""So many articles of known ground may be missing amid others: they may be deleted."""
_LOOKED_AT: Final = 12
"""The newest articles of known ground, which tell whether it is met."""
_NEAR: Final = timedelta(days=3)
"""What is older than the window, and no more than that, says that the list has no gap there."""


class StandIns:
    """What the walks of one run have shown that stand in for others.

    A feed that is kept somewhere on its way is whole and well, and old. So known ground alone says
    nothing: they have to show something new beside it.
    """

    def __init__(self, publisher: str, window: Window) -> None:
        self.publisher = publisher
        self.window = window
        self.has_new = False
        """Whether they have shown anything that no list showed before."""
        self.unchanged: set[str] = set()
        """Those whose lists are as they were, by their roads."""
        self.older = 0
        """Articles from right before the window that they have shown."""
        self.has_later = False
        """Whether they have shown anything that is newer than the window."""
        self.are_believed = False
        """Whether they have shown all that dead roads would have: the end of the run says it."""

    def note(
        self,
        walk: Walk,
        links: Mapping[str, Link],
        latest: Mapping[str, str],
        known: Collection[str],
    ) -> None:
        """Take note of the *links* that *walk* shows, of which these are *known*.

        *latest* is when articles last changed.
        """
        if not walk.plan.is_substitute:
            return
        self.has_new = self.has_new or any(key not in known for key in links)
        for key, link in links.items():
            if moment := max(filter(None, (link["date_published"], latest.get(key))), default=None):
                self._date(moment)

    def note_unchanged(self, walk: Walk) -> None:
        """Take note that the list of *walk* is as it was."""
        self.unchanged.add(walk.road.url)

    def _date(self, moment: str) -> None:
        day, window = day_of(moment), self.window
        if window.since and window.since - _NEAR <= day < window.since:
            self.older += 1
        self.has_later = self.has_later or bool(window.until and day > window.until)

    def judge(self, transaction: Connection, walks: Collection[Walk]) -> bool:
        """Tell at the end whether those of the run's *walks* that stand in are believed."""
        self.are_believed = self._are_enough(transaction, walks)
        return self.are_believed

    def _are_enough(self, transaction: Connection, walks: Collection[Walk]) -> bool:
        """Tell whether those of *walks* that stand in for others have shown all."""
        ours = [walk for walk in walks if walk.plan.is_substitute]
        shown = [walk for walk in ours if walk.has_articles]
        if not shown or not all(map(_is_over, ours)) or _is_one_empty(ours, shown):
            return False
        if self.window.since and self.older < KNOWN_IN_A_ROW:
            return False
        plan = shown[0].plan
        if not plan.is_from_top or not plan.has_stored:
            return plan.is_from_top or self.has_later
        is_new = self.has_new or all(map(_is_forbidden, set(walks) - set(ours)))
        known = [walk for walk in set(walks) - set(ours) if walk.plan.has_known]
        roads = {walk.road.url for walk in known or walks}
        return is_new and self._joins(transaction, shown, roads)

    def _joins(
        self, transaction: Connection, walks: Collection[Walk], roads: Collection[str]
    ) -> bool:
        """Tell whether *walks* lead on from the known ground of *roads*, and all of it is theirs.

        A feed of one section shows but a few of what is newest there.
        """
        numbers = [walk.plan.number for walk in walks]
        shown = known_ground.newest_shown(
            transaction, self.publisher, roads, numbers, self.unchanged, _LOOKED_AT
        )
        while shown and not shown[-1]:
            shown.pop()
        return bool(shown) and shown.count(False) <= _MISSED


def _is_over(walk: Walk) -> bool:
    """Tell whether *walk* came to its end, or its road is none, and will be none.

    One that was stopped above all that was listed before has shown a part of what came since.
    """
    if not walk.seen or (walk.absent and not are_final([walk.absent[1]])):
        return False
    has_all = walk.is_complete and (walk.road.is_ordered or walk.absent is None)
    leaves_gap = walk.limit.is_reached and walk.plan.has_stored and not walk.met_stored
    return (has_all and not leaves_gap) if walk.has_articles else walk.is_dead


def _is_one_empty(ours: Collection[Walk], shown: Collection[Walk]) -> bool:
    """Tell whether one of *ours* is empty, maybe for a while, beside others that have *shown* any.

    One that is refused, or was never there, has nothing to show; another kind of road shows all.
    """
    kinds = {type(walk.road) for walk in shown}
    return any(type(walk.road) in kinds and _may_be_back(walk) for walk in ours)


def _may_be_back(walk: Walk) -> bool:
    """Tell whether *walk* found nothing where articles may have been, and may be again."""
    if not walk.is_dead or walk.is_turned_away or walk.unread is None:
        return False
    _, verdict = walk.unread
    return verdict.fate == Fate.FAILED or walk.plan.has_known


def _is_forbidden(walk: Walk) -> bool:
    """Tell whether the publisher has always wanted the road of *walk* to be left for others."""
    verdicts = () if walk.plan.has_known else walk.holes.values()
    return bool(verdicts) and all(each.reason == Reason.ROBOTS_TXT for each in verdicts)
