"""Lies of what stands in for a dead index, of passing faults that mix, and of dates on trial."""

from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta

from worlds.lying import HONEST, page, printed
from worlds.lying_days import KompasPublisher
from worlds.lying_plain import HOME, PlainPublisher

from lab.faults import PAYWALL, articles, both, empty, leads_to, lists, pages, robots, shows, status
from lab.lie import Lie, Run
from lab.lie_cases_plain import FRONTS, MIDDLE, WINDOW, press

KNOWN = (Run(WINDOW), Run())
SIX_HOURS = (Run(hours=6, new=24),)


def kompas():
    return KompasPublisher().days(*[20] * 12)


def hours(site):
    """How long ago the first run was."""
    return (site.now - site.began).total_seconds() / 3600


def until(moment_of, fault):
    """The fault, as long as less time has passed since the first run than *moment_of* hours."""
    return lambda site, url: fault(site, url) if hours(site) < moment_of else None


def since(moment_of, fault):
    """The fault, from so many hours after the first run on."""
    return lambda site, url: fault(site, url) if hours(site) >= moment_of else None


# --- What stands in for a dead index --------------------------------------------------------------


def feed_of(pick):
    """A feed of the articles that *pick* chooses of a site."""
    return lambda site, url: xml(site.rss(pick(site))) if url == f"{HOME}/feed" else None


def map_of(pick):
    """A sitemap of them."""
    return lambda site, url: xml(site.url_set(pick(site))) if url == f"{HOME}/sitemap.xml" else None


def xml(text):
    return page(text, Content_Type="text/xml")


def newest(count, old=0):
    """The newest articles, and some of the oldest."""
    return lambda site: [*site.articles[:count], *site.articles[len(site.articles) - old :]]


def as_it_was(count, ago=0):
    """The newest articles of so many hours before the first run."""

    def pick(site):
        moment = site.began - timedelta(hours=ago)
        return [each for each in site.articles if each.moment <= moment][:count]

    return pick


def with_changed(count, step):
    """The newest articles, and each so many of the others, which were changed."""
    return lambda site: [*site.articles[:count], *site.articles[count::step]]


def of_section(name):
    """The articles of a section, newest first."""
    return lambda site: [each for each in site.articles if each.section == name]


def two_maps(count, how):
    """An index of two sitemaps: one has so many of the newest, the other answers as *how* says."""

    def fault(site, url):
        if url == f"{HOME}/sitemap.xml":
            names = ("baru", "lama")
            entries = "".join(f"<sitemap><loc>{HOME}/{name}.xml</loc></sitemap>" for name in names)
            space = "http://www.sitemaps.org/schemas/sitemap/0.9"
            return xml(f'<sitemapindex xmlns="{space}">{entries}</sitemapindex>')
        if url == f"{HOME}/baru.xml":
            return xml(site.url_set(site.articles[:count]))
        return how(site, None) if url == f"{HOME}/lama.xml" else None

    return fault


GONE, FORBIDDEN = lists(status(404)), lists(status(403))
"""The lists, and with them the index, are not there, or not for us."""


NO_INDEX = robots("User-agent: *\nDisallow: /indeks\nDisallow: /ekonomi$\nDisallow: /olahraga$\n")
LOGIN = lists(leads_to(lambda site: "https://masuk.example/login"))


def instead(name, *faults, under=SIX_HOURS, before=KNOWN, **own):
    return Lie(f"stand-in: {name}", press, both(*faults), under, before=before, **own)


def windowed(name, *faults, arguments=WINDOW, runs=1, **own):
    """A window, on a store that has nothing."""
    under = (Run(arguments),) * runs
    return instead(name, *faults, under=under, before=(), **own)


SUBSTITUTES = [
    instead("a feed is as it was before", GONE, feed_of(as_it_was(20))),
    instead("a sitemap is as it was before", GONE, map_of(as_it_was(30))),
    instead("a sitemap of all is as it was before", GONE, map_of(as_it_was(500))),
    instead("a feed is as it was an age ago", GONE, feed_of(as_it_was(20, ago=30))),
    instead("a sitemap is as it was an age ago", GONE, map_of(as_it_was(100, ago=30))),
    instead(
        "a feed is as it was before, again and again",
        GONE,
        feed_of(as_it_was(20)),
        under=(Run(hours=6, new=24), Run(), Run(), Run(hours=7)),
    ),
    instead(
        "a feed was right once, then it stays as it was",
        GONE,
        until(9, feed_of(newest(60))),
        since(9, feed_of(as_it_was(60))),
        under=(Run(hours=6, new=24), Run(hours=3, new=12)),
    ),
    instead("a forbidden index, and a feed as an age ago", FORBIDDEN, feed_of(as_it_was(20, 30))),
    instead(
        "a feed has 20 of 70 new and two old ones",
        GONE,
        feed_of(newest(20, old=2)),
        under=(Run(hours=6, new=70),),
    ),
    instead(
        "a sitemap has 30 of 70 new and changed old ones",
        GONE,
        map_of(with_changed(30, 45)),
        under=(Run(hours=6, new=70),),
    ),
    instead(
        "one of two sitemaps is a 500",
        GONE,
        two_maps(30, status(500)),
        under=(Run(hours=6, new=70),),
    ),
    instead(
        "one of two sitemaps is gone",
        GONE,
        two_maps(30, status(404)),
        under=(Run(hours=6, new=70),),
    ),
    instead(
        "page 2 was a 500, then a feed has what is newest",
        until(9, lists(status(500), pages(2))),
        since(9, both(GONE, feed_of(newest(20)))),
        under=(Run(hours=6, new=70), Run()),
    ),
    instead(
        "page 2 was a 500, then a sitemap has 40",
        until(9, lists(status(500), pages(2, 3))),
        since(9, both(GONE, map_of(newest(40)))),
        under=(Run(hours=6, new=70), Run(new=3)),
    ),
    instead(
        "page 2 is forbidden, and a feed has the newest",
        lists(status(403), pages(2, 3, 4, 5)),
        feed_of(newest(20)),
        under=(Run(hours=6, new=70, codes=(5, 7)),),
    ),
    instead(
        "one front is there and one is a 500",
        lists(status(404), lambda place: not place.section),
        lists(status(500), lambda place: place.section == "olahraga"),
        under=(Run(hours=6, new=24),),
    ),
    instead("a feed has one section of two", GONE, feed_of(of_section("ekonomi"))),
    instead("a sitemap has one section of two", GONE, map_of(of_section("ekonomi"))),
    instead(
        "robots.txt forbids the index once, and a feed is old", NO_INDEX, feed_of(as_it_was(20))
    ),
    instead(
        "a feed is empty, and a sitemap as it was before",
        GONE,
        feed_of(newest(0)),
        map_of(as_it_was(30)),
    ),
    instead(
        "a feed has what is new and the run is cut short",
        GONE,
        feed_of(newest(20)),
        under=(Run(hours=6, new=70, settings="CLOSESPIDER_PAGECOUNT=40"),),
        shows=("unread", "to_fetch", "failed"),
    ),
    instead(
        "a feed has what is new, and its articles fail",
        GONE,
        feed_of(newest(60)),
        articles(status(500)),
        shows=("failed",),
    ),
    instead(
        "a feed has what is new, and its articles are gone",
        GONE,
        feed_of(newest(60)),
        articles(status(404)),
        shows=("failed",),
    ),
    instead("the index is empty, and a feed as it was", lists(empty), feed_of(as_it_was(20))),
    instead("the index is a login page, and a feed as it was", LOGIN, feed_of(as_it_was(20))),
    instead(
        "with sections a dead front has no stand-in",
        lists(status(404), lambda place: place.section == "ekonomi"),
        feed_of(newest(20)),
        under=(Run(FRONTS, hours=6, new=24),),
        before=(Run(f"{WINDOW} {FRONTS}"), Run(FRONTS), Run(FRONTS)),
    ),
    windowed("window: a sitemap has 30 of 100", GONE, map_of(newest(30))),
    windowed("window: a sitemap has 30 of 100, twice", GONE, map_of(newest(30)), runs=2),
    windowed("window: a sitemap has 30 and two old ones", GONE, map_of(newest(30, old=2))),
    windowed(
        "window: a sitemap ends before the window does",
        GONE,
        map_of(as_it_was(100, ago=60)),
        arguments=MIDDLE,
    ),
    windowed("window: one of two sitemaps is a 500", GONE, two_maps(30, status(500))),
    windowed(
        "window: the sitemap has none of the window",
        GONE,
        map_of(newest(20)),
        arguments=MIDDLE,
        runs=2,
    ),
]


# --- Lists that are kept somewhere on their way ---------------------------------------------------


def of_hours_ago(count):
    """A list as it was so many hours before."""

    def how(site, place):
        old = copy(site)
        old.now = site.now - timedelta(hours=count)
        return site.__class__.answer_list(old, place) or status(404)(site, place)

    return how


def kept(name, fault, *under, before=KNOWN, site=press, **own):
    """The last of the honest runs has met 24 new ones, and ten come after it."""
    known = (*before, Run(before[-1].arguments, hours=6, new=24))
    return Lie(f"kept list: {name}", site, fault, under, before=known, **own)


KEPT = [
    kept("all of it is of four hours ago", lists(of_hours_ago(4)), Run(new=10)),
    kept("all of it is of a day ago", lists(of_hours_ago(24)), Run(new=10)),
    kept("its first page is of four hours ago", lists(of_hours_ago(4), pages(1)), Run(new=30)),
    kept("its second page is of four hours ago", lists(of_hours_ago(4), pages(2)), Run(new=60)),
    kept(
        "a front is of a day ago",
        lists(of_hours_ago(24), lambda place: place.section == "ekonomi"),
        Run(FRONTS, new=20),
        before=(Run(f"{WINDOW} {FRONTS}"), Run(FRONTS), Run(FRONTS)),
    ),
    kept(
        "of Kompas.com all is of four hours ago", lists(of_hours_ago(4)), Run(new=10), site=kompas
    ),
]


# --- Passing faults: what a run may believe -------------------------------------------------------


def day():
    """Twenty-four of today, and older ones on the pages below."""
    return PlainPublisher().days(24, *[20] * 7)


def first(site):
    return site.address(site.articles[0])


def in_thirds(site, piece):
    """One in three is gone, one leads to the newest, one has the text of a paywall."""
    hows = (status(404), leads_to(first), shows(text=PAYWALL))
    return None if first(site) == site.address(piece) else hows[piece.number % 3](site, piece)


def film(site, piece):
    """The page of a film, without a text."""
    return page(site.article(replace(piece, kind="video")))


DAY = "since=2026-01-20 until=2026-01-20"
SEEN = (Run("since=2026-01-19"), Run())
NEW = {"hours": 6, "new": 24}
OPEN = ("failed", "to_fetch", "unread")


def passing(name, how, *under, before=SEEN, **own):
    return Lie(f"passing: {name}", day, articles(how), under, before=before, shows=(), **own)


def but_first(how):
    """The same for all but the newest."""
    return lambda site, piece: None if piece is site.articles[0] else how(site, piece)


def to_home(site):
    return f"{HOME}/"


HOURLY = (Run(new=7, codes=(0, 7), is_blind=True), Run(new=7), Run(new=7))
FEW = "CLOSESPIDER_PAGECOUNT=6"
PASSING = [
    passing("a third each is gone, leads elsewhere, is walled", in_thirds, Run(**NEW)),
    passing("the same thirds, twice", in_thirds, Run(**NEW), Run(new=3)),
    passing("the same thirds in a window, twice", in_thirds, Run(DAY), Run(DAY), before=()),
    passing(
        "all are gone twice, and the second run is cut short",
        status(404),
        Run(**NEW),
        Run(settings=FEW, codes=(7,)),
    ),
    passing(
        "all lead to the newest, and the run is cut short",
        lambda site, piece: None if piece is site.articles[0] else leads_to(first)(site, piece),
        Run(settings=FEW, **NEW),
    ),
    passing(
        "all have the paywall's text, and the run is cut short",
        shows(text=PAYWALL),
        Run(settings="CLOSESPIDER_PAGECOUNT=8", **NEW),
    ),
    passing("hourly a few lead to the newest", but_first(leads_to(first)), *HOURLY),
    passing("hourly a few have the paywall's text", shows(text=PAYWALL), *HOURLY),
    passing("hourly a few are gone", status(404), *HOURLY),
    passing("hourly a few lead home", leads_to(to_home), *HOURLY),
    passing("hourly a third each, a few at a time", in_thirds, *HOURLY),
    passing("all are the page of a film", film, Run(**NEW)),
    passing("all are the page of a film, in a window", film, Run(DAY), before=()),
    passing(
        "all are the page of a film, asked for by hand",
        film,
        Run("urls=@urls.txt"),
        before=(),
    ),
]


# --- Dates on trial -------------------------------------------------------------------------------

NEW_YEAR = datetime(2026, 1, 3, 12)
NOON = datetime(2025, 12, 12, 12)
DECEMBER = "since=2025-12-05 until=2025-12-11"


def around_new_year():
    return PlainPublisher(NEW_YEAR).days(*[10] * 20)


def in_december():
    return PlainPublisher(NOON).days(*[10] * 20)


def dated(how):
    """Cards with the dates that *how* makes of their moments."""

    def fault(site, place):
        html = site.list_page(place)
        for piece in site.on(place)[0]:
            right = f"{piece.moment.day}/{piece.moment.month}/{piece.moment:%Y %H:%M}"
            html = html.replace(f"<span>{right}</span>", f"<span>{how(site, piece)}</span>", 1)
        return page(html)

    return fault


def slashed(moment):
    return f"{moment.day}/{moment.month}/{moment:%Y %H:%M}"


def this_year(site, piece):
    return slashed(piece.moment.replace(year=site.now.year))


def last_year(site, piece):
    return slashed(piece.moment.replace(year=site.now.year - 1))


def now(site, piece):
    return slashed(site.now)


def swapped(site, piece):
    moment, (one, two) = printed(piece.moment, replace(HONEST, swaps_dates=True))
    return f"{one}/{two}/{moment:%Y %H:%M}"


def old_swapped(site, piece):
    is_old = piece.moment < site.began - timedelta(days=3)
    return swapped(site, piece) if is_old else slashed(piece.moment)


def failing_probes(how, count=12):
    """The first articles that a run asks for fail."""

    def fault(site, url):
        if not site.piece_at(url):
            return None
        asked = site.__dict__.setdefault("probed", [])
        asked.append(url)
        return how(site, None) if len(asked) <= count else None

    return fault


def on_trial(name, site, *faults, arguments=DECEMBER, codes=(7, 9), runs=1, **own):
    under = (Run(arguments, codes),) * runs
    return Lie(f"trial: {name}", site, both(*faults), under, shows=(), **own)


SWAPPED = lists(dated(swapped))
FRONTS_OF_DECEMBER = f"{DECEMBER} {FRONTS}"
TRIALS = [
    on_trial("probes are a 500", in_december, SWAPPED, failing_probes(status(500), 3)),
    on_trial("probes are a 404", in_december, SWAPPED, failing_probes(status(404), 3)),
    on_trial(
        "probes are refused",
        in_december,
        SWAPPED,
        failing_probes(status(403), 3),
        codes=(5, 7, 9),
    ),
    on_trial("all probes fail", in_december, SWAPPED, articles(status(500)), codes=(7,), runs=2),
    on_trial(
        "all probes are refused",
        in_december,
        SWAPPED,
        articles(status(403)),
        codes=(5, 7),
        runs=2,
    ),
    on_trial(
        "one of two fronts has months first",
        in_december,
        lists(dated(swapped), lambda place: place.section == "ekonomi"),
        arguments=FRONTS_OF_DECEMBER,
        codes=(0, 7, 9),
    ),
    on_trial("only old articles have months first", in_december, lists(dated(old_swapped))),
    on_trial(
        "December stands in the new year",
        around_new_year,
        lists(dated(this_year)),
        arguments="since=2025-12-28 until=2026-01-02",
    ),
    on_trial(
        "December stands in the new year, window of December",
        around_new_year,
        lists(dated(this_year)),
        arguments="since=2025-12-25 until=2025-12-30",
    ),
    on_trial(
        "all stands in the year before",
        around_new_year,
        lists(dated(last_year)),
        arguments="since=2025-12-28 until=2026-01-02",
        codes=(4, 7, 9),
    ),
    on_trial("each card has the present date", in_december, lists(dated(now))),
    on_trial("each card has the present date, twice", in_december, lists(dated(now)), runs=2),
    on_trial(
        "each card has the date of the first run",
        in_december,
        lists(dated(lambda site, piece: slashed(site.began))),
        runs=3,
    ),
    on_trial(
        "each card has a date of long ago",
        in_december,
        lists(dated(lambda site, piece: "1/1/2020 00:00")),
        codes=(4, 7, 9),
        runs=2,
    ),
]

LIES = [*SUBSTITUTES, *KEPT, *PASSING, *TRIALS]
