"""Judges days of a dated index that have few articles, or none, by the days beside them.

One is a fault if both had far more. Of a day out of the window one page is read: it must be full.
"""

from dataclasses import replace

from newsscraper.failures import OpenReason, Reason
from newsscraper.roads.any_road import Progress
from newsscraper.roads.day_trail import DayTrail
from newsscraper.roads.listing import Size
from newsscraper.roads.measure import Measure

Doubts = dict[str, Reason | OpenReason]
"""Pages that cannot be what they say, and why."""


def with_quiet(trail: DayTrail, first: str, links: int = 0) -> DayTrail:
    """Return *trail* with a day, whose *first* page that is, of so few *links* or none."""
    return replace(trail, quiet=(*trail.quiet, (first, links)))


def ended(trail: DayTrail, first: str, progress: Progress, *, is_young: bool) -> DayTrail:
    """Return what is to be kept in mind when a day is over, whose *first* page that is.

    One that *is_young*, as today, has its articles yet to come: a usual day stands for it.
    """
    measure, so_far = Measure.of(trail.full, progress), trail.so_far
    if so_far and is_young:
        trail = replace(trail, day_after=measure.day or so_far)
    elif so_far and _is_quiet(so_far, trail, measure):
        trail = with_quiet(trail, first, so_far.links)
    elif so_far:
        trail = replace(trail, day_after=so_far, quiet=())
    return replace(
        trail,
        doubted=(),
        small=None,
        lost=0,
        may_go_on=False,
        is_paged=False,
        here=None,
        so_far=None,
        empty_days=0 if so_far else trail.empty_days + 1,
    )


def _is_quiet(day: Size, trail: DayTrail, measure: Measure) -> bool:
    """Tell whether a *day* fills no page, and the one after it, or a usual one, had far more.

    Where neither is known, the last day of a window may be quiet.
    """
    if day.pages > 1 or not day.links or measure.fills(day):
        return False
    beside = trail.day_after or measure.day
    is_first = beside is None and not trail.quiet
    return is_first or measure.is_far_more(beside, day.links)


def shown_by(day: Size, trail: DayTrail, progress: Progress) -> Doubts:
    """Return the quiet days that the *day* before them, as far as it was read, shows as faults."""
    measure = Measure.of(trail.full, progress)
    is_fault = measure.fills(trail.day_after) and _are_too_few(trail, day, measure)
    return _reasons(trail) if is_fault else {}


def shown_aside(page: Size, progress: Progress) -> Doubts:
    """Return the quiet days at an edge of a window that a *page* out of it shows as faults."""
    trail = DayTrail.of(progress.trail)
    measure = Measure.of(trail.full, progress)
    beside = trail.so_far or trail.day_after or measure.day
    is_fault = measure.fills(page) and _are_too_few(trail, beside, measure, measure.day)
    return _reasons(trail) if is_fault else {}


def needs_a_look_beyond(trail: DayTrail, progress: Progress) -> bool:
    """Tell whether the day before the window says if the first of its days are a fault."""
    measure = Measure.of(trail.full, progress)
    return _are_too_few(trail, trail.day_after or measure.day, measure, measure.day)


def needs_a_look_ahead(trail: DayTrail, progress: Progress) -> bool:
    """Tell whether the day after the window says if the last of its days are a fault.

    *trail* is that of a day before them which is over. The day after the window may be today.
    """
    until = progress.window.until
    is_past = until is not None and until < progress.plan.today
    is_at_top = is_past and trail.day_after is None
    return is_at_top and _are_too_few(trail, trail.so_far, Measure.of(trail.full, progress))


def _are_too_few(
    trail: DayTrail, beside: Size | None, measure: Measure, usual: Size | None = None
) -> bool:
    """Tell whether a day *beside* the quiet ones had far more than each of them.

    So must a *usual* one, if it is known, than those that have any.
    """
    counts = [links for _, links in trail.quiet]
    are_few = all(measure.is_far_more(beside, count) for count in counts)
    is_unusual = usual is None or all(measure.is_far_more(usual, it) for it in counts if it)
    return bool(counts) and are_few and is_unusual


def _reasons(trail: DayTrail) -> Doubts:
    return {
        page: Reason.NOT_UNDERSTOOD if links else Reason.NO_ARTICLES for page, links in trail.quiet
    }
