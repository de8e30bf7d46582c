"""Judges today's list of a dated index: it is short yet, late, gone, or all there is."""

from dataclasses import replace
from datetime import date, datetime, time

from newsscraper.failures import http_reason
from newsscraper.normalize.urls import normalize_url
from newsscraper.roads.any_road import Progress
from newsscraper.roads.day_trail import DayTrail
from newsscraper.roads.listing import Kind, Listing, Sight, Step
from newsscraper.roads.measure import Measure


def is_late(sight: Sight, progress: Progress) -> bool:
    """Tell whether today has nothing at an hour at which each of the last days had filled a page.

    As with days that are over, fewer articles may be so few by chance.
    """
    page = Measure.of(progress.trail.full, progress).page
    return page is not None and sight.least_by_now >= page


def is_all_of_today(second: str, trail: DayTrail, sight: Sight, progress: Progress) -> bool:
    """Tell whether the first page of today is its only one: it does not link to the *second*.

    By the times of its articles less than a page came since midnight. So even if it were cut short
    there would be nothing behind it. *trail* is that behind the page.
    """
    size, full = sight.listing.size, Measure.of(trail.full, progress).page
    is_read = bool(trail.so_far and trail.so_far.pages == 1) and size.links >= sight.had_articles
    is_linked = (normalize_url(second) or second) in trail.ahead
    if sight.now is None or full is None or not is_read or is_linked:
        return False
    oldest = _oldest(sight.listing, sight.now.date())
    if oldest is None or oldest >= sight.now:
        return False
    midnight = datetime.combine(sight.now, time.min, sight.now.tzinfo)
    return size.cards * ((sight.now - midnight) / (sight.now - oldest)) < full


def _oldest(listing: Listing, day: date) -> datetime | None:
    """Return when the oldest article of *listing* appeared; None if not all tell an hour of *day*.

    Midnight is what a list says that tells only days.
    """
    dates = [link["date_published"] for part in listing.parts for link in part.values()]
    moments = [datetime.fromisoformat(each) for each in dates if each]
    are_told = len(moments) == len(dates) and all(
        each.date() == day and each.time() != time.min for each in moments
    )
    return min(moments, default=None) if are_told else None


def with_today(step: Step, sight: Sight) -> Step:
    """Return *step*, with today unread if it is not there, and this page is there and empty."""
    trail = DayTrail.of(step.trail)
    if trail.absent_today is None or sight.kind != Kind.EMPTY:
        return step
    unread = {**step.unread, trail.absent_today: http_reason(404)}
    return replace(step, unread=unread, trail=replace(trail, absent_today=None))
