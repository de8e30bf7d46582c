"""The walks of a run: what the pages of its roads list goes into the store."""

from collections.abc import Container, Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from newsscraper.arguments import Arguments
from newsscraper.failures import Verdict
from newsscraper.frontier import Frontier
from newsscraper.items import Link
from newsscraper.publisher import Publisher
from newsscraper.roads.index import Index
from newsscraper.roads.road import Listing, Road
from newsscraper.roads.validators import Validators
from newsscraper.store import ledger, lists, walks
from newsscraper.walk import Taken, Walk, all_in, last
from newsscraper.ways import ways_of


class Walks:
    """Walks down the roads of a publisher, and remembers how far each walk came."""

    def __init__(
        self,
        publisher: type[Publisher],
        arguments: Arguments,
        frontier: Frontier,
        begun: dict[str, Walk],
        first_run: int,
    ) -> None:
        self.publisher = publisher
        self.arguments = arguments
        self.frontier = frontier
        self.store = frontier.store
        self._ways = ways_of(publisher, arguments)
        self.begun = begun
        """The run's walks, by the URL of their road."""
        self.first_run = first_run
        """Pages of the first incremental walk down a road."""

    def roads(self) -> list[Road]:
        """Return the roads that the run sets out for: the best, or those of its sections."""
        return list(self._ways[0])

    def instead_of(self, road: str) -> list[Road]:
        """Return the next best roads, when *road* and those beside it are refused or dead."""
        for number, way in enumerate(self._ways[:-1]):
            if any(each.url == road for each in way):
                walked = [self.begun[each.url] for each in way if each.url in self.begun]
                is_over = all(walk.is_dead for walk in walked)
                following = [each for each in self._ways[number + 1] if each.url not in self.begun]
                return following if is_over else []
        return []

    def walk(self, road: str) -> Walk:
        """Return the run's walk down *road*."""
        return self.begun.get(road) or self.begin(Index(road))

    def begin(self, road: Road) -> Walk:
        """Begin a walk down *road*."""
        window, name = self.arguments.window, self.publisher.name
        is_from_top = window.until is None or window.until >= self._today()
        walk = Walk(road, window, stops_at_known=not window, is_from_top=is_from_top)
        others = (each.url for way in self._ways[1:] for each in way)
        walk.is_substitute = road.url in others
        with self.store.writing() as transaction:
            walk.is_first = not walks.was_begun(transaction, name, road.url)
            if not window and not walks.has_known(transaction, name, road.url):
                walk.pages_left = self.first_run
            walk.settled_before = self._settled_before(transaction, road)
            unfinished = walks.unfinished(transaction, name, road.url, window)
            walk.number = walks.begin(
                transaction, name, road.url, self.frontier.run, window, is_from_top=is_from_top
            )
            walk.unfinished = {number: page for number, page, _ in unfinished}
            walk.grounds = walks.grounds(transaction, walk.unfinished)
            is_from_top = is_from_top or any(each.is_from_top for each in unfinished)
            newest = next(iter(walk.unfinished), None)
            if newest is not None and not is_from_top:
                walk.begins_at = self._take_over(transaction, walk, newest)
                walks.reach(transaction, walk.number, walk.begins_at)
        self.begun[road.url] = walk
        return walk

    def _settled_before(self, transaction: Connection, road: Road) -> date | None:
        """Return the day before the last complete walk down *road*: in UTC it was that day yet."""
        started = walks.last_complete(transaction, self.publisher.name, road.url)
        if road.is_ordered or started is None:
            return None
        return datetime.fromisoformat(started).date() - timedelta(days=1)

    def first_page(self, walk: Walk) -> str:
        """Return the page where *walk* begins."""
        return walk.begins_at or walk.road.first_page(walk.window, self._today())

    def _today(self) -> date:
        return datetime.now(ZoneInfo(self.publisher.timezone)).date()

    def validators(self, walk: Walk, page: str) -> Validators:
        """Return what to send with the request for *page*; a window has to read it in any case."""
        if not walk.stops_at_known:
            return Validators()
        with self.store.reading() as transaction:
            return lists.validators_of(transaction, page)

    def take(self, road: str, page: str, listing: Listing, validators: Validators) -> Taken:
        """Enter what *page*, as it was asked for, lists, and go on with the walk or end it."""
        walk, taken = self.walk(road), Taken()
        with self.store.writing() as transaction:
            if walk.undated and walk.window.since:
                walk.judge(ledger.dates_of(transaction, walk.undated))
            for links in listing.parts:
                met = self._enter(transaction, walk, links, listing.latest, taken)
                if walk.is_over:
                    break
            # An index of sitemaps may stay as it is while they change.
            kept = Validators() if taken.is_empty else validators
            lists.keep(transaction, page, walk.number, kept)
            walk.is_torn = walk.is_torn or (walk.is_fruitless and walk.has_lost_its_way)
            taken.next_page = walk.next_page(page, listing)
            if taken.is_empty and not taken.next_page:
                taken.next_page = self._from_top(transaction, walk, page)
            if walk.road.is_ordered and not (taken.is_empty or walk.repeated or walk.is_torn):
                walks.reach(transaction, walk.number, page)
                self._leap(transaction, walk, page, walk.reached(met), taken)
            if taken.next_page is None and walk.has_articles:
                empty = Verdict("failed", "no_articles") if taken.is_empty else None
                taken.unread = self._end(transaction, walk, page, empty)
        is_empty = not walk.has_articles and not walk.lacks_a_list
        walk.is_dead = taken.next_page is None and is_empty
        return taken

    def _enter(
        self,
        transaction: Connection,
        walk: Walk,
        links: Mapping[str, Link],
        latest: Mapping[str, str],
        taken: Taken,
    ) -> list[int | None]:
        """Enter articles that a page lists; return the walks that showed its last ones before."""
        was_known = walk.met_known
        known = ledger.look_up(transaction, links, walk.road.url)
        seen = {key for key, entry in known.items() if entry.walk == walk.number}
        is_known = {key for key, entry in known.items() if entry.is_known}
        is_known |= walk.settled_among(links, latest)
        fresh = walk.record(links, seen, is_known)
        inside = dict(self._inside(fresh, latest))
        outside = {key: link for key, link in fresh.items() if key not in inside}
        maybe = [key for key, link in fresh.items() if not link["date_published"]]
        left = [key for key in (*outside, *maybe) if key not in known or not known[key].is_settled]
        walk.passes_by = walk.passes_by or (bool(left) and not was_known)
        self.frontier.pass_by(transaction, _without(outside, known))
        taken.wanted += self.frontier.admit(transaction, inside, known)
        walks.show(transaction, walk.road.url, walk.number, links)
        taken.is_empty = taken.is_empty and not links
        taken.out_of_window += len(outside)
        taken.already_stored += sum(key in known and known[key].state == "stored" for key in inside)
        keys = last(links)
        return [known[key].walk for key in keys] if all_in(keys, known) else []

    def _inside(
        self, links: Mapping[str, Link], latest: Mapping[str, str]
    ) -> Iterator[tuple[str, Link]]:
        """Yield those *links* that may lie in the window."""
        scope = self.frontier.scope
        for key, link in links.items():
            if scope.may_hold(link) and scope.may_be_as_young(latest.get(key)):
                yield key, link

    def _leap(
        self, transaction: Connection, walk: Walk, page: str, other: int | None, taken: Taken
    ) -> None:
        """Let *walk*, on the ground of *other*, go on where that was cut off, if that is further.

        It is not when the list has grown so much that the page there now shows what came since.
        """
        if other is None or walk.is_over:
            return
        checkpoint = self._take_over(transaction, walk, other)
        if walk.road.is_further(checkpoint, page):
            walks.reach(transaction, walk.number, checkpoint)
            taken.next_page = checkpoint

    def _from_top(self, transaction: Connection, walk: Walk, page: str) -> str | None:
        """Return the top of the road when *page*, where *walk* was to go on, is there no more."""
        if page != walk.begins_at:
            return None
        walk.begins_at = None
        walks.reach(transaction, walk.number, None)
        return self.first_page(walk)

    def _take_over(self, transaction: Connection, walk: Walk, other: int) -> str:
        """Let *walk* go on where *other* was cut off; return the page."""
        walks.take_over(transaction, walk.number, other)
        return walk.unfinished.pop(other)

    def unchanged(self, road: str, page: str) -> str | None:
        """Note that *page* is as known ground has it; return the page to read after it."""
        walk = self.walk(road)
        walk.met_known = walk.has_articles = True
        with self.store.writing() as transaction:
            following = walk.next_page(page, Listing())
            if following is None:
                self._end(transaction, walk, page, None)
        return following

    def _end(
        self, transaction: Connection, walk: Walk, page: str, empty: Verdict | None
    ) -> Verdict | None:
        """Complete *walk*, which ends at *page*; return why it cannot be, if so.

        A page that is *empty*, or not there, in place of known ground may be a passing fault, and
        so may be pages that repeat: they are taken for the end of the list when the walk before
        this one ended so, too.
        """
        if walk.lacks_a_list:
            return None
        if walk.is_torn:
            empty = empty or Verdict("failed", "no_new_articles")
        if empty and walk.has_lost_its_way:
            walks.end_empty(transaction, walk.number)
            before = (self.publisher.name, walk.road.url, walk.number)
            if not walks.ended_empty_before(transaction, *before):
                walk.unread = (page, empty)
                return empty
        walks.complete(transaction, walk.road.url, walk.number, makes_known=walk.makes_known)
        return None

    def miss(self, road: str, page: str, verdict: Verdict) -> Taken:
        """Note that *page* could not be read; say where the walk goes on, or why it cannot.

        A page that is not there ends a list, or a day of it, and leaves nothing unread.
        """
        walk, taken = self.walk(road), Taken()
        is_gone = verdict.outcome == "gone"
        if is_gone or not walk.road.is_ordered:
            self._pass_over(walk, page, verdict, taken)
        if taken.next_page or (walk.has_articles and (is_gone or walk.lacks_a_list)):
            return taken
        walk.unread, taken.unread = (page, verdict), verdict
        is_dead = verdict.status in (200, 404, 410) or verdict.reason == "redirected_away"
        walk.is_dead = verdict.outcome == "refused" or (is_dead and not walk.has_articles)
        return taken

    def _pass_over(self, walk: Walk, page: str, verdict: Verdict, taken: Taken) -> None:
        """Go on without *page*: what is gone leaves nothing unread, any other failure one list."""
        is_gone = verdict.outcome == "gone"
        with self.store.writing() as transaction:
            taken.next_page = walk.next_page(page, Listing())
            if not is_gone and (taken.next_page or walk.has_articles):
                walk.lacks_a_list, taken.unread = True, verdict
            elif not taken.next_page:
                taken.next_page = self._from_top(transaction, walk, page)
            if taken.next_page is None and walk.has_articles and is_gone:
                taken.unread = self._end(transaction, walk, page, verdict)


def _without(links: Mapping[str, Link], known: Container[str]) -> dict[str, Link]:
    return {key: link for key, link in links.items() if key not in known}
