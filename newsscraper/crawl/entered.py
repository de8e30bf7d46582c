"""Enters what a part of an index page lists: what is new is wanted, the rest is noted."""

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from newsscraper.crawl.frontier import Frontier
from newsscraper.crawl.page_end import all_in, last
from newsscraper.crawl.scope import Scope
from newsscraper.crawl.taken import Taken, Unread, Wanted
from newsscraper.crawl.walk import Walk
from newsscraper.items import Link
from newsscraper.roads.listing import Listing
from newsscraper.store import known_ground, ledger, walk_log
from newsscraper.store.ledger import Entry, Listed
from newsscraper.store.states import State


class Entered(NamedTuple):
    """What came of a part of an index page."""

    wanted: list[Wanted]
    listed: int
    out_of_window: int
    already_stored: int
    met: list[int | None]
    """Walks that showed its last articles before."""


def taken_of(entered: Sequence[Entered], next_page: str | None, unread: Sequence[Unread]) -> Taken:
    """Return what came of a page whose parts are *entered*."""
    return Taken(
        wanted=[each for part in entered for each in part.wanted],
        next_page=next_page,
        listed=sum(part.listed for part in entered),
        out_of_window=sum(part.out_of_window for part in entered),
        already_stored=sum(part.already_stored for part in entered),
        unread=tuple(unread),
    )


def enter(
    transaction: Connection,
    frontier: Frontier,
    walk: Walk,
    links: Mapping[str, Link],
    latest: Mapping[str, str],
) -> Entered:
    """Enter *links*, by the key of their article, as *walk* meets them on a page.

    *latest* is when articles last changed, as far as the page says it.
    """
    was_known = walk.met_known
    known = _look_up(transaction, frontier, walk, links, latest)
    believed = frontier.probes.believed(walk.road.url, links)
    fresh = _record(transaction, walk, believed, latest, known)
    _meet_stored(walk, frontier.run, known)
    inside = dict(_inside(frontier.scope, {key: links[key] for key in fresh}, latest))
    outside = {key: links[key] for key in fresh if key not in inside}
    if not was_known:
        _leave_out(walk, fresh, outside, known)
    probes = _pass_by(transaction, frontier, walk, outside, known)
    wanted = probes + frontier.admit(transaction, inside, known)
    walk_log.show(transaction, walk.road.url, walk.plan.number, links)
    stored = sum(key in known and known[key].state == State.STORED for key in inside)
    return Entered(wanted, len(links), len(outside) - len(probes), stored, _met(links, known))


def _look_up(
    transaction: Connection,
    frontier: Frontier,
    walk: Walk,
    links: Mapping[str, Link],
    latest: Mapping[str, str],
) -> dict[str, Entry]:
    """Return what is known of *links*; a walk in place of others is judged by it."""
    known = ledger.look_up(transaction, links, walk.road.url)
    frontier.stand_ins.note(walk, links, latest, known)
    return known


def _pass_by(
    transaction: Connection,
    frontier: Frontier,
    walk: Walk,
    outside: Mapping[str, Link],
    known: Mapping[str, Entry],
) -> list[Wanted]:
    """Note what lies *outside*; return what is fetched all the same, as a list may be wrong."""
    chosen = frontier.probes.among(transaction, walk.road.url, walk.plan.number, outside)
    probes = frontier.fetch_anyway(transaction, _rows(chosen, known))
    passed = {key: link for key, link in outside.items() if key not in frontier.asked}
    frontier.pass_by(transaction, _without(passed, known))
    return probes


def _rows(chosen: Mapping[str, Link], known: Mapping[str, Entry]) -> Iterator[Listed]:
    """Yield what is *chosen*, each in the state and with the date that it has."""
    for key, link in chosen.items():
        date, state = link["date_published"], State.OUT_OF_WINDOW
        if entry := known.get(key):
            date, state = entry.date or date, entry.state
        yield Listed(key, link["url"], 0, date, state)


def _record(
    transaction: Connection,
    walk: Walk,
    links: Mapping[str, Link],
    latest: Mapping[str, str],
    known: Mapping[str, Entry],
) -> dict[str, Link]:
    """Let *walk* take note of *links*; return the new."""
    seen = {key for key, entry in known.items() if entry.walk == walk.plan.number}
    is_known = {key for key, entry in known.items() if entry.is_known}
    if walk.road.is_ordered:
        fresh = [key for key in links if key not in seen]
        is_known -= _out_of_order(transaction, walk, fresh, is_known)
        is_known |= _below_all(transaction, walk, fresh, links)
    else:
        is_known |= _settled(walk, links, latest)
    first = walk.plan.counts_from
    earlier = {key for key, entry in known.items() if first and entry.walk == first}
    return walk.record(links, seen, is_known, earlier)


def _settled(walk: Walk, links: Mapping[str, Link], latest: Mapping[str, str]) -> set[str]:
    """Return the keys of those *links* whose times say that a complete walk has met them."""
    times = {key: (link["date_published"], latest.get(key)) for key, link in links.items()}
    latest_of = {key: max(filter(None, both), default=None) for key, both in times.items()}
    return {key for key, moment in latest_of.items() if moment and walk.is_settled(moment)}


def _out_of_order(
    transaction: Connection, walk: Walk, links: Sequence[str], known: Collection[str]
) -> set[str]:
    """Return the last of *links* if they are *known*, and so are newer ones that stand elsewhere.

    A list may end each page with old stories. A page of which all is known is beyond doubt.
    """
    ends = last(links)
    if not all_in(ends, known) or all_in(links, known):
        return set()
    road, number = walk.road.url, walk.plan.number
    return set(ends) if walk_log.has_newer(transaction, road, number, ends, links) else set()


def _below_all(
    transaction: Connection, walk: Walk, fresh: Sequence[str], links: Mapping[str, Link]
) -> set[str]:
    """Return the last of *fresh* if all of known ground was met, and they are older.

    Ground that is smaller than a page may lie in the middle of one, above what is not known. By its
    place alone it says nothing: it may be pinned on top.
    """
    if walk.met_known or not walk.plan.has_known:
        return set()
    ends = last(fresh)
    dates = [links[key]["date_published"] for key in ends]
    road, number = walk.road.url, walk.plan.number
    oldest = known_ground.oldest_if_met(transaction, road, number, links)
    return set(ends) if oldest and all(it and it < oldest for it in dates) else set()


def is_apart(transaction: Connection, walk: Walk, listing: Listing) -> bool:
    """Tell whether a page at which *walk* met known ground lacks what is right above that.

    So is it with an old copy of a page, and a page of another list.
    """
    is_met = walk.plan.stops_at_known and walk.met_known and not walk.met_before
    if not is_met or not walk.road.is_ordered:
        return False
    links = [key for part in listing.parts for key in part]
    return walk_log.lacks_newest(transaction, walk.road.url, walk.plan.number, links)


def _inside(
    scope: Scope, links: Mapping[str, Link], latest: Mapping[str, str]
) -> Iterator[tuple[str, Link]]:
    """Yield those *links* that may lie in the window."""
    for key, link in links.items():
        if scope.may_hold(link) and scope.may_be_as_young(latest.get(key)):
            yield key, link


def _meet_stored(walk: Walk, run: int, known: Mapping[str, Entry]) -> None:
    """Let *walk* know when the page shows what an earlier run than *run* has met."""
    if any(entry.run != run for entry in known.values()):
        walk.meet_stored()


def _leave_out(
    walk: Walk, fresh: Mapping[str, Link], outside: Mapping[str, Link], known: Mapping[str, Entry]
) -> None:
    """Let *walk* know when some run may owe one of those that are left out, or may be."""
    undated = [key for key, link in fresh.items() if not link["date_published"]]
    left = (*outside, *undated)
    if any(key not in known or not known[key].is_owed_by_nobody for key in left):
        walk.leave_out()


def _met(links: Mapping[str, Link], known: Mapping[str, Entry]) -> list[int | None]:
    """Return the walks that showed the last of *links* before, if all of these are known."""
    ends = last(links)
    return [known[key].walk for key in ends] if all_in(ends, known) else []


def _without(links: Mapping[str, Link], known: Container[str]) -> dict[str, Link]:
    return {key: link for key, link in links.items() if key not in known}
