"""Walks down the roads of a publisher: what their pages list goes into the store."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from newsscraper.crawl.completion import Completion
from newsscraper.crawl.ending import WalkEnd
from newsscraper.crawl.entered import Entered, enter, is_apart, taken_of
from newsscraper.crawl.frontier import Frontier
from newsscraper.crawl.page_log import PageLog
from newsscraper.crawl.planner import Planner
from newsscraper.crawl.routes import Routes
from newsscraper.crawl.taken import Taken
from newsscraper.crawl.walk import Walk
from newsscraper.failures import Fate, Reason, Verdict
from newsscraper.roads.any_road import Road
from newsscraper.roads.listing import Kind, Listing, Sight, Step
from newsscraper.roads.validators import Validators
from newsscraper.store import index_pages, ledger, walk_log

MOST_UNANSWERED: Final = 3
"""A walk ends after so many pages in a row without any answer: the host is down."""


class Walker:
    """The walks of a run; remembers in the store how far each came."""

    def __init__(
        self, routes: Routes, planner: Planner, frontier: Frontier, max_pages: int | None = None
    ) -> None:
        self.routes = routes
        self.planner = planner
        self.frontier = frontier
        self.store = frontier.store
        self.log = PageLog(planner.publisher, self.store.clock, routes.timezone)
        self.completion = Completion(planner.publisher, self.log)
        self.walks: dict[str, Walk] = {}
        """The walks that were begun, by the URL of their road."""
        self.pages_left = max_pages
        """Index pages that the run may still ask for; None is no limit."""

    def walk(self, road: str) -> Walk:
        """Return the walk down the road at *road*.

        It is begun if need be: a job that Scrapy has kept on the disk goes on in the middle.
        """
        return self.walks.get(road) or self.begin(self.routes.road_at(road))

    def begin(self, road: Road) -> Walk:
        """Begin a walk down *road*."""
        is_substitute = self.routes.is_substitute(road)
        with self.store.writing() as transaction:
            plan = self.planner.plan(transaction, road, is_substitute=is_substitute)
        self.walks[road.url] = Walk(plan)
        return self.walks[road.url]

    def instead_of(self, road: str) -> list[Road]:
        """Return the next best roads, when *road* and those beside it are refused or dead."""
        return self.routes.instead_of(road, self.walks)

    def first_page(self, walk: Walk) -> str:
        """Return the page where *walk* begins."""
        return walk.begins_at or walk.road.first_page(walk.window, self.planner.today)

    def ends(self) -> tuple[WalkEnd, ...]:
        """Return how far each walk came."""
        return tuple(WalkEnd.of(walk, self.first_page(walk)) for walk in self.walks.values())

    # --- What is asked for -------------------------------------------------------------------

    @property
    def may_read_more(self) -> bool:
        """Whether the run may ask for another index page."""
        return self.pages_left is None or self.pages_left > 0

    def ask_for(self, road: str, page: str) -> Validators:
        """Count *page* as asked for; return what to send with the request for it.

        A window has to read it in any case.
        """
        if self.pages_left is not None:
            self.pages_left -= 1
        if not self.walk(road).plan.stops_at_known:
            return Validators()
        with self.store.reading() as transaction:
            return index_pages.validators_of(transaction, road, page)

    def take_back_request(self) -> None:
        """Let another page be asked for in the place of one that was refused."""
        if self.pages_left is not None:
            self.pages_left += 1

    # --- A page that was read ----------------------------------------------------------------

    def take(self, road: str, page: str, listing: Listing, validators: Validators) -> Taken:
        """Enter what *page*, as it was asked for, lists, and go on with the walk or end it."""
        walk = self.walk(road)
        with self.store.writing() as transaction:
            if walk.fruitless.undated and walk.window.since:
                walk.fruitless.judge(ledger.dates_of(transaction, walk.fruitless.undated))
            entered = list(self._enter_parts(transaction, walk, listing))
            kind = walk.kind_of(page, listing)
            if kind == Kind.LIST and is_apart(transaction, walk, listing):
                kind = Kind.APART
            sight = self.log.sight(transaction, walk, page, kind, listing)
            step = walk.advance(page, sight)
            if page not in step.unread:
                own = Listing() if kind == Kind.REPEAT else listing  # it lists what another does
                self.log.read(transaction, walk, page, own, validators)
            unread = self.log.note(transaction, walk, step)
            self.log.believe(transaction, walk, page, listing, unread)
            self.completion.learn(walk)
            following = self._go_on(transaction, walk, page, step, entered)
            if following is None:
                unread += self.completion.end(transaction, walk, page, step, sight)
        return taken_of(entered, following, unread)

    def _go_on(
        self,
        transaction: Connection,
        walk: Walk,
        page: str,
        step: Step,
        entered: Sequence[Entered],
    ) -> str | None:
        """Return the page to read after *page*, of which the parts are *entered*."""
        if step.is_aside:
            return step.page
        if any(part.listed for part in entered):
            return self._reach(transaction, walk, page, entered[-1].met) or step.page
        return step.page or self._from_top(transaction, walk, page)

    def _enter_parts(
        self, transaction: Connection, walk: Walk, listing: Listing
    ) -> Iterator[Entered]:
        """Enter the articles of a page, part by part, as far as the walk goes."""
        for links in listing.parts:
            yield enter(transaction, self.frontier, walk, links, listing.latest)
            if walk.is_over:
                return

    # --- Where a walk goes on ----------------------------------------------------------------

    def _reach(
        self, transaction: Connection, walk: Walk, page: str, met: Sequence[int | None]
    ) -> str | None:
        """Note that all that *page* lists is in the ledger; return where to leap from there.

        A walk on the ground of another, which was cut off, goes on where that was, if that is
        further. It is not when the list has grown so much that the page there now shows what came
        since.
        """
        if not walk.road.is_ordered or not walk.is_whole:
            return None
        walk_log.reach(transaction, walk.plan.number, page)
        other = walk.reached(met)
        if other is None or walk.is_over:
            return None
        walk_log.take_over(transaction, walk.plan.number, other)
        checkpoint = walk.take_over(other)
        if not walk.road.is_further(checkpoint, page):
            return None
        walk_log.reach(transaction, walk.plan.number, checkpoint)
        return checkpoint

    def _from_top(self, transaction: Connection, walk: Walk, page: str) -> str | None:
        """Return the top of the road when *page*, where *walk* was to go on, is there no more."""
        if not walk.return_to_top(page):
            return None
        walk_log.reach(transaction, walk.plan.number, None)
        return self.first_page(walk)

    def unchanged(self, road: str, page: str) -> Taken:
        """Note that *page* is as known ground has it, and go on with the walk or end it."""
        walk = self.walk(road)
        walk.meet_known()
        self.frontier.stand_ins.note_unchanged(walk)
        with self.store.writing() as transaction:
            sight = Sight(Kind.LIST)
            step, unread = walk.advance(page, sight), []
            if step.page is None:
                unread = self.completion.end(transaction, walk, page, step, sight)
        return Taken(next_page=step.page, unread=tuple(unread))

    def bound(self, road: str) -> None:
        """End a walk where the run may ask for no other page: nothing below is owed by it.

        The first one down a road makes known ground all the same; any other is gone on with.
        """
        walk = self.walk(road)
        walk.limit.end()
        if walk.plan.stops_at_known and not walk.plan.has_known:
            with self.store.writing() as transaction:
                self.completion.bound(transaction, walk)

    # --- A page that could not be read -------------------------------------------------------

    def miss(self, road: str, page: str, verdict: Verdict) -> Taken:
        """Note that *page* could not be read; say where the walk goes on, or that it ends."""
        walk = self.walk(road)
        with self.store.writing() as transaction:
            kind = Kind.ABSENT if _is_absent(walk, page, verdict) else Kind.FAILED
            sight = self.log.sight(transaction, walk, page, kind, Listing())
            guess = walk.trail.guess
            is_answered = verdict.fate != Fate.FAILED or verdict.status is not None
            walk.miss_page(is_answered=is_answered)
            step = walk.advance(page, sight)
            unread = self.log.note(transaction, walk, step)
            is_no_page = page in (walk.begins_at, guess) or verdict.reason == Reason.BEHIND_LAST
            is_missed = walk.road.is_linked and not is_no_page
            is_wanted = walk.has_articles or not self._is_nobodys(walk, page)
            if is_wanted and (kind == Kind.FAILED or is_missed):
                unread.append(self.log.fail(transaction, walk, page, verdict))
            else:
                walk.lack(page, verdict)
            following = None if _is_stopped(walk, verdict) else step.page
            if kind == Kind.ABSENT:
                following = following or self._from_top(transaction, walk, page)
            if following is None:
                unread += self.completion.end(transaction, walk, page, step, sight)
        return Taken(next_page=following, unread=tuple(unread))

    def _is_nobodys(self, walk: Walk, page: str) -> bool:
        """Tell whether *page* is the first of a road that stands in for others."""
        return walk.plan.is_substitute and page == self.first_page(walk)


def _is_absent(walk: Walk, page: str, verdict: Verdict) -> bool:
    """Tell whether there is no such page; behind a day's last one a redirect may lead back."""
    is_elsewhere = verdict.reason == Reason.ANOTHER_LIST and walk.road.ends_empty
    return verdict.fate == Fate.GONE or (is_elsewhere and not walk.road.begins_list(page))


def _is_stopped(walk: Walk, verdict: Verdict) -> bool:
    """Tell whether a walk cannot go on: it is refused, or nobody answers."""
    if verdict.fate == Fate.REFUSED:
        return walk.road.is_ordered and not walk.has_articles
    return walk.unanswered >= MOST_UNANSWERED
