"""Lies of lists without days that come in twos, last for several runs, or lead to another list."""

import copy
from dataclasses import replace
from datetime import timedelta

from worlds.lying import HONEST, page
from worlds.lying_plain import HOME, PlainPublisher

from lab.faults import after, both, empty, lists, looks, pages, status, to_first_page
from lab.lie import Lie, Run
from lab.lie_cases_plain import FRONTS, KNOWN_FRONTS, WINDOW, press

KNOWN = (Run(WINDOW), Run())


def small():
    """Four pages in all."""
    return PlainPublisher().days(20, 20, 20, 20)


class Thinner(PlainPublisher):
    """From the sixth hour on it shows fewer a page."""

    few = 10

    @property
    def per_page(self):
        return self.few if self.now >= self.began + timedelta(hours=6) else 20


class Thinnest(Thinner):
    few = 5


def thinner():
    return Thinner().days(*[20] * 12)


def thinnest():
    return Thinnest().days(*[20] * 12)


# --- How a page can be wrong ----------------------------------------------------------------------


def as_before(hours):
    """The page as it was: a copy that is kept too long."""

    def how(site, place):
        then = copy.copy(site)
        then.now = max(site.now - timedelta(hours=hours), site.began)
        return then.answer_list(place)

    return how


def next_is(address, **changes):
    """A page whose only link leads to *address*, a function of site and place."""

    def how(site, place):
        html = site.list_page(place, replace(HONEST, **changes, pager="none"))
        link = f'<div class="pagination"><a href="{address(site, place)}" rel="next">&gt;</a></div>'
        return page(html.replace("</ul><", f"</ul>{link}<", 1))

    return how


def page_number(number):
    return lambda site, place: site.list_address(replace(place, number=number))


def itself(site, place):
    return site.list_address(place)


def the_last(site, place):
    return site.list_address(replace(place, number=site.on(place)[1]))


def pager_of(path):
    """A page with the pager of another list in place of its own."""
    return next_is(lambda site, place: f"{HOME}/{path}")


def box_of(count, start=-40, pager=False):
    """A page with *count* old ones and nothing else."""

    def how(site, place):
        old = tuple(site.pieces[start : start + count])
        html = site.list_page(place, replace(HONEST, cards=0))
        cards = "".join(site.card(each, False, HONEST) for each in old)
        links = site.pager(place, HONEST) if pager else ""
        return page(
            html.replace('<ul class="list-3"></ul>', f'<ul class="list-3">{cards}</ul>{links}')
        )

    return how


def another_place(number):
    """What stands on another page of the list, under the address and with the pager of this."""

    def how(site, place):
        html = site.list_page(replace(place, number=number))
        other = site.pager(replace(place, number=number), HONEST)
        address = site.list_address(replace(place, number=number))
        html = html.replace(other, site.pager(place, HONEST))
        return page(html.replace(f'"{address}"', f'"{site.list_address(place)}"', 2))

    return how


def for_hours(first, last, fault):
    """A fault from one hour of the site's life to another."""

    def at(site, url):
        hours = (site.now - site.began) / timedelta(hours=1)
        return fault(site, url) if first <= hours <= last else None

    return at


# --- Which runs -----------------------------------------------------------------------------------


def later(name, fault, *under, site=press, before=KNOWN, codes=(7,), **own):
    """Runs that find 70 new articles, on four pages, above what is known."""
    first = Run(own.pop("arguments", ""), codes, hours=6, new=70)
    return Lie(f"lists, later run: {name}", site, fault, (first, *under), before=before, **own)


def window(name, fault, *under, site=press, arguments=WINDOW, **own):
    return Lie(f"lists, window: {name}", site, fault, (Run(arguments), *under), **own)


def again(*new, arguments="", codes=(7,)):
    """A run for each number of new articles, an hour after the one before."""
    return tuple(Run(arguments, codes, new=number) for number in new)


OTHERS = {
    "of a section": "olahraga/20/20",
    "of the popular list": "populer/20/20",
    "of a topic": "tag/pasar?page=2",
}
NEXTS = {
    "itself": itself,
    "page 1": page_number(1),
    "the last page": the_last,
    "page 4": page_number(4),
}

ENDS = [
    window(
        "the last page is cut, known ground ends above it",
        lists(looks(cards=5), pages(4)),
        site=small,
        before=(Run(), Run()),
    ),
    window(
        "the last page but one is cut, known ground ends there",
        lists(looks(cards=5), pages(3)),
        site=small,
        before=(Run(), Run()),
    ),
    window(
        "page 3 is two old ones and no pager", lists(box_of(2), pages(3)), before=(Run(), Run())
    ),
    window("page 3 is two old ones and no pager, first run", lists(box_of(2), pages(3))),
    window(
        "page 3 is cut and ends with two old ones",
        lists(
            lambda site, place: page(
                site.list_page(
                    place,
                    replace(HONEST, pager="none", ending=tuple(site.pieces[-2:])),
                )
            ),
            pages(3),
        ),
    ),
    later("page 2 is two old ones and no pager", lists(box_of(2), pages(2))),
    later(
        "page 2 is two old ones and no pager, three runs",
        lists(box_of(2), pages(2)),
        *again(25, 25),
    ),
    later("page 2 is two old ones", lists(box_of(2, pager=True), pages(2))),
    later("page 2 is twenty old ones", lists(box_of(20, pager=True), pages(2))),
    later("page 2 is twenty old ones and no pager", lists(box_of(20), pages(2))),
    later(
        "page 1 is two old ones and no pager, little is known",
        lists(box_of(2), pages(1)),
        before=(Run(),),
    ),
]
STALE = [
    later("page 2 is six hours old", lists(as_before(6), pages(2))),
    later("pages 2 to 12 are six hours old", lists(as_before(6), after(1))),
    later("pages 2 and 3 are six hours old", lists(as_before(6), pages(2, 3))),
    later("page 2 is six hours old, twice", lists(as_before(6), pages(2)), *again(25)),
    later(
        "page 2 is six hours old and page 3 a 500",
        both(lists(as_before(6), pages(2)), lists(status(500), pages(3))),
    ),
    Lie(
        "lists, fronts: page 2 of one is six hours old",
        press,
        lists(as_before(6), pages(2, section="ekonomi")),
        (Run(FRONTS, new=100, hours=6),),
        before=KNOWN_FRONTS,
    ),
    later("page 2 is page 3", lists(another_place(3), pages(2))),
    later(
        "pages 2 and 3 are swapped",
        both(lists(another_place(3), pages(2)), lists(another_place(2), pages(3))),
        codes=(0, 7),
        shows=(),
    ),
    later("page 2 is page 8", lists(another_place(8), pages(2))),
    window("page 3 is page 8", lists(another_place(8), pages(3))),
]
PAGERS = [
    *(
        later(f"page 2 has the pager {name} only", lists(pager_of(path), pages(2)))
        for name, path in OTHERS.items()
    ),
    *(
        window(f"page 3 has the pager {name} only", lists(pager_of(path), pages(3)))
        for name, path in OTHERS.items()
    ),
    later(
        "page 1 has the pager of a section only",
        lists(pager_of("olahraga/20/20"), pages(1, section="")),
    ),
    window(
        "all pages have the pager of a section only",
        lists(pager_of("olahraga/20/20"), lambda place: not place.section),
    ),
    Lie(
        "lists, first run: page 2 has the pager of a section only",
        press,
        lists(pager_of("olahraga/20/20"), pages(2)),
        (Run(),),
    ),
    Lie(
        "lists, fronts: page 1 of one has the pager of the other only",
        press,
        lists(pager_of("olahraga/20/20"), pages(1, section="ekonomi")),
        (Run(FRONTS, new=100, hours=6),),
        before=KNOWN_FRONTS,
    ),
    *(
        later(f"page 2 leads to {name}", lists(next_is(where), pages(2)), codes=(0, 7), shows=())
        for name, where in NEXTS.items()
    ),
    *(
        window(f"page 3 leads to {name}", lists(next_is(where), pages(3)), shows=())
        for name, where in NEXTS.items()
    ),
    *(
        later(f"page 1 leads to {name}", lists(next_is(where), pages(1)), codes=(0, 7), shows=())
        for name, where in NEXTS.items()
    ),
    later("page 1 is twenty old ones and no pager", lists(box_of(20, start=85), pages(1))),
    later("page 1 is twenty known ones", lists(box_of(20, start=90, pager=True), pages(1))),
    later("all pages lead to the last", lists(next_is(the_last)), codes=(0, 7), shows=()),
    later("all pages lead to themselves", lists(next_is(itself))),
    window("all pages lead to page 1", lists(next_is(page_number(1)))),
]
LASTING = [
    later(
        "two of 20 cards on every page are understood, eight runs",
        lists(lambda site, place: page(site.list_page(place, replace(HONEST, renamed=2)))),
        *again(*[25] * 7),
    ),
    later(
        "every page ends after 5 of 20, eight runs",
        lists(
            lambda site, place: page(
                site.list_page(place, replace(HONEST, cards=5)).replace(
                    "</ul><", f"</ul>{site.pager(place, HONEST)}<", 1
                )
            )
        ),
        *again(*[25] * 7),
    ),
    Lie(
        "lists, later run: ten stand on a page from now on",
        thinner,
        None,
        (Run(hours=6, new=70, codes=(0, 7)), *again(5, 5, 5, 25, codes=(0, 7))),
        before=KNOWN,
        after=(Run(codes=(0,), hours=25, new=30), Run(codes=(0,), hours=25, new=30)),
        shows=(),
    ),
    *(
        Lie(
            f"lists, later run: five stand on a page from now on, {name}",
            thinnest,
            None,
            (Run(hours=6, new=new, codes=(0, 7)), *again(*[3] * 5, codes=(0, 7))),
            before=KNOWN,
            after=(
                *(Run(codes=(0, 7), hours=12, new=4) for _ in range(14)),
                Run(codes=(0,), hours=25, new=9),
                Run(codes=(0,), hours=25, new=13),
            ),
            shows=(),
        )
        for name, new in (("70 are new", 70), ("two are new", 2))
    ),
    later("pages 2 and 3 are a 500, three runs", lists(status(500), pages(2, 3)), *again(25, 25)),
    later(
        "page 2 is a 500, then page 3, then page 4",
        both(
            for_hours(0, 7.5, lists(status(500), pages(2))),
            for_hours(7.6, 8.5, lists(status(500), pages(3))),
            for_hours(8.6, 99, lists(status(500), pages(4))),
        ),
        *again(25, 25),
    ),
    later("pages 2 to 12 are a 404, three runs", lists(status(404), after(1)), *again(25, 25)),
    later(
        "page 2 is empty, then page 1 is cut",
        both(
            for_hours(0, 7.5, lists(empty, pages(2))),
            for_hours(7.6, 99, lists(looks(cards=5), pages(1))),
        ),
        *again(25),
    ),
]
TOGETHER = [
    later(
        "page 2 is a 500 and page 3 has no next link",
        both(lists(status(500), pages(2)), lists(looks(pager="stuck"), pages(3))),
    ),
    later(
        "page 2 is cut and page 3 a 500",
        both(lists(looks(cards=5), pages(2)), lists(status(500), pages(3))),
    ),
    later(
        "page 1 has no pager and page 2 is a 404, twice",
        both(lists(looks(pager="none"), pages(1)), lists(status(404), pages(2))),
        *again(17),
    ),
    later(
        "page 2 is a 500, then the run is cut off, then it is a 500 again",
        lists(status(500), pages(2)),
        Run(new=25, settings="CLOSESPIDER_PAGECOUNT=9"),
        *again(25),
    ),
    later(
        "cut off at once, then page 2 is cut",
        lists(looks(cards=5), pages(2)),
        *again(25),
    ),
    later(
        "two pages at most, page 2 is a 500",
        lists(status(500), pages(2)),
        *again(25),
        arguments="max_pages=2",
    ),
    later(
        "two pages at most, then page 2 is two old ones",
        lists(box_of(2), pages(2)),
        *again(25),
        arguments="max_pages=2",
    ),
    later(
        "page 2 is a 500, then a window",
        lists(status(500), pages(2)),
        Run(WINDOW, new=25),
        *again(5),
        after=(Run(), Run(WINDOW), Run(codes=(0,), hours=25)),
    ),
    later(
        "page 2 is cut, then a window of today",
        lists(looks(cards=5), pages(2)),
        Run("since=2026-01-20", new=25),
        *again(5),
        after=(Run(), Run("since=2026-01-20"), Run(codes=(0,), hours=25)),
    ),
    Lie(
        "lists, window of today: page 2 is two old ones, then an incremental run",
        press,
        lists(box_of(2), pages(2)),
        (Run("since=2026-01-20", hours=6, new=70), *again(25)),
        before=KNOWN,
        after=(Run(), Run("since=2026-01-20"), Run(codes=(0,), hours=25)),
    ),
    Lie(
        "lists, first run: page 2 is a 500 and page 3 leads to page 1",
        press,
        both(lists(status(500), pages(2)), lists(next_is(page_number(1)), pages(3))),
        (Run(), *again(25)),
    ),
    Lie(
        "lists, first run: page 1 is empty, then page 2",
        press,
        both(for_hours(0, 1.5, lists(empty, pages(1))), for_hours(1.6, 99, lists(empty, pages(2)))),
        (Run(codes=(4, 7)), *again(0)),
    ),
    Lie(
        "lists, first run: pages 2 and 3 lead to page 1, three runs",
        press,
        lists(to_first_page, after(1)),
        (Run(), *again(25, 25)),
    ),
]


class Wavering(PlainPublisher):
    """It shows ten, twenty or thirty a page, by the hour."""

    @property
    def per_page(self):
        hours = int((self.now - self.began) / timedelta(hours=1))
        return (20, 10, 30)[hours % 3]


def wavering():
    return Wavering().days(*[20] * 12)


def pinned(fault):
    """An old one stands on top of each list page, whatever else is wrong with it."""

    def how(site, url):
        place = site.place_at(url)
        if not place:
            return fault(site, url)
        status_, headers, body = fault(site, url) or site.honest(url)
        card = site.card(site.pieces[75], False, HONEST).encode()
        first = b'<ul class="list-3">'
        return status_, headers, body.replace(first, first + card, 1)

    return how


def never(site, url):
    return None


MORE = [
    later("an old one on top of each page", pinned(never), codes=(0, 7), shows=()),
    later(
        "an old one on top of each page, page 2 is six hours old",
        pinned(lists(as_before(6), pages(2))),
    ),
    later(
        "an old one on top of each page, page 2 is cut",
        pinned(lists(looks(cards=5), pages(2))),
        *again(25),
    ),
    later(
        "ten, twenty or thirty stand on a page",
        never,
        *again(5, 25, 0, 45, codes=(0, 7)),
        site=wavering,
        codes=(0, 7),
        shows=(),
    ),
    later(
        "page 2 is six hours old, and a window finds it",
        lists(as_before(6), pages(2)),
        Run(WINDOW),
        codes=(7,),
    ),
    later(
        "page 2 is six hours old, then cut, then a 500, and then a window",
        both(
            for_hours(0, 7.5, lists(as_before(6), pages(2))),
            for_hours(7.6, 8.5, lists(looks(cards=5), pages(2))),
            for_hours(8.6, 99, lists(status(500), pages(2))),
        ),
        *again(25, 25),
        Run(WINDOW, new=5),
    ),
    later(
        "page 2 is six hours old, then the run is cut off, then healed for today only",
        lists(as_before(6), pages(2)),
        Run(new=25, settings="CLOSESPIDER_PAGECOUNT=4"),
        Run("since=2026-01-20", new=5),
        after=(Run(), Run("since=2026-01-20"), Run(codes=(0,), hours=25)),
    ),
    later(
        "page 2 has the pager of the popular list only and page 3 is a 500",
        both(lists(pager_of("populer/20/20"), pages(2)), lists(status(500), pages(3))),
        *again(25),
    ),
    Lie(
        "lists, first run: page 1 is cut and has the pager of a section",
        press,
        lists(
            lambda site, place: page(
                site.list_page(place, replace(HONEST, cards=5)).replace(
                    "</ul><",
                    f'</ul><div class="pagination"><a href="{HOME}/olahraga/20/20">2</a></div><',
                    1,
                )
            ),
            pages(1, section=""),
        ),
        (Run(),),
    ),
    Lie(
        "lists, window: page 5 is a 500, and then for an incremental run, too",
        press,
        lists(status(500), pages(5)),
        (Run(WINDOW), *again(90)),
        before=(Run(), Run()),
        after=(Run(), Run(WINDOW), Run(codes=(0,), hours=25)),
    ),
    Lie(
        "lists, window: page 3 is cut, then an incremental run meets page 2 cut",
        press,
        both(
            for_hours(0, 1.5, lists(looks(cards=5), pages(3))),
            for_hours(1.6, 99, lists(looks(cards=5), pages(2))),
        ),
        (Run(WINDOW), *again(30)),
        after=(Run(), Run(WINDOW), Run(codes=(0,), hours=25)),
    ),
]

LIES = [*ENDS, *STALE, *PAGERS, *LASTING, *TOGETHER, *MORE]
