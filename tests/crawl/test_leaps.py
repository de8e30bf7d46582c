"""Where a walk meets one that was cut off: whether it goes on where that was."""

from datetime import date, timedelta

import pytest

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.frontier import Frontier
from newsscraper.crawl.planner import Planner
from newsscraper.crawl.routes import Routes
from newsscraper.crawl.scope import Scope
from newsscraper.crawl.walker import Walker
from newsscraper.items import Link
from newsscraper.roads.index import Index
from newsscraper.roads.listing import Listing
from newsscraper.roads.validators import Validators
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.window import Window

HOST = "https://mediaindonesia.com"
ROAD = Index(f"{HOST}/indeks?page=1")
TODAY = date(2026, 1, 20)
PER_PAGE = 5


@pytest.fixture
def store(open_store):
    """Return a temporary store."""
    opened = open_store()
    yield opened
    opened.close()


def page_at(place):
    return f"{HOST}/indeks?page={place}"


def listed_on(place):
    """What the page at a place of a list lists: older articles the further down it is."""
    first = 900_000 - (place - 1) * PER_PAGE
    links = {
        f"mediaindonesia:{number}": Link(
            url=f"{HOST}/ekonomi/{number}/berita",
            headline=None,
            date_published=f"{TODAY}T10:00:00+07:00",
        )
        for number in range(first, first - PER_PAGE, -1)
    }
    return Listing([links], [(page_at(place + 1), "next")])


def pages_of_run(store, run, *, first_run, kill=9):
    """Walk down the road, *first_run* pages or so many until the *kill*; return what was read."""
    publisher, arguments = MediaIndonesiaSpider, Arguments(TODAY)
    scope = Scope(Window(), timedelta(days=30))
    frontier = Frontier(store, run, publisher.article_urls, scope, 0)
    planner = Planner(publisher, run, Window(), TODAY, first_run)
    walker = Walker(Routes(publisher, arguments), planner, frontier)
    page, read = walker.first_page(walker.begin(ROAD)), []
    while page and len(read) < kill:
        listing = listed_on(place_of(page))
        read.append(place_of(page))
        page = walker.take(ROAD.url, page, listing, Validators()).next_page
    return read


def place_of(page):
    return int(page.rpartition("=")[2])


def test_a_walk_on_the_ground_of_one_that_was_cut_off_leaps_to_where_that_was(store):
    assert pages_of_run(store, 1, first_run=6, kill=4) == [1, 2, 3, 4]
    assert pages_of_run(store, 2, first_run=3) == [1, 4, 5]


def test_a_walk_that_is_over_where_it_meets_one_that_was_cut_off_does_not_leap(store):
    assert pages_of_run(store, 1, first_run=6, kill=4) == [1, 2, 3, 4]
    assert pages_of_run(store, 2, first_run=1) == [1]
    assert pages_of_run(store, 3, first_run=6) == [1], "all of it is known ground now"
