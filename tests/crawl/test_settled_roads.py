"""What one road could not show, others may have shown: the end of a run settles it."""

import pytest
from worlds.press import HOME, INDEX, listing, publisher_with

from newsscraper.crawl.settled_roads import settle_roads
from newsscraper.failures import Fate, Reason, Verdict, http_reason
from newsscraper.roads.index import Index
from newsscraper.roads.sitemap import Sitemap
from newsscraper.roads.validators import Validators

FAILED = Verdict(Fate.FAILED, http_reason(500), 500)
GONE = Verdict(Fate.GONE, http_reason(404), 404)
STRANGE = Verdict(Fate.FAILED, Reason.NOT_UNDERSTOOD, 200)
FRONTS, MAP = Index(f"{HOME}/{{section}}"), Sitemap(f"{HOME}/sitemap.xml")
SECTIONS = ("ekonomi", "olahraga")


def take(walker, url, *numbers):
    walker.take(url, url, listing(*numbers, day=20), Validators())


def fail(walker, road, page, verdict=FAILED):
    """Let a page of a road be unread that another led to."""
    walker.begin(road)
    with walker.store.writing() as transaction:
        walker.log.fail(transaction, walker.walk(road.url), page, verdict)


def unread(paper):
    return [url for (url,) in paper.ask("SELECT url FROM index_pages WHERE state = 'unread'")]


@pytest.fixture
def paper(press):
    """A publisher of two sections, whose sitemap could not be read once."""
    kind = publisher_with(FRONTS, MAP)
    kind.sections = SECTIONS
    made = press(publisher=kind)
    walker = made.run()
    for number, section in enumerate(SECTIONS):
        road = Index(f"{HOME}/{section}")
        walker.begin(road)
        take(walker, road.url, 10 + number, 20 + number)
    fail(walker, MAP, f"{HOME}/lama.xml")
    settle_roads(walker)
    return made


def walk_down(paper, *sections, **asked):
    walker = paper.run(**asked)
    for number, section in enumerate(sections):
        road = Index(f"{HOME}/{section}")
        walker.begin(road)
        take(walker, road.url, 10 + number, 20 + number)
    settle_roads(walker)


def test_all_best_roads_together_settle_the_pages_of_others(paper):
    assert unread(paper) == [f"{HOME}/lama.xml"]
    walk_down(paper, *SECTIONS)
    assert unread(paper) == []


def test_one_of_them_does_not(paper):
    walk_down(paper, SECTIONS[0])
    assert unread(paper) == [f"{HOME}/lama.xml"]


def test_a_window_settles_only_what_was_missed_for_its_days(paper):
    walk_down(paper, *SECTIONS, since=paper.clock.now().date())
    assert f"{HOME}/lama.xml" in unread(paper)


@pytest.mark.parametrize(("verdict", "left"), [(GONE, []), (STRANGE, [INDEX])])
def test_a_dead_index_is_settled_by_a_road_that_is_believed_unless_it_changed(press, verdict, left):
    paper = press(publisher=publisher_with(Index(INDEX), MAP))
    walker = paper.run()
    fail(walker, Index(INDEX), INDEX, verdict)
    walker.walk(INDEX).end()
    walker.begin(MAP)
    take(walker, MAP.url, 2, 1)
    assert unread(paper) == [INDEX]
    settle_roads(walker)
    assert walker.frontier.stand_ins.are_believed
    assert unread(paper) == left
