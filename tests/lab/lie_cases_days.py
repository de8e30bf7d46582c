"""Lies of whole days: another day's list, days that are short, pagers, midnight, several runs."""

from dataclasses import replace
from datetime import date, timedelta

from worlds.lying import HONEST, NOON, page
from worlds.lying_days import DetikPublisher, KompasPublisher
from worlds.server import NOT_FOUND

from lab.faults import (
    both,
    empty,
    first_page,
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


def weeks_of_detik():
    """The same for longer."""
    return DetikPublisher().days(*[66] * 12)


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


def in_news(*ago, number=None):
    """Where a list page is of one of these days, in the kanal news."""
    return on(*ago, number=number, section="news")


def absent_if_empty(site, place):
    """A list without anything is not there."""
    return None if site.on(place)[0] else NOT_FOUND


def page_2_again(site, place):
    """The second page in place of the first."""
    return page(site.list_page(replace(place, number=2)))


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
    Lie(
        "days, honest: a window up to days to come",
        USUAL,
        None,
        all_runs(WINDOW, "since=2026-01-20 until=2026-02-03"),
        shows=(),
        heals=False,
    ),
    *(
        honest(
            f"today is {name} after midnight",
            USUAL,
            *all_runs("since=2026-01-15", ""),
            Run("", (0,), hours=9.2, new=30),
            Run("", (0,), hours=1),
            Run("since=2026-01-18", (0,), hours=0.2),
            Run("", (0,), hours=1, new=1),
            Run("since=2026-01-20", (0,), hours=1),
            fault=how,
        )
        for name, how in (("empty", None), ("a 404", lists(absent_if_empty)))
    ),
    honest(
        "today is short on Sundays, and there is nothing in the night",
        lambda: KompasPublisher(NOON - timedelta(hours=11)).days(1, *([40] * 6 + [9]) * 2),
        *all_runs("since=2026-01-08", ""),
        *(Run("", (0,), hours=hours) for hours in (3, 9, 10)),
        Run("", (0,), hours=2, new=1),
    ),
    honest(
        "a holiday after weeks of many articles",
        kompas(40, *[90] * 10),
        *all_runs("since=2026-01-10", ""),
        Run("", (0,), hours=12.5, new=30),
        *(Run("", (0,), hours=1) for _ in range(9)),
        Run("", (0,), hours=1, new=1),
        *(Run("", (0,), hours=1) for _ in range(9)),
    ),
    *(
        honest(
            f"kanals are quiet in the night, and on some days{name}",
            lambda: DetikPublisher().days(30, 66, 20, 9, 66, 60),
            *all_runs(f"since=2026-01-15 until=2026-01-19 {KANALS}", f"since=2026-01-15 {KANALS}"),
            Run(KANALS, (0,), hours=11),
            Run(KANALS, (0,), new=1),
            fault=how,
        )
        for name, how in (("", None), (", as a 404", lists(absent_if_empty)))
    ),
]


def later(name, fault, *under, new=45, hours=6, **own):
    """Runs after the first that find 45 new articles, on the first three of today's four pages."""
    runs = under or (Run(new=new, hours=hours),)
    return Lie(f"days: {name}", USUAL, fault, runs, before=(Run("since=2026-01-15"), Run()), **own)


def first(name, fault, **own):
    """The first run ever, of a site that has two pages today."""
    site = kompas(28, *[40] * 5)
    return Lie(f"days: {name}, first run", site, fault, (Run(),), **own)


TOMORROW = date(2026, 1, 21)
STOPPED = "CLOSESPIDER_PAGECOUNT"
MIXED = [
    later(
        "yesterday's page 2 is today's, over midnight",
        lists(of_day(TOMORROW, 1), on(0, number=2)),
        Run(new=80, hours=20),
    ),
    later(
        "page 1 of today is a 500, page 2 is empty",
        both(lists(status(500), on(0, number=1)), lists(empty, on(0, number=2))),
        Run(new=45, hours=6),
        Run(new=5),
    ),
    later(
        "page 2 of today is a 500, then page 1, then page 3",
        then(*(lists(status(500), on(0, number=number)) for number in (2, 1, 3))),
        *(Run(new=20) for _ in range(3)),
    ),
    later(
        "page 2 of today is empty, and then a window is read",
        lists(empty, on(0, number=2)),
        Run(new=45, hours=6),
        Run("since=2026-01-19"),
        Run(new=3),
        after=(Run(), Run("", (0,), hours=25)),
    ),
    later(
        "page 2 of today shows yesterday's",
        lists(of_day(day(1)), on(0, number=2)),
        Run(new=45, hours=6),
        Run(new=20),
    ),
    first("page 2 of today is empty", lists(empty, on(0, number=2))),
    first("page 2 of today is a 500", lists(status(500), on(0, number=2))),
    first("page 1 of today is a 500", lists(status(500), on(0, number=1))),
    first("page 2 of today is yesterday's", lists(of_day(day(1)), on(0, number=2))),
    first("today shows yesterday's list", lists(of_day(day(1)), on(0))),
    first("today shows an old list", lists(of_day(day(4)), on(0))),
    told(
        "page 1 of one is another day's, and page 2 is a 500",
        both(lists(of_day(TODAY), on(3, number=1)), lists(status(500), on(3, number=2))),
    ),
    told(
        "page 1 of one is a 500, and page 2 is empty",
        both(lists(status(500), on(3, number=1)), lists(empty, on(3, number=2))),
    ),
    told(
        "one is empty between two that are a 500",
        both(lists(status(500), on(2, 4)), lists(empty, on(3))),
        most_missing=120,
    ),
    told(
        "the newest is a 500, and the next is empty",
        both(lists(status(500), on(1)), lists(empty, on(2))),
    ),
    told(
        "the oldest is a 500, and the one after it is cut",
        both(lists(status(500), on(5)), short(4)),
    ),
    told(
        "one is a 404, then another is empty, then a third is cut",
        then(lists(status(404), on(3)), lists(empty, on(2)), short(4)),
        runs=3,
    ),
    told("page 1 of one is its page 2", lists(page_2_again, on(3, number=1))),
    told(
        "all are cut after 5 of 40, and the usual is known",
        short(1, 2, 3, 4),
        "since=2026-01-16 until=2026-01-19",
        before=(Run("since=2026-01-11 until=2026-01-15"),),
    ),
    Lie(
        "days: one is cut, and the run is stopped behind it",
        USUAL,
        short(3),
        (
            Run(WINDOW, settings=f"{STOPPED}=60"),
            Run(WINDOW, settings=f"{STOPPED}=60"),
            Run(WINDOW),
            Run(WINDOW),
        ),
    ),
    Lie(
        "days: one is empty, and the run is stopped before it",
        USUAL,
        lists(empty, on(2)),
        (Run(WINDOW, settings=f"{STOPPED}=45"), Run(WINDOW), Run(WINDOW)),
    ),
    Lie(
        "days: one shows today's list, and the run is stopped behind it",
        USUAL,
        lists(of_day(TODAY), on(2)),
        (Run(WINDOW, settings=f"{STOPPED}=60"), Run(WINDOW)),
    ),
    Lie(
        "days: today's page 2 is empty, and the run is stopped",
        USUAL,
        lists(empty, on(0, number=2)),
        (Run(new=45, hours=6, settings=f"{STOPPED}=10"), Run(), Run(new=2)),
        before=(Run("since=2026-01-15"), Run()),
    ),
    told(
        "a kanal has a day that is cut, and another a day that is today's",
        both(short(2, where=in_news), lists(of_day(TODAY), on(2, section="travel"))),
        f"since=2026-01-17 until=2026-01-19 {KANALS}",
        big_detik,
    ),
]


def cut(count=8):
    """A page that ends after so many cards, with the right pager behind them."""

    def how(site, place):
        look = replace(HONEST, cards=count)
        cards = "".join(site.card(*each, look) for each in site.cards(place, look))
        return page(site.fill_list(cards, site.pager(place, HONEST)))

    return how


def cut_at(number, *ago, behind=empty):
    """Days whose page of that number is cut, and of which no page behind it shows anything."""
    after = lists(behind, lambda place: on(*ago)(place) and place.number > number)
    return both(lists(cut(), on(*ago, number=number)), after)


LINKED = [
    told("page 1 of one is cut, and what its pager links is empty", cut_at(1, 3)),
    told("page 2 of one is cut, and what its pager links is empty", cut_at(2, 3)),
    told(
        "page 1 of one is cut, and what its pager links is a 404", cut_at(1, 3, behind=status(404))
    ),
    told(
        "page 1 of one is cut, and what its pager links is page 1 again",
        cut_at(1, 3, behind=first_page),
    ),
    told("page 1 of the newest is cut, and what its pager links is empty", cut_at(1, 1)),
    told(
        "page 1 of the oldest is cut, and what its pager links is empty, three runs",
        cut_at(1, 5),
        runs=3,
    ),
    told(
        "page 1 of one is cut, and of what its pager links only page 2 is empty",
        both(lists(cut(), on(3, number=1)), lists(empty, on(3, number=2))),
        most_missing=22,
    ),
    later(
        "page 1 of today is cut, and what its pager links is empty, three runs",
        cut_at(1, 0),
        Run(new=45, hours=6),
        Run(new=5),
        Run(),
    ),
]


def all_day(name, how, site=USUAL, arguments="", section=None, hours=32):
    """Runs of the day after the first one, the first at eight in the evening, if not otherwise."""
    is_there = on(-1, section=section)
    return Lie(
        f"days: today {name} all day long",
        site,
        lists(how, is_there),
        (
            Run(arguments, (0, 7), hours=13, new=25, is_blind=True),
            Run(arguments, hours=hours - 13, new=40),
            Run(arguments, hours=1, new=5),
        ),
        before=(Run(f"{arguments} since=2026-01-10"), Run(arguments)),
        after=(Run(arguments), Run(arguments, (0,), hours=25, new=40)),
    )


ALL_DAY = [
    all_day("is empty", empty),
    all_day("is empty until noon", empty, hours=25),
    all_day("is a 404", status(404)),
    all_day("is empty in a kanal", empty, weeks_of_detik, KANALS, "news"),
    all_day("is empty for a window", empty, arguments="since=2026-01-20"),
    Lie(
        "days: today is empty all day long, and read again on the next",
        USUAL,
        lists(empty, on(-1)),
        (
            Run(hours=32, new=40),
            Run(hours=3, new=9),
        ),
        before=(Run("since=2026-01-10"), Run()),
        after=(Run(codes=(0, 7), hours=6, new=9), Run("", (0,), hours=1)),
    ),
]
LIES = [*ANOTHER, *SHORT, *HONEST_DAYS, *MIXED, *LINKED, *ALL_DAY]
