"""The walks of a run: what their index pages list goes into the store before anything is asked."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from newsscraper.arguments import Arguments
from newsscraper.failures import Verdict
from newsscraper.frontier import Frontier, Wanted
from newsscraper.index_page import listed_articles, pagination
from newsscraper.items import Link
from newsscraper.page import Page
from newsscraper.publisher import Publisher
from newsscraper.store import ledger, walks
from newsscraper.walk import Walk


@dataclass(frozen=True)
class Taken:
    """What came of an index page."""

    wanted: list[Wanted]
    next_page: str | None
    is_empty: bool
    """Whether no article was listed."""
    out_of_window: int
    already_stored: int
    unread: Verdict | None
    """Why the page says nothing of where the walk goes on, if that is so."""


class Roads:
    """Walks down the roads of a publisher, and remembers how far each walk came."""

    def __init__(
        self,
        publisher: type[Publisher],
        arguments: Arguments,
        frontier: Frontier,
        walks: dict[str, Walk],
        first_run: int,
    ) -> None:
        self.publisher = publisher
        self.arguments = arguments
        self.frontier = frontier
        self.store = frontier.store
        self.walks = walks
        """The run's, by road."""
        self.first_run = first_run
        """Index pages of the first incremental walk down a road."""

    def names(self) -> list[str]:
        """Return the first index pages: of the main index, or of the sections asked for."""
        url, sections = self.publisher.section_url, self.arguments.sections
        return [url.format(section=slug) for slug in sections] or [self.publisher.index_url]

    def instead_of(self, road: str) -> list[str]:
        """Return the section fronts in place of the main index, when that is refused."""
        if road != self.publisher.index_url:
            return []
        fronts = [self.publisher.section_url.format(section=s) for s in self.publisher.sections]
        return [front for front in fronts if front not in self.walks]

    def walk(self, road: str) -> Walk:
        """Return the run's walk down *road*, begun if it was not."""
        if road not in self.walks:
            self.walks[road] = self._begin(road)
        return self.walks[road]

    def _begin(self, road: str) -> Walk:
        window, name = self.arguments.window, self.publisher.name
        today = datetime.now(ZoneInfo(self.publisher.timezone)).date()
        is_from_top = window.until is None or window.until >= today
        walk = Walk(road, window, stops_at_known=not window, is_from_top=is_from_top)
        walk.is_substitute = road not in self.names()
        with self.store.writing() as transaction:
            walk.is_first = not walks.was_begun(transaction, name, road)
            if not window and not walks.has_known(transaction, name, road):
                walk.pages_left = self.first_run
            walk.number = walks.begin(
                transaction, name, road, self.frontier.run, makes_known=not window
            )
        return walk

    def take(self, road: str, page: Page) -> Taken:
        """Enter what an index *page* lists, and whether the walk came to its end with it."""
        walk, listed = self.walk(road), listed_articles(page, self.publisher)
        with self.store.writing() as transaction:
            was_known = walk.met_known
            known = ledger.look_up(transaction, listed, road)
            seen = {key for key, entry in known.items() if entry.walk == walk.number}
            is_known = {key for key, entry in known.items() if entry.is_known}
            fresh = walk.record(page.url, listed, seen, is_known)
            may_hold = self.frontier.scope.may_hold
            inside = {key: link for key, link in fresh.items() if may_hold(link)}
            outside = {key: link for key, link in fresh.items() if key not in inside}
            left = [key for key in outside if key not in known or not known[key].is_settled]
            walk.passes_by = walk.passes_by or (bool(left) and not was_known)
            self.frontier.pass_by(transaction, _without(outside, known))
            wanted = self.frontier.admit(transaction, inside, known)
            walks.show(transaction, road, walk.number, listed)
            links = pagination(page, self.publisher)
            next_page = None if walk.is_over else walk.next_page(page.url, links)
            unread = None
            if next_page is None and walk.has_articles:
                empty = None if listed else Verdict("failed", "no_articles")
                unread = self._end(transaction, walk, page.url, empty)
        stored = sum(key in known and known[key].state == "stored" for key in inside)
        return Taken(wanted, next_page, not listed, len(outside), stored, unread)

    def _end(
        self, transaction: Connection, walk: Walk, page: str, empty: Verdict | None
    ) -> Verdict | None:
        """Complete *walk*, which ends at *page*; return why it cannot be, if so.

        A page that is *empty*, or not there, in place of known ground may be a passing fault: it
        is taken for the end of the list when the walk before this one ended with one, too.
        """
        if empty and walk.has_lost_its_way:
            walks.end_empty(transaction, walk.number)
            before = (self.publisher.name, walk.road, walk.number)
            if not walks.ended_empty_before(transaction, *before):
                walk.unread = (page, empty)
                return empty
        walks.complete(transaction, walk.road, walk.number, makes_known=walk.makes_known)
        return None

    def end(self, road: str, page: str, gone: Verdict) -> Verdict | None:
        """Note that *road* has no more pages, as *page* is *gone*; return why not, if so."""
        with self.store.writing() as transaction:
            return self._end(transaction, self.walk(road), page, gone)


def _without(links: dict[str, Link], known: Container[str]) -> dict[str, Link]:
    return {key: link for key, link in links.items() if key not in known}
