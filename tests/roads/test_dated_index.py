"""Where a dated index begins, goes on and ends."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import HtmlResponse

from newsscraper.crawl.plan import Plan
from newsscraper.crawl.walk import Walk
from newsscraper.normalize.urls import normalize_url
from newsscraper.roads.dated_index import MOST_EMPTY_DAYS, DatedIndex
from newsscraper.roads.listing import Kind, Listing, Sight
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.window import Window

TEMPLATES = {
    "https://news.example/indeks?date={day:%m%%2F%d%%2F%Y}&page={page}": (
        "https://news.example/indeks?date=01%2F09%2F2026&page=12"
    ),
    "https://news.example/indeks/{page}?date={day:%m%%2F%d%%2F%Y}": (
        "https://news.example/indeks/12?date=01%2F09%2F2026"
    ),
    "https://news.example/search/{day:%Y-%m-%d}/{page}": (
        "https://news.example/search/2026-01-09/12"
    ),
    "https://news.example/{day:%Y/%m/%d}/page/{page}/": "https://news.example/2026/01/09/page/12/",
    "https://news.example/indeks?d={day:%Y%m%d}&p={page}#x": (
        "https://news.example/indeks?d=20260109&p=12#x"
    ),
    "https://news.example/indeks.php?(a+b)={day:%d-%m-%y}&page={page}": (
        "https://news.example/indeks.php?(a+b)=09-01-26&page=12"
    ),
}
COUNTED = {
    # The day of the end, which is not in the list, stands there beside the day.
    DatedIndex(
        "https://news.example/indeks/{day:%Y/%m/%d}"
        "?start={day:%Y-%m-%d}&end={next_day:%Y-%m-%d}&page={page}"
    ): "https://news.example/indeks/2026/01/09?start=2026-01-09&end=2026-01-10&page=12",
    DatedIndex("https://news.example/indeks/{day:%Y/%m/%d}/{offset}", per_page=10): (
        "https://news.example/indeks/2026/01/09/110"
    ),
    DatedIndex("https://index.news.example/bydate/{day:%Y/%m/%d}/11/{offset}/", per_page=15): (
        "https://index.news.example/bydate/2026/01/09/11/165/"
    ),
    DatedIndex("https://news.example/indeks/0/{offset}?t={day:%Y-%m-%d}", per_page=20): (
        "https://news.example/indeks/0/220?t=2026-01-09"
    ),
    DatedIndex("https://news.example/index/{offset}/{day:%Y/%m/%d}", per_page=50): (
        "https://news.example/index/550/2026/01/09"
    ),
    DatedIndex("https://news.example/indeks/2?date={day:%Y/%m/%d}&page={page}"): (
        "https://news.example/indeks/2?date=2026/01/09&page=12"
    ),
    DatedIndex("https://news.example/{next_day:%d}/{day:%Y}?t={day:%Y%m%d}&p={page}&q={page}"): (
        "https://news.example/10/2026?t=20260109&p=12&q=12"
    ),
}
"""Roads whose pages are not only counted, or whose days stand there twice -> their 12th page."""
ROADS = {DatedIndex(template): page for template, page in TEMPLATES.items()} | COUNTED
DAY = date(2026, 1, 9)
ROAD = DatedIndex(next(iter(TEMPLATES)))
TODAY = date(2026, 1, 20)


@pytest.mark.parametrize(("road", "page"), ROADS.items(), ids=str)
def test_a_page_says_which_day_and_number_it_is(road, page):
    assert road.page(DAY, 12) == page
    assert road.read_url(page) == (DAY, 12)


@pytest.mark.parametrize("road", ROADS, ids=str)
@given(st.dates(date(1995, 1, 1), date(2068, 12, 30)), st.integers(1, 10**6))
@example(date(2024, 2, 28), 1)
@example(date(2025, 12, 31), 10)
def test_every_page_is_read_back(road, day, number):
    assert road.read_url(road.page(day, number)) == (day, number)


@pytest.mark.parametrize("road", COUNTED, ids=str)
def test_the_walk_goes_on_by_what_a_page_counts(road):
    first = road.page(DAY, 1)
    assert road.begins_list(first)
    assert not road.begins_list(road.page(DAY, 2))
    assert road.is_further(road.page(DAY, 2), first)
    assert road.is_further(road.page(DAY - timedelta(days=1), 1), road.page(DAY, 9))


@pytest.mark.parametrize(("road", "page"), COUNTED.items(), ids=str)
def test_the_link_to_the_next_page_is_seen_wherever_its_number_stands(road, page):
    links = f'<a href="{road.page(DAY, 13)}">2</a><a href="/tag/13">13</a>'
    response = HtmlResponse(page, body=f"<html><body>{links}".encode(), request=Request(page))
    found = [url for url, _ in road.read(response, MediaIndonesiaSpider).links]
    assert found == [normalize_url(road.page(DAY, 13))]


@pytest.mark.parametrize(
    ("until", "first"),
    [(None, TODAY), (TODAY, TODAY), (date(2026, 1, 25), TODAY), (date(2025, 3, 4),) * 2],
)
def test_a_walk_begins_at_the_last_day_of_its_window(until, first):
    assert ROAD.first_page(Window(None, until), TODAY) == ROAD.page(first, 1)


def article(name, day):
    moment = f"{day}T10:00:00+07:00"
    return {name: {"url": name, "headline": None, "date_published": moment}}


def walked(pages, window=Window(), until=200, **state):
    """The pages, as days of January and numbers, that a walk asks for.

    *pages*: day and number -> the articles there, as letters; what is not there is a 404.
    """
    walk, seen, found = Walk(Plan(ROAD, window, **state)), set(), []
    page = ROAD.first_page(window, TODAY)
    while page and len(found) < until:
        day, number = ROAD.read_url(page)
        found.append((day.toordinal() - date(2025, 12, 31).toordinal(), number))
        names = pages.get(found[-1])
        links = {name: link for each in names or () for name, link in article(each, day).items()}
        listing, kind = Listing([links]), Kind.ABSENT
        if names is not None:
            walk.record(links, seen, ())
            seen |= set(links)
            kind = walk.kind_of(page, listing)
        page = walk.advance(page, Sight(kind, listing)).page
    return found


SINCE = Window(date(2026, 1, 18), date(2026, 1, 20))
DAYS = {(20, 1): "abc", (20, 2): "de", (19, 1): "fgh", (19, 2): "i", (18, 1): "jk"}
ENDINGS = {
    "a page that is not there": {},
    "an empty page": {(20, 3): "", (19, 3): "", (18, 2): ""},
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_a_day_ends_with_a_page_that_lists_nothing(ending):
    expected = [(20, 1), (20, 2), (20, 3), (19, 1), (19, 2), (19, 3), (18, 1), (18, 2)]
    assert walked(DAYS | ending, SINCE) == expected


def test_a_day_ends_when_its_last_page_repeats_which_is_not_full():
    repeated = {
        (day, number): last for day, last in ((20, "de"), (19, "i")) for number in range(3, 9)
    }
    found = walked(DAYS | repeated, SINCE)
    assert found == [
        *((20, n) for n in range(1, 4)),
        *((19, n) for n in range(1, 4)),
        (18, 1),
        (18, 2),
    ]


def test_behind_a_full_page_that_repeats_one_more_is_asked_for():
    pages = DAYS | {(20, 2): "def", (20, 3): "def", (20, 4): "def", (20, 5): "def"}
    assert walked(pages, SINCE)[:5] == [*((20, n) for n in range(1, 5)), (19, 1)]


def test_a_stale_page_does_not_end_a_day():
    pages = {(20, 1): "abc", (20, 2): "abc", (20, 3): "def"}
    assert walked(pages, SINCE)[:4] == [(20, 1), (20, 2), (20, 3), (20, 4)]


def test_pages_that_repeat_at_the_end_of_one_day_and_the_top_of_the_next_end_none():
    pages = {(20, 1): "abc", (20, 2): "abc", (20, 3): "abc", (19, 1): "abc", (19, 2): "def"}
    found = walked(pages, SINCE)
    assert (19, 2) in found
    assert found[-1] == (18, 1)


def test_no_day_before_since_is_asked_for():
    assert min(walked(DAYS, SINCE)) == (18, 1)
    assert walked({}, SINCE) == [(20, 1), (19, 1), (18, 1)]


def test_a_window_in_the_future_asks_for_today_alone():
    assert walked({}, Window(date(2026, 2, 1), date(2026, 2, 3))) == [(20, 1)]


def test_days_without_an_article_do_not_end_a_window_that_has_some():
    pages = {(20, 1): "abc", (2, 1): "xyz"}
    found = walked(pages, Window(date(2026, 1, 1), None))
    assert found[-3:] == [(2, 1), (2, 2), (1, 1)]


def test_a_window_that_begins_somewhere_is_walked_to_its_first_day_however_quiet_it_is():
    assert walked({}, Window(date(2025, 12, 1), None))[-1] == (-30, 1)
    assert walked({(1, 1): "abc"}, Window(date(2026, 1, 1), None))[-2:] == [(1, 1), (1, 2)]


@pytest.mark.parametrize("window", [Window(), Window(None, TODAY)])
def test_a_road_without_any_article_is_left_after_some_days(window):
    assert len(walked({}, window)) == MOST_EMPTY_DAYS


def test_a_walk_without_a_first_day_ends_after_some_days_without_an_article():
    assert walked(DAYS, Window(None, TODAY))[-1] == (18 - MOST_EMPTY_DAYS, 1)


def test_a_walk_that_may_read_no_more_pages_ends():
    assert walked(DAYS, page_limit=2) == [(20, 1), (20, 2)]


@pytest.mark.parametrize(
    ("page", "than", "expected"),
    [
        ((9, 2), (9, 1), True),
        ((9, 1), (9, 2), False),
        ((8, 1), (9, 5), True),
        ((9, 5), (8, 1), False),
    ],
)
def test_a_page_is_further_down_on_an_earlier_day_or_with_a_higher_number(page, than, expected):
    first, second = (ROAD.page(date(2026, 1, day), number) for day, number in (page, than))
    assert ROAD.is_further(first, second) is expected
    assert not ROAD.is_further(first, first)
