"""Lies of indexes that have pages for each day: Kompas.com, and the kanals of detik."""

from datetime import date, timedelta

from worlds.lying_days import DetikPublisher, KompasPublisher

from lab.faults import (
    MAINTENANCE,
    after,
    empty,
    first_page,
    leads_to,
    lists,
    looks,
    other_section,
    pages,
    says,
    status,
    to_first_page,
)
from lab.lie import Lie, Run

TODAY = date(2026, 1, 20)
WINDOW = "since=2026-01-15 until=2026-01-19"
KANALS = "sections=news,finance,travel"


def day(ago):
    return TODAY - timedelta(days=ago)


def kompas():
    """Forty a day on three pages, and fifteen today until noon."""
    return KompasPublisher().days(15, *[40] * 5)


def short_kompas():
    """Ten a day for a fortnight."""
    return KompasPublisher().days(*[10] * 15)


def full_kompas():
    """Thirty a day, which fill two pages exactly."""
    return KompasPublisher().days(15, *[30] * 5)


def kompas_with_photos():
    """Later on page 2 of today will show films only; page 2 of three days ago does."""
    site = KompasPublisher().days(15, 40, 40).days(0, 0, 0, 0, 40, 40)
    now, noon = site.now, site.now.replace(hour=12) - timedelta(days=3)
    site.publish(15, noon - timedelta(hours=10), noon - timedelta(hours=6))
    site.publish(15, noon - timedelta(hours=6), noon - timedelta(hours=2), kind="photos")
    site.publish(15, noon - timedelta(hours=2), noon + timedelta(hours=6))
    site.publish(30, now, now + timedelta(hours=2))
    site.publish(15, now + timedelta(hours=2), now + timedelta(hours=4), kind="photos")
    return site.publish(15, now + timedelta(hours=4), now + timedelta(hours=6))


def detik():
    """In each of three kanals 22 a day, on two pages."""
    return DetikPublisher().days(*[66] * 4)


HOWS = {
    "is empty": empty,
    "is a 404": status(404),
    "is a 410": status(410),
    "is a 500": status(500),
    "is cut after 5 of 15": looks(cards=5),
    "is a maintenance page": says(MAINTENANCE),
    "redirects home": leads_to(lambda site: site.home),
    "redirects to page 1": to_first_page,
    "is page 1 again": first_page,
    "is another section's list": other_section("money"),
    "has new classes": looks(renamed=0),
    "has new classes for 13 of 15": looks(renamed=2),
}
"""What can be wrong with a page in the middle of a day."""


def on(*ago):
    """Where a list page is of one of these days."""
    return lambda place: place.day in {day(each) for each in ago}


def kanal(name, *ago, number=None):
    """Where a page is of a kanal, and of those days if any are given."""
    return lambda place: (
        place.section == name and (not ago or on(*ago)(place)) and number in (None, place.number)
    )


def later(name, fault, runs=1, new=0, hours=6, first=45, **own):
    """Runs that find 45 new articles, on the first three of today's four pages."""
    under = (Run(new=first, hours=hours), *(Run(new=new) for _ in range(runs - 1)))
    return Lie(name, kompas, fault, under, before=(Run("since=2026-01-15"), Run()), **own)


def window(name, fault, site=kompas, arguments=WINDOW, runs=1, codes=(7,), **own):
    return Lie(name, site, fault, (Run(arguments, codes),) * runs, **own)


def of_detik(name, fault, codes=(7,), **own):
    arguments = f"since=2026-01-17 until=2026-01-19 {KANALS}"
    return Lie(name, detik, fault, (Run(arguments, codes),), **own)


LATER = [
    *(
        later(f"dated, later run: page 2 of today {name}", lists(how, pages(2, day=TODAY)))
        for name, how in HOWS.items()
    ),
    later("dated, later run: page 1 of today is empty", lists(empty, pages(1, day=TODAY))),
    later("dated, later run: page 1 of today is a 404", lists(status(404), pages(1, day=TODAY))),
    later(
        "dated, later run: page 1 of today is cut after 5 of 15",
        lists(looks(cards=5), pages(1, day=TODAY)),
    ),
    later(
        "dated, later run: page 2 of today is empty, twice, with new ones in between",
        lists(empty, pages(2, day=TODAY)),
        runs=2,
        new=20,
    ),
    later(
        "dated, later run: page 2 of today is a 500, twice, with new ones in between",
        lists(status(500), pages(2, day=TODAY)),
        runs=2,
        new=20,
    ),
    later(
        "dated, over midnight: page 1 of yesterday is a 404",
        lists(status(404), on(0)),
        hours=20,
        first=80,
    ),
    later(
        "dated, over midnight: page 2 of yesterday is empty",
        lists(empty, pages(2, day=TODAY)),
        hours=20,
        first=80,
    ),
    later(
        "dated, over midnight: yesterday is under maintenance",
        lists(says(MAINTENANCE), on(0)),
        hours=20,
        first=80,
    ),
    Lie(
        "dated, later run: page 2 of today shows films only",
        kompas_with_photos,
        None,
        (Run("", (0,), hours=6),),
        before=(Run("since=2026-01-15"), Run()),
        shows=(),
    ),
]
WINDOWS = [
    *(
        window(f"dated, window: page 2 of a day {name}", lists(how, pages(2, day=day(3))))
        for name, how in HOWS.items()
    ),
    window("dated, window: page 1 of a day is empty", lists(empty, on(3))),
    window("dated, window: page 1 of a day is a 404", lists(status(404), on(3))),
    window("dated, window: page 1 of a day is a 500", lists(status(500), on(3)), most_missing=40),
    window(
        "dated, window: a day redirects to another",
        lists(
            leads_to(
                lambda site: site.list_address(
                    site.place_at("https://indeks.kompas.com/?site=all&date=2026-01-18&page=1")
                )
            ),
            on(3),
        ),
    ),
    window("dated, window: two days are under maintenance", lists(says(MAINTENANCE), on(2, 3))),
    window("dated, window: two days in the middle are empty", lists(empty, on(2, 3))),
    window("dated, window: the newest day is a 404", lists(status(404), on(1))),
    window("dated, window: the oldest day is a 404", lists(status(404), on(5))),
    window("dated, window: the newest two days are a 404", lists(status(404), on(1, 2))),
    window("dated, window: the oldest two days are a 500", lists(status(500), on(4, 5))),
    window(
        "dated, window: page 1 of the newest day is a 500",
        lists(status(500), on(1)),
        most_missing=40,
    ),
    window(
        "dated, window: 12 of 14 days are a 404",
        lists(status(404), on(*range(2, 8), *range(9, 15))),
        short_kompas,
        "since=2026-01-06 until=2026-01-19",
    ),
    window(
        "dated, window: page 2 of full days is a 404",
        lists(status(404), pages(2, day=day(3))),
        full_kompas,
    ),
    window(
        "dated, backfill: page 2 of a day is a 500 for three runs",
        lists(status(500), pages(2, day=day(2))),
        runs=3,
        most_missing=25,
    ),
    window(
        "dated, backfill: page 1 of the newest day is a 500 for three runs",
        lists(status(500), on(1)),
        runs=3,
        most_missing=40,
    ),
    window(
        "dated, window: page 2 of a day shows films only",
        None,
        kompas_with_photos,
        codes=(0,),
        shows=(),
    ),
    window("dated, window: page 2 of each day is page 1 again", lists(first_page, after(1))),
]
KANAL = [
    of_detik("kanals: one is a 404 on all days", lists(status(404), kanal("finance"))),
    of_detik("kanals: one is a 500 on all days", lists(status(500), kanal("finance"))),
    of_detik("kanals: one has new classes", lists(looks(renamed=0), kanal("finance"))),
    of_detik("kanals: one is a soft 404", lists(says(MAINTENANCE), kanal("finance"))),
    of_detik(
        "kanals: one redirects home", lists(leads_to(lambda site: site.home), kanal("finance"))
    ),
    of_detik("kanals: one is another's list", lists(other_section("news"), kanal("finance"))),
    of_detik("kanals: one has a day that is a 404", lists(status(404), kanal("finance", 2))),
    of_detik("kanals: one has two days that are a 404", lists(status(404), kanal("finance", 1, 2))),
    of_detik(
        "kanals: page 1 of one is empty on a day", lists(empty, kanal("finance", 2, number=1))
    ),
    of_detik(
        "kanals: two of three are a 404 on most days",
        lists(status(404), lambda place: place.section != "news" and place.day != day(3)),
    ),
    Lie(
        "kanals: one is a 404, though it had articles before",
        detik,
        lists(status(404), kanal("finance")),
        (Run(KANALS, new=30, hours=6), Run(KANALS, new=9)),
        before=(Run(f"since=2026-01-19 {KANALS}"), Run(KANALS)),
    ),
    Lie(
        "kanals: page 1 of one is empty today",
        detik,
        lists(empty, kanal("finance", 0)),
        (Run(KANALS, new=30, hours=6), Run(KANALS, new=9)),
        before=(Run(f"since=2026-01-19 {KANALS}"), Run(KANALS)),
    ),
]

LIES = [*LATER, *WINDOWS, *KANAL]
