"""Lies of dates, what is no article, and limits that end a run."""

from datetime import datetime

from worlds.lying_days import DetikPublisher, KompasPublisher
from worlds.lying_plain import PlainPublisher

from lab.faults import articles, lists, looks, shows
from lab.lie import Lie, Run

NOON = datetime(2025, 12, 12, 12)
"""The days before it are months, too, of dates that are past."""
WINDOW = "since=2025-12-05 until=2025-12-11"
DETIK = f"{WINDOW} sections=news,finance,travel"


def plain():
    return PlainPublisher(NOON).days(*[10] * 20)


def kompas():
    return KompasPublisher(NOON).days(*[10] * 12)


def detik():
    return DetikPublisher(NOON).days(*[12] * 12)


def dates(name, site, fault, arguments=WINDOW, codes=(9,), **own):
    under = (Run(arguments, codes),)
    return Lie(f"dates: {name}", site, fault, under, shows=(), **own)


SWAPPED, A_YEAR_OFF = looks(swaps_dates=True), looks(years=-1)
DATES = [
    dates("the index has months first, window", plain, lists(SWAPPED), codes=(7, 9)),
    dates(
        "the index has months first, first days of the month",
        plain,
        lists(SWAPPED),
        "since=2025-12-01 until=2025-12-10",
        codes=(7, 9),
    ),
    # Its addresses say the time, which wins over what is printed beside them.
    dates("the index of Kompas.com has months first", kompas, lists(SWAPPED), codes=(0, 9)),
    dates("the indexes of detik have months first", detik, lists(SWAPPED), DETIK),
    dates("the index is a year behind, window", plain, lists(A_YEAR_OFF), codes=(4, 7, 9)),
    dates("the index is a year behind, first run", plain, lists(A_YEAR_OFF), ""),
    dates("the index of Kompas.com is a year behind", kompas, lists(A_YEAR_OFF), codes=(0, 9)),
    dates("articles have months first", plain, articles(shows(swaps_dates=True)), "", heals=False),
    dates(
        "articles of detik have months first",
        detik,
        articles(shows(swaps_dates=True)),
        "sections=news,finance,travel",
        heals=False,
    ),
    dates(
        "articles of Kompas.com have months first",
        kompas,
        articles(shows(swaps_dates=True)),
        "",
        heals=False,
    ),
    dates("articles are a year behind", plain, articles(shows(years=-1)), "", heals=False),
    dates("articles are a year behind, window", plain, articles(shows(years=-1)), codes=(7, 9)),
    dates(
        "articles have months first, window", plain, articles(shows(swaps_dates=True)), codes=(7, 9)
    ),
]


def series():
    """Nine articles and two photo series of one kanal."""
    site = DetikPublisher(NOON)
    site.sections = ("travel",)
    return site.days(0, 9, 8, 8).days(0, 2, 2, kind="photos")


def one_series():
    site = DetikPublisher(NOON)
    site.sections = ("travel",)
    return site.days(0, 10).days(0, 3, kind="photos")


def films():
    """Twelve articles and four films without a text."""
    return PlainPublisher(NOON).days(12, *[10] * 9).days(4, kind="video")


def coming_films():
    """The films will come after the first runs."""
    site = PlainPublisher(NOON).days(12, *[10] * 9)
    later = NOON.replace(hour=15)
    return site.publish(3, later, later.replace(hour=16), kind="video")


def no_articles(name, site, *under, before=()):
    return Lie(f"no article: {name}", site, None, under, before=before, shows=("not_article",))


TRAVEL = "since=2025-12-11 until=2025-12-11 sections=travel"
NO_ARTICLES = [
    no_articles("2 of 11 are photo series", series, Run(TRAVEL, (0,))),
    no_articles("3 of 13 are photo series", one_series, Run(TRAVEL, (0,))),
    no_articles(
        "4 of 21 are photo series in two days",
        series,
        Run("since=2025-12-10 until=2025-12-11 sections=travel", (0,)),
    ),
    no_articles("4 of 16 are films without a text", films, Run("since=2025-12-12", (0,))),
    no_articles(
        "3 of 12 new ones are films without a text",
        coming_films,
        Run("", (0,), hours=3, new=9),
        before=(Run("since=2025-12-11"), Run()),
    ),
]


def limited(name, site, limit, arguments="", before=(), new=0):
    """A limit of Scrapy ends a run, and none the next."""
    under = (Run(arguments, hours=3, new=new, settings=limit),)
    columns = ("to_fetch", "unread", "failed")
    return Lie(f"limits: {name}", site, None, under, before=before, shows=columns)


ITEMS, PAGES = "CLOSESPIDER_ITEMCOUNT=5", "CLOSESPIDER_PAGECOUNT=4"
TIME = "CLOSESPIDER_TIMEOUT=1 DOWNLOAD_DELAY=0.1"
KNOWN = (Run("since=2025-12-08"), Run())
LIMITS = [
    limited("five items, window", plain, ITEMS, WINDOW),
    limited("five items, first run", plain, ITEMS),
    limited("five items, later run", plain, ITEMS, before=KNOWN, new=45),
    limited("four pages, window", plain, PAGES, WINDOW),
    limited("four pages, later run", plain, PAGES, before=KNOWN, new=45),
    limited("a second, window", plain, TIME, WINDOW),
    limited("five items, window of Kompas.com", kompas, ITEMS, WINDOW),
    limited("four pages, kanals", detik, PAGES, DETIK),
    limited("five items, what is asked for", plain, ITEMS, "urls=@urls.txt"),
]

LIES = [*DATES, *NO_ARTICLES, *LIMITS]
