"""Judges the days of a dated index: which pages without an article are its end, and which a fault.

A full last page is checked by asking for the page after the empty one. A day without any article
is believed unless the days beside it each filled a page.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from newsscraper.failures import OpenReason, Reason, http_reason
from newsscraper.normalize.urls import normalize_url
from newsscraper.roads.any_road import Progress
from newsscraper.roads.day_trail import DayTrail
from newsscraper.roads.listing import ENOUGH, Kind, Sight, are_more

Doubts = dict[str, Reason | OpenReason]
"""Pages that cannot be what they say, and why."""

_NEARLY: Final = 0.8
"""Share of the usual cards that makes a page a full one: an advertisement may take a place."""


def doubt(page: str, day: date, number: int, sight: Sight, progress: Progress) -> Doubts:
    """Return *page*, the *number*-th of *day*, with the reason why it cannot be what it says."""
    trail = DayTrail.of(progress.trail)
    if sight.kind == Kind.REPEAT and (number == 1 or trail.may_go_on):
        return {page: Reason.NO_NEW_ARTICLES}
    if sight.kind == Kind.LIST and 0 < sight.listing.size.links < sight.had_articles / 2:
        return {page: Reason.NOT_UNDERSTOOD}
    if sight.kind not in (Kind.EMPTY, Kind.ABSENT):
        return {}
    if number > 1:
        is_linked = trail.may_go_on and (normalize_url(page) or page) in trail.ahead
        reason = Reason.NO_ARTICLES if sight.kind == Kind.EMPTY else http_reason(404)
        return {page: reason} if is_linked else {}
    if sight.kind == Kind.ABSENT:
        return {page: http_reason(404)} if sight.had_articles else {}
    is_new = not (progress.plan.usual.is_any or progress.has_articles)
    if _is_strange(sight, progress) and not is_new:
        return {page: Reason.NOT_UNDERSTOOD}
    return {page: Reason.NO_ARTICLES} if sight.had_articles else {}


def _is_strange(sight: Sight, progress: Progress) -> bool:
    """Tell whether a page without a card links to more articles than stand beside lists."""
    return progress.plan.usual.has_lost_cards(sight.listing.strays, progress.trail.strays)


def listed(page: str, number: int, sight: Sight, progress: Progress) -> tuple[DayTrail, Doubts]:
    """Return what is to be kept in mind after a *page* with articles, and what it shows amiss."""
    trail, own = DayTrail.of(progress.trail), sight.listing.size
    full = max(trail.full, trail.fullest if number > 1 else 0)
    here = replace(trail, full=full, fullest=max(trail.fullest, own.cards))
    amiss = _amiss(trail) | _strange(trail, own.strays)
    if _fills(here.fullest, here, progress) and _fills(here.day_after, here, progress):
        amiss |= dict.fromkeys(trail.empty, Reason.NO_ARTICLES)
        here = replace(here, empty=())
    return _kept(here, page, sight, progress), amiss


def _kept(trail: DayTrail, page: str, sight: Sight, progress: Progress) -> DayTrail:
    """Return *trail* with what a *page* with articles adds to it."""
    own, size = sight.listing.size, _size(trail, progress)
    is_far_below = progress.plan.usual.is_far_below(own.links) or own.cards < trail.full / 2
    return replace(
        trail,
        here=own,
        strays=max(trail.strays, own.strays),
        so_far=trail.so_far + own if trail.so_far else own,
        before=page,
        ahead=tuple(url for url, _ in sight.listing.links),
        doubted=(),
        absent=(),
        strange=(),
        small=page if own.links > 0 and is_far_below else None,
        lost=0,
        may_go_on=own.cards >= (size or ENOUGH),
    )


def _strange(trail: DayTrail, beside: int) -> Doubts:
    """Return the pages without a card that link to more articles than stand *beside* this list."""
    found = (page for page, strays in trail.strange if are_more(strays, beside))
    return dict.fromkeys(found, Reason.NOT_UNDERSTOOD)


def _amiss(trail: DayTrail) -> Doubts:
    """Return the pages before that cannot be what they say, as there is one behind them."""
    amiss: Doubts = dict.fromkeys(trail.doubted, Reason.NO_ARTICLES)
    amiss |= dict.fromkeys(trail.absent, http_reason(404))
    return amiss | ({trail.small: Reason.NOT_UNDERSTOOD} if trail.small else {})


def without_articles(
    page: str, number: int, sight: Sight, progress: Progress, day: date
) -> tuple[DayTrail, bool]:
    """Return what is to be kept in mind after such a *page*, and whether its day is over."""
    trail = DayTrail.of(progress.trail)
    if number == 1:
        return _day_without(page, sight, progress, day)
    if trail.doubted and trail.fullest == 0:  # neither its first page nor its second has any
        return replace(trail, doubted=(), empty=(*trail.empty, *trail.doubted)), True
    is_stale = sight.kind == Kind.REPEAT and _size(trail, progress) is None
    if (trail.may_go_on or is_stale) and not trail.doubted:
        return replace(trail, doubted=(page,)), False
    return replace(trail, doubted=()), True


def _day_without(page: str, sight: Sight, progress: Progress, day: date) -> tuple[DayTrail, bool]:
    trail = DayTrail.of(progress.trail)
    if day >= progress.plan.today:  # there may be news yet to come
        return trail, True
    if sight.kind == Kind.ABSENT:
        return replace(trail, absent=(*trail.absent, page)), True
    if sight.listing.strays and not (progress.plan.usual.is_any or progress.has_articles):
        trail = replace(trail, strange=(*trail.strange, (page, sight.listing.strays)))
    if _fills(trail.day_after, trail, progress):
        return replace(trail, doubted=(page,), may_go_on=True), False
    return replace(trail, empty=(*trail.empty, page)), True


def lost_page(trail: DayTrail) -> tuple[DayTrail, bool]:
    """Return what is to be kept in mind after a page that cannot be read, and if its day is over.

    Behind one there may be others; behind two the day before is asked for.
    """
    return replace(trail, lost=trail.lost + 1, may_go_on=False), trail.lost > 0


def looked_aside(sight: Sight, progress: Progress) -> Doubts:
    """Return the empty days at an edge of a window that a day out of it shows to be a fault."""
    trail = DayTrail.of(progress.trail)
    is_full = sight.kind == Kind.LIST and _fills(sight.listing.size.cards, trail, progress)
    return dict.fromkeys(trail.empty if is_full else (), Reason.NO_ARTICLES)


def ended(trail: DayTrail) -> DayTrail:
    """Return what is to be kept in mind when a day is over."""
    day_after, empty = trail.fullest or trail.day_after, () if trail.fullest else trail.empty
    return replace(
        trail,
        doubted=(),
        small=None,
        lost=0,
        may_go_on=False,
        fullest=0,
        here=None,
        so_far=None,
        day_after=day_after,
        empty=empty,
        empty_days=0 if trail.fullest else trail.empty_days + 1,
    )


def needs_a_look_beyond(trail: DayTrail, progress: Progress) -> bool:
    """Tell whether the day before the window says if the first of its days are a fault."""
    return bool(trail.empty) and _fills(trail.day_after, trail, progress)


def needs_a_look_ahead(trail: DayTrail, progress: Progress) -> bool:
    """Tell whether the day after the window says if the last of its days are a fault.

    *trail* is that of a day before them which is over. The day after the window may be today.
    """
    until = progress.window.until
    is_past = until is not None and until < progress.plan.today
    is_at_top = bool(trail.empty) and trail.day_after == 0
    return is_past and is_at_top and _fills(trail.fullest, trail, progress)


def _fills(cards: int, trail: DayTrail, progress: Progress) -> bool:
    """Tell whether so many *cards* fill a page, as far as it is known how many that are."""
    size = _size(trail, progress)
    return size is not None and cards >= size


def _size(trail: DayTrail, progress: Progress) -> float | None:
    """Return how many cards make a full page; None if no page was ever followed by another."""
    cards = progress.plan.usual.cards or trail.full
    return cards * _NEARLY if cards else None
