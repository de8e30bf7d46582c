"""A walk down the pages of one road: what it has met and when it ends."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from newsscraper.crawl.dead_ends import are_final
from newsscraper.crawl.fruitless_pages import FruitlessPages
from newsscraper.crawl.page_end import all_in, last
from newsscraper.crawl.page_limit import PageLimit
from newsscraper.crawl.plan import Plan
from newsscraper.failures import Fate, Verdict
from newsscraper.items import Link
from newsscraper.normalize.urls import normalize_url
from newsscraper.roads.listing import Kind, Listing, Sight, Step
from newsscraper.roads.trail import Trail
from newsscraper.window import day_of


class Walk:
    """The state of one walk. Nothing but its own methods changes it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.road = plan.road
        self.window = plan.window
        self.begins_at = plan.begins_at
        """The page to begin with, where it goes on with an earlier walk."""
        self.unfinished = dict(plan.unfinished)
        """Earlier walks that were cut off, and that it has not taken over."""
        self.limit = PageLimit(plan.page_limit, plan.counts_later, plan.counts_from_day)
        self.fruitless = FruitlessPages(plan.window)
        self.seen: set[str] = set()
        """Names of the pages that were read or asked for."""
        self.trail = Trail()
        """What the road wants to be told again."""
        self.has_articles = False
        """Whether any page listed an article."""
        self.met_known = False
        """Whether known ground was reached: what a complete walk from the top has shown."""
        self.met_stored = False
        """Whether it met anything that was in the ledger before."""
        self.met_before = False
        """The same, before the last page."""
        self.passes_by = False
        """Whether something above known ground was left out, as it lies out of the window."""
        self.holes: dict[str, Verdict] = {}
        """Pages that are still to be read, and why: the walk is not complete."""
        self.absent: tuple[str, Verdict] | None = None
        """The first page that is not there, while no other listed an article."""
        self.is_complete = False
        """Whether all that the walk was after is in the ledger."""
        self.is_dead = False
        """Whether the road leads to nothing, so that others are walked in its place."""
        self.unanswered = 0
        """Pages in a row that brought no answer at all."""
        self.landed_at: str | None = None
        """The page of an earlier walk with which it went on: it may show what this one met."""

    # --- What a page lists -------------------------------------------------------------------

    def record(
        self,
        links: Mapping[str, Link],
        seen: Collection[str],
        known: Collection[str],
        earlier: Collection[str] = (),
    ) -> dict[str, Link]:
        """Take note of the articles that a page lists, by key; return the new.

        *seen* are keys that it has met, *known* those of complete walks, *earlier* begin its limit.
        """
        if links or (self.road.is_ordered and not self.road.ends_empty):
            self.limit.count(links, earlier)
        fresh = {key: link for key, link in links.items() if key not in seen}
        self.has_articles = self.has_articles or bool(links)
        self.fruitless.count(links, fresh)
        self.met_before = self.met_known
        self.met_known = self.met_known or all_in(last(fresh), known)
        return fresh

    def meet_stored(self) -> None:
        """Note that a page lists something that was in the ledger before."""
        self.met_stored = True

    def leave_out(self) -> None:
        """Note that something above known ground lies out of the window."""
        self.passes_by = True

    def meet_known(self) -> None:
        """Note that a page is as known ground has it."""
        self.met_known = self.has_articles = True

    # --- Where it goes on --------------------------------------------------------------------

    def kind_of(self, page: str, listing: Listing) -> Kind:
        """Return what *page*, of which note was taken, is to the walk."""
        if not listing.size.cards and self.road.is_ordered:
            return Kind.EMPTY
        is_repeat = self.fruitless.repeated and listing.size.links and page != self.landed_at
        return Kind.REPEAT if is_repeat else Kind.LIST

    def advance(self, page: str, sight: Sight) -> Step:
        """Go on from *page*, which is as *sight* says; without a next page the walk is at its end.

        A page that cannot be what it says tells nothing of what lies behind it.
        """
        self.seen.add(_name(page))
        self.unanswered = self.unanswered if sight.kind == Kind.FAILED else 0
        step = self.road.next_page(page, sight, self)
        if sight.kind == Kind.EMPTY and page == self.begins_at:  # it is there no more
            step = replace(step, unread={})
        if page in step.unread:
            self.met_known = self.met_before
        self.trail = step.trail
        self.has_articles = self.has_articles or step.leaves_out
        if step.ends_day:
            self.fruitless.end_day()
        if self._has_ended:
            return replace(step, page=None, lacks_next=False)
        if step.page:
            self.seen.add(_name(step.page))
            self._begin_list()
            self.limit.come_to(self.road.day_of(step.page))
        return step

    def _begin_list(self) -> None:
        """Forget what only the list before said, where each page is a list of its own."""
        if not self.road.is_ordered:
            self.met_known = False
            self.fruitless.begin_list()

    def return_to_top(self, page: str) -> bool:
        """Begin at the top if *page*, where the walk was to go on, is there no more."""
        if page != self.begins_at:
            return False
        self.begins_at = None
        self.seen.discard(_name(page))
        return True

    def take_over(self, other: int) -> str:
        """Go on with the walk *other*, which was cut off; return the page where that is."""
        self.landed_at = self.unfinished.pop(other)
        return self.landed_at

    def leave_unread(self, page: str, verdict: Verdict) -> None:
        """Note that *page* is still to be read."""
        self.holes[page] = verdict

    def miss_page(self, *, is_answered: bool) -> None:
        """Note that a page did not come; no answer at all may mean that the host is down."""
        self.unanswered = 0 if is_answered else self.unanswered + 1

    def lack(self, page: str, verdict: Verdict) -> None:
        """Note that *page* is not there."""
        self.absent = self.absent or (page, verdict)

    def complete(self) -> None:
        """Note that all that the walk was after is in the ledger."""
        self.is_complete = True

    def end(self) -> None:
        """Note that no other page is read; a refused road, or one without any article, is dead.

        Not so one whose server failed: it may be well again.
        """
        is_empty = not self.has_articles and are_final(self.holes.values())
        self.is_dead = self.is_turned_away or is_empty

    # --- What can be told of it --------------------------------------------------------------

    @property
    def unread(self) -> tuple[str, Verdict] | None:
        """The first page that could not be read, and why."""
        found = None if self.has_articles else self.absent
        return next(iter(self.holes.items()), found)

    @property
    def is_turned_away(self) -> bool:
        """Tell whether it was refused, and nothing came behind that."""
        verdicts = list(self.holes.values())
        if self.has_articles:
            verdicts = verdicts[-1:] if self.trail.lost else []
        return any(verdict.fate == Fate.REFUSED for verdict in verdicts)

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing above this page is missing, or may be."""
        return not (self.holes or self.trail.is_in_doubt or self.fruitless.repeated)

    @property
    def is_fruitless(self) -> bool:
        """Tell whether the pages repeat."""
        return self.fruitless.repeat

    @property
    def is_over(self) -> bool:
        """Tell whether older pages need not be read."""
        is_at_known = self.plan.stops_at_known and self.met_known
        return is_at_known or self.limit.is_reached or self.fruitless.are_old

    @property
    def _has_ended(self) -> bool:
        """Tell whether no other page need be read: one list out of order says nothing of others."""
        return self.is_over if self.road.is_ordered else self.limit.is_reached

    @property
    def may_be_first(self) -> bool:
        """Tell whether nothing speaks against a road that nobody has walked before."""
        return self.met_stored or not self.plan.is_substitute or not self.plan.has_stored

    @property
    def makes_known(self) -> bool:
        """Tell whether later walks may stop at what this one has shown, once it is complete.

        A window may leave a gap above known ground that an earlier walk owes.
        """
        leaves_no_gap = self.met_known and not self.passes_by
        is_whole = self.plan.stops_at_known or leaves_no_gap or self.plan.is_first
        return self.plan.is_from_top and is_whole

    @property
    def is_quiet(self) -> bool:
        """Tell whether no day of a dated index is there: no news, and no failure if others are."""
        return self.road.ends_empty and not self.has_articles and not self.holes

    def reached(self, met: Iterable[int | None]) -> int | None:
        """Return the unfinished walk whose ground this one has reached, if there is one.

        *met* are the walks that showed the last articles of a page before.
        """
        walks = {self.plan.grounds.get(number or 0) for number in met}
        number = walks.pop() if len(walks) == 1 else None
        return number if number in self.unfinished else None

    def has_read(self, page: str) -> bool:
        """Tell whether a page was read or asked for."""
        return _name(page) in self.seen

    def is_settled(self, moment: str) -> bool:
        """Tell whether a complete walk has met what appeared or changed at *moment*."""
        before = self.plan.settled_before
        return before is not None and day_of(moment) < before


def _name(url: str) -> str:
    """Return what two spellings of one page have in common."""
    return normalize_url(url) or url
