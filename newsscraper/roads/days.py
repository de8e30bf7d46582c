"""Judges the days of a dated index: which pages without an article are its end, and which a fault.

A full last page is checked by asking for the page after the empty one. A page whose articles are
dated on other days is the list of another one. Of whole days judges `newsscraper.roads.quiet_days`.
"""

from dataclasses import replace
from datetime import date

from newsscraper.failures import Reason, http_reason
from newsscraper.normalize.disagreement import WRONG_DATES, disagreement
from newsscraper.normalize.urls import normalize_url
from newsscraper.roads import young_day
from newsscraper.roads.any_road import Progress
from newsscraper.roads.day_trail import DayTrail
from newsscraper.roads.listing import ENOUGH, Kind, Listing, Sight, Size, Step, are_more
from newsscraper.roads.measure import Measure
from newsscraper.roads.quiet_days import Doubts, shown_by, with_quiet
from newsscraper.window import day_of


def doubt(page: str, day: date, number: int, sight: Sight, progress: Progress) -> Doubts:
    """Return *page*, the *number*-th of *day*, with the reason why it cannot be what it says."""
    trail = DayTrail.of(progress.trail)
    if sight.kind == Kind.APART or is_of_another(day, sight.listing):
        return {page: Reason.ANOTHER_LIST}
    is_missed = number > 1 and _is_missed(page, trail, progress)
    if sight.kind == Kind.REPEAT and (number == 1 or trail.may_go_on or is_missed):
        return {page: Reason.NO_NEW_ARTICLES}
    if sight.kind == Kind.LIST and 0 < sight.listing.size.links < sight.had_articles / 2:
        return {page: Reason.NOT_UNDERSTOOD}
    if sight.kind not in (Kind.EMPTY, Kind.ABSENT):
        return {}
    if number > 1:
        if _may_have_more(trail, progress) and _is_strange(sight, progress):
            return {page: Reason.NOT_UNDERSTOOD}
        reason = Reason.NO_ARTICLES if sight.kind == Kind.EMPTY else http_reason(404)
        return {page: reason} if is_missed else {}
    had_articles = sight.had_articles or young_day.is_late(sight, progress)
    if sight.kind == Kind.ABSENT:
        is_lost = day >= progress.plan.today and progress.plan.shows_empty
        return {page: http_reason(404)} if had_articles or is_lost else {}
    is_new = not (progress.plan.usual.is_any or progress.has_articles)
    if _is_strange(sight, progress) and not is_new:
        return {page: Reason.NOT_UNDERSTOOD}
    return {page: Reason.NO_ARTICLES} if had_articles else {}


def is_of_another(day: date, listing: Listing) -> bool:
    """Tell whether most articles of *listing* are dated on other days than *day*.

    One may be: it was written before midnight. What is only a wrong date says nothing.
    """
    dates = [link["date_published"] for part in listing.parts for link in part.values()]
    days = [day_of(moment) for moment in dates if moment]
    others = [it for it in days if it != day and disagreement(day, it) not in WRONG_DATES]
    return len(others) > max(1, len(days) / 2)


def _is_linked(page: str, trail: DayTrail) -> bool:
    """Tell whether the page before linked to *page*."""
    return (normalize_url(page) or page) in trail.ahead


def _is_missed(page: str, trail: DayTrail, progress: Progress) -> bool:
    """Tell whether *page* has articles for sure, as the one before links to it.

    Behind one that is not full this takes a pager that is known to link to no page too far.
    """
    pagers = trail.pagers + progress.plan.usual.pagers
    is_believed = pagers > 0 or (trail.may_go_on and pagers == 0)
    return is_believed and _is_linked(page, trail)


def _may_have_more(trail: DayTrail, progress: Progress) -> bool:
    """Tell whether the last page that listed articles is full, as far as it is known."""
    page = Measure.of(trail.full, progress).page
    return trail.here is not None and trail.here.cards >= (page or 0)


def _is_strange(sight: Sight, progress: Progress) -> bool:
    """Tell whether a page without a card links to more articles than stand beside lists."""
    return progress.plan.usual.has_lost_cards(sight.listing.strays, progress.trail.strays)


def listed(page: str, number: int, sight: Sight, progress: Progress) -> tuple[DayTrail, Doubts]:
    """Return what is to be kept in mind after a *page* with articles, and what it shows amiss."""
    trail = DayTrail.of(progress.trail)
    here, own = _kept(trail, page, number, sight, progress), sight.listing.size
    quiet = shown_by(here.so_far or own, here, progress)
    amiss = _amiss(trail) | _strange(trail, own.strays) | quiet
    return (replace(here, quiet=()) if quiet else here), amiss


def _kept(trail: DayTrail, page: str, number: int, sight: Sight, progress: Progress) -> DayTrail:
    """Return *trail* with what a *page* with articles adds to it."""
    own, full = sight.listing.size, max(trail.full, trail.here.cards if trail.here else 0)
    measure = Measure.of(full, progress)
    is_far_below = progress.plan.usual.is_far_below(own.links) or own.cards < full / 2
    return replace(
        trail,
        full=full,
        here=own,
        strays=max(trail.strays, own.strays),
        so_far=trail.so_far + own if trail.so_far else _after(number - 1, measure.cards, own),
        before=page,
        ahead=tuple(url for url, _ in sight.listing.links),
        doubted=(),
        absent=(),
        strange=(),
        small=page if own.links > 0 and is_far_below else None,
        is_paged=trail.is_paged or (number > 1 and _is_linked(page, trail)),
        lost=0,
        may_go_on=own.cards >= (measure.page or ENOUGH),
    )


def _after(pages: int, full: float | None, own: Size) -> Size:
    """Return the size of a day after its first page that was read, of its *own* size.

    The *pages* before count as *full*: another walk has read them, or nobody could.
    """
    cards = int(max(own.cards, full or 0)) * pages
    return Size(own.cards + cards, own.links + cards, pages + 1, own.strays)


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
    if trail.doubted and not trail.so_far:  # neither its first page nor its second has any
        return with_quiet(replace(trail, doubted=()), trail.doubted[0]), True
    is_stale = sight.kind == Kind.REPEAT and Measure.of(trail.full, progress).page is None
    may_go_on = trail.may_go_on or is_stale or _is_missed(page, trail, progress)
    if may_go_on and not trail.doubted:
        return replace(trail, doubted=(page,)), False
    return _over(replace(trail, doubted=()), page, links_too_far(page, trail)), True


def _over(trail: DayTrail, page: str, too_far: bool | None) -> DayTrail:
    """Return *trail* behind a day whose last page links *too_far*, to *page*, or does not."""
    if too_far is None:
        return trail
    beyond = (*trail.beyond, page) if too_far else trail.beyond
    return replace(trail, beyond=beyond, pagers=trail.pagers + (-1 if too_far else 1))


def links_too_far(page: str, trail: DayTrail) -> bool | None:
    """Tell whether the last page of a day links to *page*, which has no articles.

    None where that is not the end for sure: behind a full page there may be others. Nor does a
    page without a pager say anything.
    """
    is_end = trail.so_far is not None and not (trail.may_go_on or trail.lost or trail.doubted)
    is_far = _is_linked(page, trail)
    return is_far if is_end and (is_far or trail.is_paged) else None


def with_pager(step: Step, page: str, trail: DayTrail, progress: Progress) -> Step:
    """Return *step*, at the end of a day, with what the pager of its last page shows.

    When more days end where their pager says than do not, empty pages behind these are missed.
    """
    too_far = links_too_far(page, trail)
    is_turn = too_far is False and trail.pagers + progress.plan.usual.pagers == 0
    missed: Doubts = dict.fromkeys(trail.beyond, Reason.NO_ARTICLES) if is_turn else {}
    return replace(step, unread={**step.unread, **missed}, links_too_far=too_far)


def _day_without(page: str, sight: Sight, progress: Progress, day: date) -> tuple[DayTrail, bool]:
    trail = DayTrail.of(progress.trail)
    if sight.listing.strays and not (progress.plan.usual.is_any or progress.has_articles):
        trail = replace(trail, strange=(*trail.strange, (page, sight.listing.strays)))
    if day >= progress.plan.today:  # there may be news yet to come
        absent = page if sight.kind == Kind.ABSENT else None
        return replace(trail, absent_today=absent), True
    if sight.kind == Kind.ABSENT:
        return replace(trail, absent=(*trail.absent, page)), True
    if Measure.of(trail.full, progress).fills(trail.day_after):
        return replace(trail, doubted=(page,), may_go_on=True), False
    return with_quiet(trail, page), True


def lost_page(trail: DayTrail) -> tuple[DayTrail, bool]:
    """Return what is to be kept in mind after a page that cannot be read, and if its day is over.

    Behind one there may be others; behind two the day before is asked for.
    """
    return replace(trail, lost=trail.lost + 1, may_go_on=False), trail.lost > 0
