"""Lies of whole days: another day's list, days that are short, pagers, midnight, several runs."""

from dataclasses import replace
from datetime import date, timedelta

from worlds.lying import page
from worlds.lying_days import DetikPublisher, KompasPublisher
from worlds.server import NOT_FOUND

from lab.faults import (
    both,
    empty,
    lists,
    looks,
    of_day,
    pages,
    status,
)
from lab.lie import Lie, Run

TODAY = date(2026, 1, 20)
WINDOW = "since=2026-01-15 until=2026-01-19"
YESTERDAY = "since=2026-01-19 until=2026-01-19"
KANALS = "sections=news,finance,travel"


def day(ago):
    return TODAY - timedelta(days=ago)


def on(*ago, number=None, section=None):
    """Where a list page is of one of these days."""

    def where(place):
        is_there = number in (None, place.number) and section in (None, place.section)
        return place.day in {day(each) for each in ago} and is_there

    return where


def kompas(*counts):
    return lambda: KompasPublisher().days(*counts)


USUAL = kompas(15, *[40] * 9)
"""Forty a day on three pages, and fifteen today until noon."""
WEEKS = kompas(15, 40, 40, 18, 12, 40, 38, 41, 40, 40, 14, 10, 40, 40)
"""With two weekends."""
HOLIDAYS = kompas(15, 40, 6, 40, 7, 8, 40, 40)
FULL_DAYS = kompas(15, 45, 30, 15, 30, 45)
"""Each fills its last page exactly."""


def detik():
    """In each of three kanals 22 a day, on two pages."""
    return DetikPublisher().days(*[66] * 6)


def big_detik():
    """In each of three kanals 60 a day, on three pages."""
    return DetikPublisher().days(90, *[180] * 4)


def told(name, fault, arguments=WINDOW, site=USUAL, codes=(7,), runs=1, before=(), **own):
    """A lie of a window, told in so many runs."""
    under = (Run(arguments, codes),) * runs
    return Lie(f"days: {name}", site, fault, under, before=before, **own)


def honest(name, site, *runs, fault=None):
    """What an honest site does, so that each run is complete."""
    return Lie(f"days, honest: {name}", site, fault, tuple(runs), shows=())


def all_runs(*arguments, hours=1, new=0):
    return tuple(Run(each, (0,), hours=hours, new=new) for each in arguments)


def short(*ago, cards=5, where=on):
    """Days of which the first page is cut, and no other has anything."""
    return both(lists(looks(cards=cards), where(*ago, number=1)), lists(empty, where(*ago)))


def then(*faults, hours=1):
    """A fault for each of several runs in turn, *hours* apart."""

    def fault(site, url):
        index = int((site.now - site.began).total_seconds() // (3600 * hours)) - 1
        chosen = faults[min(max(index, 0), len(faults) - 1)]
        return chosen and chosen(site, url)

    return fault


def swapped_parameter(site, place):
    """The server takes the month of the address for the day."""
    try:
        other = place.day.replace(day=place.day.month, month=place.day.day)
    except ValueError:
        return NOT_FOUND
    return page(site.list_page(replace(place, day=other)))


ANOTHER = [
    told("one shows today's list", lists(of_day(TODAY), on(3))),
    told("the newest shows today's list", lists(of_day(TODAY), on(1))),
    told("the oldest shows today's list", lists(of_day(TODAY), on(5))),
    told("one alone shows today's list", lists(of_day(TODAY), on(1)), YESTERDAY),
    told("one alone shows an old list", lists(of_day(day(9)), on(1)), YESTERDAY),
    told("all show today's list", lists(of_day(TODAY))),
    told("all show the list of the newest", lists(of_day(day(1)))),
    told("all show an old list", lists(of_day(day(9)))),
    told("one shows the list of the day before", lists(of_day(day(4)), on(3))),
    told("each shows the list of the day before", lambda site, url: _day_before(site, url)),
    told("page 2 of one is another day's", lists(of_day(day(1)), on(3, number=2))),
    told("page 2 of one is an old day's", lists(of_day(day(9)), on(3, number=2))),
    told("page 2 of each is today's", lists(of_day(TODAY, 1), pages(2))),
    told("page 3 of one is the next day's first", lists(of_day(day(4), 1), on(3, number=3))),
    told(
        "three show an old list, for two runs",
        lists(of_day(day(9)), on(2, 3, 4)),
        runs=2,
        most_missing=120,
    ),
    told(
        "one shows an old list, and the next is a 404",
        both(lists(of_day(day(9)), on(2)), lists(status(404), on(3))),
    ),
    told(
        "today shows yesterday's list, later run",
        lists(of_day(day(1)), on(0)),
        "",
        before=(Run("since=2026-01-15"),),
    ),
    Lie(
        "days: yesterday shows today's list, over midnight",
        USUAL,
        lists(of_day(date(2026, 1, 21)), on(0)),
        (Run(new=80, hours=20),),
        before=(Run("since=2026-01-15"), Run()),
    ),
    told(
        "one of a kanal shows today's list",
        lists(of_day(TODAY), on(2, section="news")),
        f"since=2026-01-17 until=2026-01-19 {KANALS}",
        detik,
    ),
    told(
        "a kanal shows today's list on all",
        lists(of_day(TODAY), lambda it: it.section == "travel"),
        f"since=2026-01-17 until=2026-01-19 {KANALS}",
        detik,
    ),
]


def _day_before(site, url):
    place = site.place_at(url)
    return place and of_day(place.day - timedelta(days=1))(site, place)


SHORT = [
    told("one is cut after 5 of 40", short(3)),
    told("one is cut after 2 of 40", short(3, cards=2)),
    told("the newest is cut after 5 of 40", short(1)),
    told("the oldest is cut after 5 of 40", short(5)),
    told("two are cut after 5 of 40", short(2, 3)),
    told("one is cut after 5 of 40, and the next is empty", both(short(3), lists(empty, on(2)))),
    told("one is cut after 5 of 40, for three runs", short(3), runs=3),
    told(
        "yesterday alone is cut after 5 of 40, as every day a window was read",
        short(1),
        YESTERDAY,
        before=tuple(Run(f"since=2026-01-{n} until=2026-01-{n}") for n in range(12, 19)),
    ),
    told(
        "one is cut after 5 of 40, window after incremental",
        short(3),
        before=(Run(), Run()),
    ),
    told(
        "one of a kanal is cut after 5 of 60",
        short(2, where=lambda *ago, number=None: on(*ago, number=number, section="news")),
        f"since=2026-01-17 until=2026-01-19 {KANALS}",
        big_detik,
    ),
    told(
        "one is a page of 5 without a pager, and a 404 behind it",
        both(lists(looks(cards=5), on(3, number=1)), lists(status(404), on(3))),
    ),
    told(
        "one is cut after 5, and its page 2 is a 500",
        both(lists(looks(cards=5), on(3, number=1)), lists(status(500), on(3))),
    ),
]
HONEST_DAYS = [
    honest(
        "weekends are short",
        WEEKS,
        *all_runs("since=2026-01-07 until=2026-01-19", "since=2026-01-14"),
    ),
    honest(
        "holidays are short",
        HOLIDAYS,
        *all_runs("since=2026-01-13 until=2026-01-19", "since=2026-01-14"),
    ),
    honest(
        "a weekend alone is short",
        WEEKS,
        *all_runs(
            "since=2026-01-16 until=2026-01-17",
            "since=2026-01-17 until=2026-01-17",
            "since=2026-01-16 until=2026-01-16",
        ),
    ),
    *(
        honest(
            f"a pager of {kind}, days that fill pages",
            FULL_DAYS,
            *all_runs("since=2026-01-15 until=2026-01-19", ""),
            fault=lists(looks(pager=kind)),
        )
        for kind in ("whole", "next", "none")
    ),
    *(
        honest(
            f"a pager of {kind}, usual days",
            USUAL,
            *all_runs("since=2026-01-15 until=2026-01-19", "", "since=2026-01-14"),
            fault=lists(looks(pager=kind)),
        )
        for kind in ("whole", "next", "none", "ten", "further")
    ),
    *(
        honest(
            f"a pager of {kind}, a full day behind usual ones",
            kompas(15, 40, 30, 45, 40),
            *all_runs("since=2026-01-16 until=2026-01-19"),
            fault=lists(looks(pager=kind)),
        )
        for kind in ("ten", "further")
    ),
    honest(
        "a window in days to come", USUAL, *all_runs(WINDOW, "since=2026-02-01 until=2026-02-03")
    ),
    honest(
        "today is a 404 after midnight",
        USUAL,
        *all_runs("since=2026-01-15", ""),
        Run("", (0,), hours=10.2),
        Run("since=2026-01-19", (0,), hours=0.2),
        Run("", (0,), hours=1, new=1),
        fault=lists(status(404), lambda it: it.day == date(2026, 1, 21)) and None,
    ),
    honest(
        "kanals are quiet in the night, and on some days",
        lambda: DetikPublisher().days(30, 66, 20, 9, 66, 60),
        *all_runs(f"since=2026-01-15 until=2026-01-19 {KANALS}", f"since=2026-01-14 {KANALS}"),
    ),
]
LIES = [*ANOTHER, *SHORT, *HONEST_DAYS]
