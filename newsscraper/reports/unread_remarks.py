"""What is said of index pages that are unread: how many, of which days, and what reads them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from newsscraper.messages.hints import store_hint
from newsscraper.messages.wording import number
from newsscraper.publisher.facts import Publisher
from newsscraper.store.coverage import UnreadGroup


def remarks(
    name: str, publisher: type[Publisher], unread: Sequence[UnreadGroup], given_up: int
) -> Iterator[str]:
    """Yield a line for each command that reads some of the pages *unread* of the publisher *name*.

    A last one tells how many were *given_up*.
    """
    groups: dict[tuple[str, bool], list[UnreadGroup]] = defaultdict(list)
    fronts = _fronts(publisher)
    for each in unread:
        groups[_window(each, unread), each.road in fronts].append(each)
    for (window, is_front), pages in groups.items():
        slugs = dict.fromkeys(fronts[each.road] for each in pages) if is_front else {}
        sections = f" -a sections={','.join(slugs)}" if slugs else ""
        yield f"{_said(pages)}: {store_hint(f'crawl {name}{window}{sections}')}"
    if given_up:
        was = "was" if given_up == 1 else "were"
        yield f"{number(given_up, 'index page')} {was} tried often enough, and {was} given up"


def _fronts(publisher: type[Publisher]) -> Mapping[str, str]:
    """Return the slug of each section front that only a run for sections reads, by its URL."""
    roads = getattr(publisher, "roads", ())[1:]  # a publisher that was removed has none
    return {
        front.url: slug
        for road in roads
        if "{section}" in road.url
        for slug in publisher.sections
        for front in road.by_section([slug])
    }


def _window(pages: UnreadGroup, unread: Sequence[UnreadGroup]) -> str:
    """Return the arguments of a run that reads *pages*: one window holds all days that are known.

    Pages without a day are read in the window whose walk asked for them.
    """
    bounds: dict[str, object] = {"since": pages.since, "until": pages.until}
    if pages.day:
        days = [each.day for each in unread if each.day]
        bounds = {"since": min(days), "until": max(days)}
    return "".join(f" -a {name}={day}" for name, day in bounds.items() if day)


def _said(unread: Sequence[UnreadGroup]) -> str:
    count = sum(each.pages for each in unread)
    days = sorted({each.day for each in unread if each.day})
    of = f" ({', '.join(_spans(days))})" if days else ""
    return f"{number(count, 'index page')} {'is' if count == 1 else 'are'} unread{of}"


def _spans(days: Sequence[date]) -> Iterator[str]:
    """Yield *days*, which are in order; those in a row as the first and the last."""
    first = None
    for day, following in zip(days, [*days[1:], None], strict=True):
        first = first or day
        if following != day + timedelta(days=1):
            yield str(day) if first == day else f"{first} to {day}"
            first = None
