"""A walk down a made-up dated index: what it asks for, and what it finds amiss."""

from datetime import date

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.failures import Reason, http_reason
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.listing import Kind, Listing, Sight, Usual
from newsscraper.window import Window

ROAD = DatedIndex("https://mediaindonesia.com/indeks/{day:%Y-%m-%d}/{page}")
TODAY = date(2026, 1, 20)
USUAL = Usual(20, cards=10, links=10)
GONE, DOWN = Kind.ABSENT, Kind.FAILED
NO_ARTICLES, NOT_UNDERSTOOD = Reason.NO_ARTICLES, Reason.NOT_UNDERSTOOD
HTTP_404 = http_reason(404)
FULL_DAY = (10, 10, 4)


def window(first, last):
    return Window(date(2026, 1, first), date(2026, 1, last))


def links_of(day, number, count):
    moment = f"{day}T10:00:00+07:00"
    names = [f"{day}-{number}-{each}" for each in range(count)]
    return {key: {"url": key, "headline": None, "date_published": moment} for key in names}


def walked(
    listed,
    asked,
    had=(),
    usual=USUAL,
    strays=0,
    pager=0,
    begins=None,
    least=0,
    empty=False,
    now=None,
    settled=None,
):
    """The pages that a walk asks for, and those that it shows to be a fault, with why.

    *listed*: day -> what its pages list: a number of articles, or what they are; none is there
    behind the last. *had*: pages that listed ten when they were read before. *pager*: so many
    pages every page links to, or a function of the day. *begins*: the page with which it goes on
    with another walk. *least*: what each of the last days had at this hour. *empty*: some page
    was there and listed nothing. *now*: when today is read, of which the times are told. *settled*:
    before that day a complete walk has met all.
    """
    plan = Plan(ROAD, asked, today=TODAY, usual=usual, shows_empty=empty, settled_before=settled)
    walk = Walk(plan)
    page, places, unread = begins or ROAD.first_page(asked, TODAY), [], {}
    while page:
        day, number = ROAD.read_url(page)
        places.append((day.day, number))
        assert len(places) < 60
        pages = listed.get(day.day, ())
        what = pages[number - 1] if number <= len(pages) else 0
        links = what if isinstance(what, dict) else links_of(day, number, _count(what))
        length = pager(day.day) if callable(pager) else pager
        linked = [(ROAD.page(day, each), "") for each in range(1, length + 1)]
        listing = Listing([links], linked, strays=0 if links else strays)
        kind = what if isinstance(what, Kind) else None
        if kind is None:
            walk.record(listing.parts[0], (), ())
            kind = walk.kind_of(page, listing)
        before, by_now = 10 if places[-1] in had else 0, least if day == TODAY else 0
        moment = now if day == TODAY and kind == Kind.LIST else None
        step = walk.advance(page, Sight(kind, listing, before, by_now, moment))
        unread |= step.unread
        page = step.page
    return places, {place(each): reason for each, reason in unread.items()}


def _count(what):
    return what if isinstance(what, int) else 0


def place(page):
    day, number = ROAD.read_url(page)
    return day.day, number
