"""Where a walk goes on and when it ends, page by page."""

from datetime import date

import pytest

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.roads.index import Index
from newsscraper.roads.listing import Kind, Listing, Sight
from newsscraper.window import Window, day_of

INDEX = "https://mediaindonesia.com/indeks"
SINCE = Window(date(2026, 1, 10), date(2026, 1, 12))
OLD, INSIDE, NEW = (f"2026-01-{day}T10:00:00+07:00" for day in ("09", "11", "13"))


def walk_over(*pages, window=SINCE, page_limit=None):
    """Return after how many of *pages*, `{key: date}` each, a walk is over; None if it goes on."""
    walk, seen = Walk(Plan(Index(INDEX), window, page_limit=page_limit)), set()
    for number, dates in enumerate(pages, 1):
        links = {key: {"url": key, "headline": None, "date_published": dates[key]} for key in dates}
        if walk.fruitless.undated:
            walk.fruitless.judge(())  # what became of them says nothing
        walk.record(links, seen, ())
        seen.update(dates)
        page, following = (f"{INDEX}/20/{n * 20}" for n in (number, number + 1))
        listing = Listing([links], [(following, "next")])
        if walk.advance(page, Sight(walk.kind_of(page, listing), listing)).page is None:
            return number
    return None


@pytest.mark.parametrize(
    ("dates", "over"),
    [
        ([OLD, OLD, OLD], 3),
        ([OLD, OLD, INSIDE, OLD, OLD, INSIDE], None),
        ([OLD, OLD, NEW, OLD, OLD, OLD], 6),
        ([NEW] * 9, None),
        ([INSIDE] * 9, None),
        ([None] * 9, None),
        ([OLD, OLD, None, OLD, OLD, None], None),
    ],
)
def test_three_pages_in_a_row_that_are_older_than_since_end_a_walk(dates, over):
    assert walk_over(*({f"{number}": day} for number, day in enumerate(dates))) == over


def test_an_old_page_with_one_young_or_undated_item_is_judged_by_its_dates():
    assert walk_over(*({f"o{n}": OLD, f"y{n}": INSIDE} for n in range(9))) is None
    assert walk_over(*({f"o{n}": OLD, f"u{n}": None} for n in range(9))) == 3


def test_what_was_listed_before_has_no_say_on_the_age_of_a_page():
    assert walk_over({"pin": NEW, "1": NEW}, *({"pin": NEW, f"o{n}": OLD} for n in range(9))) == 4
    assert walk_over(*({"pin": OLD, f"y{n}": INSIDE} for n in range(9))) is None


def test_a_walk_without_since_never_ends_by_age():
    assert walk_over(*({f"{n}": OLD} for n in range(9)), window=Window()) is None
    assert (
        walk_over(*({f"{n}": OLD} for n in range(9)), window=Window(None, date(2026, 1, 1))) is None
    )


@pytest.mark.parametrize("page", [{"a": INSIDE, "b": INSIDE}, {"b": INSIDE}, {}])
def test_three_pages_without_a_new_article_end_a_walk(page):
    first = {"a": INSIDE, "b": INSIDE}
    assert walk_over(first, page, page, page) == 4
    assert walk_over(first, page, page, {"c": INSIDE}, page, page) is None


def test_a_walk_ends_after_its_number_of_pages():
    assert walk_over(*({f"{n}": INSIDE} for n in range(9)), page_limit=4) == 4


NEXT = [
    ("marked next", INDEX, [("/20/20", "next")], "/20/20"),
    (
        "next wins over a lower number",
        INDEX,
        [("/20/20", ""), ("/20/40", "Next nofollow")],
        "/20/40",
    ),
    ("nearest higher number", "/20/20", [("/20/80", ""), ("/20/40", ""), ("", "")], "/20/40"),
    ("from the first page", INDEX, [("", ""), ("/2", ""), ("/3", "last")], "/2"),
    ("back", "/20/40", [("/20/20", "prev"), ("", "")], None),
    ("itself", "/20/40", [("/20/40/", "next"), ("/20/40?utm_source=x", "next")], None),
    ("in the query", "?date=1&page=2", [("?date=1&page=3", "")], "?date=1&page=3"),
    ("digits inside a word", "/covid-19", [("/covid-19/2", "")], "/covid-19/2"),
    ("none", INDEX, [], None),
]


@pytest.mark.parametrize(
    ("page", "links", "expected"), [each[1:] for each in NEXT], ids=[n[0] for n in NEXT]
)
def test_the_next_page_is_one_that_the_page_links_to(page, links, expected):
    full = [(INDEX + url, rel) for url, rel in links]
    walk = Walk(Plan(Index(INDEX), Window()))
    here = page if page == INDEX else INDEX + page
    found = walk.advance(here, Sight(Kind.LIST, Listing(links=full)))
    assert found.page == (INDEX + expected if expected else None)


def test_no_page_is_walked_twice():
    walk = Walk(Plan(Index(INDEX), Window()))
    listing = Listing(links=[(INDEX, "next"), (f"{INDEX}/20/20", "next")])
    links = Sight(Kind.LIST, listing)
    assert walk.advance(INDEX, links).page == f"{INDEX}/20/20"
    assert walk.advance(INDEX, links).page is None
    assert walk.advance(f"{INDEX}/20/20", links).page is None


def test_the_day_of_a_moment_is_the_day_in_its_own_zone():
    assert day_of("2026-01-20T00:30:00+07:00") == date(2026, 1, 20)
