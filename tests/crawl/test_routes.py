"""Which roads a run takes, and which stand in for them."""

import pytest
from worlds.press import INDEX, TODAY, publisher_with

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.plan import Plan
from newsscraper.crawl.routes import Routes
from newsscraper.crawl.walk import Walk
from newsscraper.failures import Fate, Reason, Verdict
from newsscraper.roads.index import Index
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.roads.sitemap import Sitemap
from newsscraper.window import Window

MAIN = Index(INDEX)
FRONTS = Index("https://mediaindonesia.com/{section}")
SITEMAP = Sitemap("https://mediaindonesia.com/sitemap.xml")
FEED = NewsFeed("https://mediaindonesia.com/feed")
ECONOMY = Index("https://mediaindonesia.com/ekonomi")
SPORT = Index("https://mediaindonesia.com/olahraga")
PRESS = publisher_with(MAIN, FRONTS, SITEMAP, FEED)
PRESS.sections = ("ekonomi", "olahraga")


def routes(*roads, **asked):
    publisher = publisher_with(*roads) if roads else PRESS
    return Routes(publisher, Arguments(TODAY, **asked))


def begun(*roads, dead=()):
    """Walks down *roads*; those down *dead* ones were refused."""
    walks = {road.url: Walk(Plan(road, Window())) for road in (*roads, *dead)}
    for road in dead:
        walks[road.url].leave_unread(road.url, Verdict(Fate.REFUSED, Reason.ROBOTS_TXT))
        walks[road.url].end()
    return walks


def test_a_run_sets_out_for_the_first_road():
    assert routes().best == [MAIN]


def test_the_list_of_best_roads_is_the_callers_own():
    ways = routes()
    ways.best.clear()
    assert ways.best == [MAIN]


def test_sections_are_walked_by_their_fronts_in_the_order_asked_for():
    ways = routes(sections=("olahraga", "ekonomi"))
    assert ways.best == [SPORT, ECONOMY]


def test_nothing_stands_in_for_the_front_of_a_section():
    ways = routes(sections=("olahraga", "ekonomi"))
    assert ways.instead_of(SPORT.url, begun(dead=[SPORT, ECONOMY])) == []


def test_a_dead_road_is_left_for_the_next_best():
    assert routes().instead_of(MAIN.url, begun(dead=[MAIN])) == [ECONOMY, SPORT]
    walks = begun(dead=[MAIN, ECONOMY, SPORT])
    assert routes().instead_of(SPORT.url, walks) == [SITEMAP]
    assert routes().instead_of(SITEMAP.url, walks | begun(dead=[SITEMAP])) == [FEED]


def test_a_road_that_is_not_dead_is_kept():
    assert routes().instead_of(MAIN.url, begun(MAIN)) == []


def test_roads_side_by_side_are_left_when_all_of_them_are_dead():
    walks = begun(SPORT, dead=[MAIN, ECONOMY])
    assert routes().instead_of(ECONOMY.url, walks) == []


def test_those_beside_it_that_were_never_begun_do_not_keep_a_dead_road():
    walks = begun(dead=[MAIN, ECONOMY])
    assert routes().instead_of(ECONOMY.url, walks) == [SITEMAP]


def test_a_road_that_was_begun_stands_in_for_none():
    assert routes().instead_of(MAIN.url, begun(ECONOMY, dead=[MAIN])) == [SPORT]


def test_there_is_nothing_instead_of_the_last_road_or_one_that_is_not_ours():
    assert routes().instead_of(FEED.url, begun(dead=[FEED])) == []
    assert routes().instead_of("https://mediaindonesia.com/lain", {}) == []


def test_all_roads_but_the_best_are_substitutes():
    ways = routes()
    assert not ways.is_substitute(MAIN)
    assert all(ways.is_substitute(road) for road in (ECONOMY, SPORT, SITEMAP, FEED))
    assert not routes(sections=("ekonomi",)).is_substitute(ECONOMY)


@pytest.mark.parametrize("days", [{"since": TODAY}, {"until": TODAY}])
def test_a_window_leaves_out_roads_without_depth(days):
    ways = routes(**days)
    assert ways.instead_of(SITEMAP.url, begun(dead=[SITEMAP])) == []
    assert routes(FEED, SITEMAP, FRONTS, **days).best == [SITEMAP]


def test_a_window_takes_roads_without_depth_when_there_are_no_others():
    assert routes(FEED, since=TODAY).best == [FEED]


def test_a_road_is_found_by_its_url():
    ways = routes()
    assert ways.road_at(SITEMAP.url) is SITEMAP
    assert ways.road_at(ECONOMY.url) == ECONOMY
    assert routes(since=TODAY).road_at(MAIN.url) is MAIN


def test_any_other_url_is_that_of_an_index():
    url = "https://mediaindonesia.com/tag/garam"
    assert routes().road_at(url) == Index(url)
