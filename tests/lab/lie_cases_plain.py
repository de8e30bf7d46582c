"""Lies of an index whose pages link to the next, and of section fronts."""

from datetime import timedelta

from worlds.lying_plain import HOME, PlainPublisher

from lab.faults import (
    MAINTENANCE,
    after,
    articles,
    both,
    empty,
    ends_old,
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

WINDOW = "since=2026-01-16"
MIDDLE = "since=2026-01-17 until=2026-01-18"
FRONTS = "sections=ekonomi,olahraga"


def press():
    """Twenty a day for twelve days, a page for each."""
    return PlainPublisher().days(*[20] * 12)


def press_with_photos():
    """Page 3 shows photo series only, and in some hours page 2 will, too."""
    site = PlainPublisher().days(20, 20).days(0, 0, 20, kind="photos").days(0, 0, 0, *[20] * 9)
    now = site.now
    site.publish(30, now, now + timedelta(hours=2))
    site.publish(20, now + timedelta(hours=2), now + timedelta(hours=4), kind="photos")
    return site.publish(20, now + timedelta(hours=4), now + timedelta(hours=6))


def home(site):
    return site.home + "/"


HOWS = {
    "is empty": empty,
    "is a 404": status(404),
    "is a 410": status(410),
    "is a 500": status(500),
    "is cut after 5 of 20": looks(cards=5),
    "has no next link": looks(pager="stuck"),
    "has a renamed pager": looks(pager="renamed"),
    "is a maintenance page": says(MAINTENANCE),
    "redirects home": leads_to(home),
    "redirects to a section": leads_to(lambda site: f"{HOME}/olahraga"),
    "is another section's list": other_section("olahraga"),
    "redirects to page 1": to_first_page,
    "is page 1 again": first_page,
    "has new classes": looks(renamed=0),
    "has new classes for 18 of 20": looks(renamed=2),
}
"""What can be wrong with a page in the middle of a list."""


def later(name, fault, runs=1, new=0, codes=(7,), **own):
    """Runs that find 70 new articles, on four pages, above what is known."""
    under = (Run("", codes, hours=6, new=70), *(Run("", codes, new=new) for _ in range(runs - 1)))
    return Lie(name, press, fault, under, before=(Run(WINDOW), Run()), **own)


def window(name, fault, arguments=WINDOW, runs=1, **own):
    """Runs for a window of five days, or two in the middle."""
    return Lie(name, press, fault, (Run(arguments),) * runs, **own)


KNOWN_FRONTS = (Run(f"{WINDOW} {FRONTS}"), Run(FRONTS), Run(FRONTS))


def fronts(name, fault, before=KNOWN_FRONTS, new=100, **own):
    """Runs that walk two section fronts, with 50 new articles on each."""
    under = (Run(FRONTS, new=new, hours=6),)
    return Lie(name, press, fault, under, before=before, **own)


LATER = [
    *(
        later(f"plain, later run: page 2 {name}", lists(how, pages(2, section="")))
        for name, how in HOWS.items()
    ),
    later("plain, later run: page 1 is cut after 5 of 20", lists(looks(cards=5), pages(1))),
    later("plain, later run: page 1 has no pager", lists(looks(pager="none"), pages(1))),
    later(
        "plain, later run: the pager is renamed everywhere, twice, with new ones in between",
        lists(looks(pager="renamed")),
        runs=2,
        new=25,
    ),
    later(
        "plain, later run: page 1 is cut after 5 of 20, twice, with new ones in between",
        lists(looks(cards=5), pages(1)),
        runs=2,
        new=17,
    ),
    later(
        "plain, later run: page 2 is a 404, twice, with new ones in between",
        lists(status(404), pages(2)),
        runs=2,
        new=25,
    ),
    later(
        "plain, later run: two old ones end every page",
        lists(ends_old()),
        codes=(0, 7),
        shows=(),
    ),
    later("plain, later run: pages 2 to 4 are a 500", lists(status(500), after(1))),
    Lie(
        "plain, later run: page 2 shows photos only",
        press_with_photos,
        None,
        (Run("", (0,), hours=6),),
        before=(Run("since=2026-01-19"), Run()),
        shows=(),
    ),
    Lie(
        "plain, later run: all lists have new classes",
        press,
        lists(looks(renamed=0)),
        (Run(new=30, codes=(4, 7)),),
        before=(Run(WINDOW), Run()),
    ),
    Lie(
        "plain, later run: a box of two old ones has the list's class",
        press,
        lists(looks(renamed=2)),
        (Run(new=30), Run(new=10)),
        before=(Run(WINDOW), Run()),
    ),
    Lie(
        "plain, later run: the index redirects to a section",
        press,
        lists(leads_to(lambda site: f"{HOME}/olahraga"), lambda place: not place.section),
        (Run(new=30, codes=(4, 7)),),
        before=(Run(WINDOW), Run()),
    ),
]
WINDOWS = [
    *(
        window(f"plain, window: page 3 {name}", lists(how, pages(3, section="")))
        for name, how in HOWS.items()
        if "18 of 20" not in name  # it takes other pages to compare with
    ),
    window("plain, window: no page has a pager", lists(looks(pager="none"))),
    window("plain, window: pages 2 to 5 are page 1", lists(first_page, after(1))),
    window("plain, window: pages 3 to 5 lead to page 1", lists(to_first_page, after(2))),
    window(
        "plain, window: pages 2 and 3 are a 500, twice", lists(status(500), pages(2, 3)), runs=2
    ),
    Lie(
        "plain, window: page 3 shows photos only",
        press_with_photos,
        None,
        (Run(WINDOW, (0,)),),
        shows=(),
    ),
    Lie(
        "plain, window: page 3 has new classes for 18 of 20",
        press,
        lists(HOWS["has new classes for 18 of 20"], pages(3)),
        (Run(WINDOW),),
        before=(Run("since=2026-01-12 until=2026-01-13"),),
    ),
    window("plain, middle window: page 3 is empty", lists(empty, pages(3)), MIDDLE),
    window("plain, middle window: page 2 is a 404", lists(status(404), pages(2)), MIDDLE),
    window(
        "plain, middle window: page 3 has no next link",
        lists(looks(pager="stuck"), pages(3)),
        MIDDLE,
    ),
]
FIRST = [
    Lie(f"plain, first run: page 2 {name}", press, lists(HOWS[name], pages(2)), (Run(),))
    for name in ("is empty", "is a 404", "is a 500", "is page 1 again", "redirects home")
]
SECTIONS = [
    *(
        fronts(f"fronts: page 2 of one {name}", lists(how, pages(2, section="ekonomi")))
        for name, how in HOWS.items()
        if "section" not in name
    ),
    *(
        fronts(f"fronts: one {name}", lists(HOWS[name], pages(1, section="ekonomi")))
        for name in ("is empty", "is a 404", "is a 500", "has new classes", "is cut after 5 of 20")
    ),
    fronts("fronts: one redirects home", lists(leads_to(home), pages(1, section="ekonomi"))),
    fronts(
        "fronts: one redirects to the index",
        lists(leads_to(lambda site: f"{HOME}/indeks"), pages(1, section="ekonomi")),
    ),
    fronts(
        "fronts: one is a soft 404 from the first run on",
        lists(
            says("<html><body><h1>Halaman tidak ditemukan</h1></body></html>"),
            lambda place: place.section == "ekonomi",
        ),
        before=(),
        new=0,
    ),
    Lie(
        "fronts: one redirects home, first run",
        press,
        lists(leads_to(home), pages(1, section="ekonomi")),
        (Run(FRONTS),),
    ),
]


def substitutes(name, site, fault, codes=(7,)):
    """The index is gone; feed or sitemap have some of what is new."""
    under = (Run(new=70, hours=6, codes=codes),)
    return Lie(name, site, fault, under, before=(Run(WINDOW), Run()))


def with_feed():
    site = press()
    site.feed = 20
    return site


def with_map():
    site = press()
    site.sitemap = 30
    return site


SUBSTITUTES = [
    substitutes("other roads: a feed has 20 of 70 new", with_feed, lists(status(404))),
    substitutes("other roads: a sitemap has 30 of 70 new", with_map, lists(status(404))),
    substitutes(
        "other roads: a feed has 20 of 70 new, the index is forbidden",
        with_feed,
        lists(status(403)),
        codes=(5, 7),
    ),
    substitutes(
        "other roads: the index is under maintenance, a feed has 20 of 70 new",
        with_feed,
        both(lists(says(MAINTENANCE)), articles(status(404), lambda piece: False)),
    ),
]

LIES = [*LATER, *WINDOWS, *FIRST, *SECTIONS, *SUBSTITUTES]
