"""Roads in place of dead ones: when they are believed to have shown all."""

from datetime import date

import pytest
from worlds.press import HOME, INDEX, article, link, listing, publisher_with

from newsscraper.crawl.settled_roads import settle_roads
from newsscraper.crawl.stand_ins import StandIns
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import Fate, Reason, Verdict, http_reason
from newsscraper.roads.index import Index
from newsscraper.roads.listing import Listing
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.roads.sitemap import Sitemap
from newsscraper.roads.validators import Validators
from newsscraper.store import walk_log
from newsscraper.window import Window

GONE = Verdict(Fate.GONE, http_reason(404), 404)
FORBIDDEN = Verdict(Fate.REFUSED, Reason.ROBOTS_TXT)
FAILED = Verdict(Fate.FAILED, http_reason(500), 500)
FEED, MAP = NewsFeed(f"{HOME}/feed"), Sitemap(f"{HOME}/sitemap.xml")
FINDER = DuplicateFinder(30, 0.3)
OLD = range(11, 4, -1)
"""Numbers of the articles that the index has shown, newest first: they are the days, too."""


@pytest.fixture
def paper(press):
    """A publisher whose index was walked, and its articles stored."""
    made = press(publisher=publisher_with(Index(INDEX), FEED, MAP))
    walker = made.run()
    take(walker, Index(INDEX), *OLD)
    settle_roads(walker)
    return made


def take(walker, road, *numbers):
    """Let a run read the only page of a *road*, and store what it lists."""
    walker.begin(road)
    links = {
        key: each
        for number in numbers
        for key, each in listing(number, day=number).parts[0].items()
    }
    walker.take(road.url, road.url, Listing([links]), Validators())
    for number in numbers:
        walker.frontier.store_article(article(number, day=number, body=f"isi {number}"), FINDER)


def test_a_road_that_is_well_again_is_walked_down_to_what_others_have_shown(press):
    made = press(publisher=publisher_with(Index(INDEX), FEED, MAP))
    run(made, *OLD)
    walker = made.run()
    plan = walker.begin(Index(INDEX)).plan
    assert (plan.has_known, plan.page_limit) == (True, None)
    walker.take(INDEX, INDEX, listing(12, *OLD[:3], day=13), Validators())
    assert walker.walk(INDEX).met_known


@pytest.mark.parametrize("verdict", [FORBIDDEN, FAILED])
def test_a_road_that_was_refused_or_may_be_well_soon_is_not_walked_by_that(press, verdict):
    made = press(publisher=publisher_with(Index(INDEX), FEED, MAP))
    run(made, *OLD, verdict=verdict)
    assert not made.run().begin(Index(INDEX)).plan.has_known


def run(paper, *numbers, verdict=GONE, road=FEED, **asked):
    """A run whose index fails and whose feed lists these articles."""
    walker = paper.run(**asked)
    walker.begin(Index(INDEX))
    walker.miss(INDEX, INDEX, verdict)
    take(walker, road, *numbers)
    settle_roads(walker)
    return walker


def is_believed(walker):
    return walker.frontier.stand_ins.are_believed


def unread(paper):
    return [url for (url,) in paper.ask("SELECT url FROM index_pages WHERE state = 'unread'")]


def test_nothing_stands_in_for_anything_at_first():
    stand_ins = StandIns("mediaindonesia", Window())
    assert not any((stand_ins.are_believed, stand_ins.has_new, stand_ins.unchanged))


def test_a_feed_that_leads_on_from_what_was_known_is_believed(paper):
    assert is_believed(run(paper, 13, 12, 11, 10))
    assert unread(paper) == []
    assert is_believed(run(paper, 14, 13)), "it has made known ground, too"


@pytest.mark.parametrize(
    "numbers",
    [(15, 14, 13), (11, 10, 9), (15, 14, 8), (8, 7), (15, 14, 8, 7)],
    ids=["a gap", "nothing new", "a gap and an old one", "an age ago", "a gap and old ones"],
)
def test_another_feed_leaves_the_index_unread(paper, numbers):
    assert not is_believed(run(paper, *numbers))
    assert unread(paper) == [INDEX]
    assert not is_believed(run(paper, 16, 15)), "what was not believed is no known ground"
    assert is_believed(run(paper, 17, 16, 15, 14, 13, 12, 11))
    assert unread(paper) == []


def test_what_a_window_has_shown_on_another_road_need_not_join_what_the_index_had(paper):
    walker, front = paper.run(since=date(2026, 1, 13)), Index(f"{HOME}/ekonomi")
    take(walker, front, 15, 14, 13)
    with walker.store.writing() as transaction:
        number = walker.walk(front.url).plan.number
        walk_log.complete(transaction, front.url, number, makes_known=True)
    assert not is_believed(run(paper, 16, 15, 14, 13)), "between 11 and 13 nobody has looked"
    assert INDEX in unread(paper)


def test_what_another_road_knows_need_not_join_what_the_index_had(paper):
    take(paper.run(), Index(f"{HOME}/ekonomi"), 15, 14, 13)
    walker = paper.run()
    walker.begin(Index(INDEX))
    walker.miss(INDEX, INDEX, GONE)
    take(walker, Index(f"{HOME}/ekonomi"), 16, 15, 14)
    settle_roads(walker)
    assert not is_believed(walker), "between 11 and 13 nobody has looked"


def test_a_feed_goes_on_in_the_place_of_an_index_that_is_forbidden_from_now_on(paper):
    for numbers in ((13, 12, 11, 10), (15, 14, 13, 12), (17, 16, 15)):
        assert is_believed(run(paper, *numbers, verdict=FORBIDDEN))
    assert not is_believed(run(paper, 21, 20, verdict=FORBIDDEN)), "a gap"


def test_a_feed_of_one_section_does_not_stand_in_for_all(paper):
    assert not is_believed(run(paper, 13, 11, 9, 7, 5)), "of what is newest it has every second"


def test_two_newer_ones_may_be_missing_as_they_may_be_deleted(paper):
    assert is_believed(run(paper, 12, 9, 8))


@pytest.fixture
def forbidden(press):
    """A publisher who has never let its index be read; its feed was walked."""
    made = press(publisher=publisher_with(Index(INDEX), FEED))
    assert is_believed(run(made, *OLD, verdict=FORBIDDEN))
    return made


def test_instead_of_an_index_that_was_ever_forbidden_a_feed_needs_nothing_new(forbidden, paper):
    assert is_believed(run(forbidden, 11, 10, verdict=FORBIDDEN))
    assert not is_believed(run(forbidden, 8, 7, verdict=FORBIDDEN)), "an old one is not enough"
    assert not is_believed(run(paper, 11, 10, verdict=FORBIDDEN)), "that index was read before"


def test_a_feed_that_has_not_changed_is_as_good_as_it_was(forbidden):
    walker = forbidden.run()
    walker.begin(Index(INDEX))
    walker.miss(INDEX, INDEX, FORBIDDEN)
    walker.begin(FEED)
    walker.unchanged(FEED.url, FEED.url)
    settle_roads(walker)
    assert is_believed(walker)


def test_a_first_run_has_nothing_to_compare_with(press):
    paper = press(publisher=publisher_with(Index(INDEX), FEED))
    assert is_believed(run(paper, 2, 1))


def test_a_road_that_may_be_well_again_is_waited_for(paper):
    walker = paper.run()
    walker.begin(Index(INDEX))
    walker.miss(INDEX, INDEX, GONE)
    walker.begin(MAP)
    walker.miss(MAP.url, MAP.url, FAILED)
    take(walker, FEED, 13, 12, 11)
    settle_roads(walker)
    assert not is_believed(walker)


@pytest.mark.parametrize(
    ("since", "until", "numbers", "is_enough"),
    [
        (9, 10, (11, 10, 9, 8, 7), True),
        (9, 10, (10, 9, 8, 7), False),
        (9, 10, (11, 10, 9, 8), False),
        (9, 10, (11, 10, 9, 4, 3), False),
        (14, 20, (16, 15, 14, 13, 12, 11), True),
        (14, 20, (16, 15, 14), False),
        (9, 20, (11, 10, 9, 8, 7), False),
    ],
)
def test_in_a_window_a_sitemap_is_to_go_beyond_both_ends(paper, since, until, numbers, is_enough):
    asked = {"since": date(2026, 1, since), "until": date(2026, 1, until)}
    assert is_believed(run(paper, *numbers, road=MAP, **asked)) is is_enough


def test_links_without_a_date_say_nothing_of_a_window(paper):
    walker = paper.run(since=date(2026, 1, 9))
    walker.begin(MAP)
    stand_ins = walker.frontier.stand_ins
    stand_ins.note(walker.walk(MAP.url), {"a": link(1)}, {}, {})
    assert (stand_ins.older, stand_ins.has_later, stand_ins.has_new) == (0, False, True)


SECTIONS = Sitemap(f"{HOME}/{{section}}.xml")
EMPTY = Verdict(Fate.FAILED, Reason.NO_ARTICLES, 200)


@pytest.mark.parametrize("window", [{}, {"since": date(2026, 1, 9)}], ids=["newest", "window"])
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(
    ("verdict", "was_there", "is_enough"),
    [
        (EMPTY, False, False),
        (EMPTY, True, False),
        (GONE, True, False),
        (GONE, False, True),
        (FORBIDDEN, False, True),
    ],
    ids=["empty", "empty now", "gone now", "never there", "forbidden"],
)
def test_a_section_that_is_empty_for_now_leaves_the_index_unread(
    press, window, is_first, verdict, was_there, is_enough
):
    made = press(publisher=publisher_with(Index(INDEX), SECTIONS))
    ekonomi, olahraga = SECTIONS.by_section(["ekonomi", "olahraga"])
    if was_there:
        assert is_believed(run(made, 1, road=ekonomi))
    if not is_first:
        take(made.run(), Index(INDEX), *OLD)
    walker = made.run(**window)
    walker.begin(Index(INDEX))
    walker.miss(INDEX, INDEX, GONE)
    take(walker, olahraga, 14, 13, 12, *OLD)
    walker.begin(ekonomi)
    walker.miss(ekonomi.url, ekonomi.url, verdict)
    settle_roads(walker)
    assert is_believed(walker) is is_enough


def show_some(walker, road, *numbers):
    """Let a run read the first page of a *road*, and no other."""
    walker.begin(road)
    page = {}
    for number in numbers:
        page |= listing(number, day=number).parts[0]
    if page:
        behind = [(f"{road.url}/20/20", "next")]
        walker.take(road.url, road.url, Listing([page], behind), Validators())
    walker.bound(road.url)


@pytest.mark.parametrize(
    ("shown", "is_enough"), [((14, 13, 12), False), ((14, 13, 11), True), ((), False)]
)
def test_a_section_that_was_stopped_above_what_was_known_has_shown_a_part(press, shown, is_enough):
    fronts = Index(f"{HOME}/{{section}}")
    made = press(publisher=publisher_with(Index(INDEX), fronts))
    ekonomi, olahraga = fronts.by_section(["ekonomi", "olahraga"])
    take(made.run(), Index(INDEX), *OLD)
    walker = made.run()
    walker.begin(Index(INDEX))
    walker.miss(INDEX, INDEX, GONE)
    show_some(walker, ekonomi, 15, *OLD)
    show_some(walker, olahraga, *shown)
    settle_roads(walker)
    assert is_believed(walker) is is_enough


def test_on_a_first_run_a_section_may_be_stopped_anywhere(press):
    fronts = Index(f"{HOME}/{{section}}")
    walker = press(publisher=publisher_with(Index(INDEX), fronts)).run()
    walker.begin(Index(INDEX))
    walker.miss(INDEX, INDEX, GONE)
    for road in fronts.by_section(["ekonomi", "olahraga"]):
        show_some(walker, road, 15, 14, 13)
    settle_roads(walker)
    assert is_believed(walker)


# --- The run after a first one that was stood in for ----------------------------------------------


@pytest.fixture
def stood_in_for(press):
    """A publisher of whose first run the index could not be read, but a sitemap could."""
    made = press(publisher=publisher_with(Index(INDEX), MAP), first_run_pages=2)
    run(made, *OLD, road=MAP)
    return made


def pages_read(paper, *pages):
    """How many of these pages of the index a run reads, and whether its walk is complete."""
    walker = paper.run()
    walker.begin(Index(INDEX))
    for count, numbers in enumerate(pages, 1):
        links = {
            key: each
            for number in numbers
            for key, each in listing(number, day=number).parts[0].items()
        }
        page = INDEX if count == 1 else f"{INDEX}/20/{20 * (count - 1)}"
        step = [(f"{INDEX}/20/{20 * count}", "next")]
        if not walker.take(INDEX, page, Listing([links], step), Validators()).next_page:
            break
    return count, walker.walk(INDEX).is_complete


def test_behind_what_came_since_it_is_read_down_to_what_the_stand_in_has_shown(stood_in_for):
    pages = [(31, 30), (29, 28), (27, 26), (25, 11), (10, 9), (8, 7), (6, 5)]
    assert pages_read(stood_in_for, *pages) == (5, True)


def test_without_a_stand_in_its_pages_are_counted_from_the_top(press):
    paper = press(publisher=publisher_with(Index(INDEX), MAP), first_run_pages=2)
    walker = paper.run()
    walker.begin(Index(INDEX))
    walker.miss(INDEX, INDEX, FAILED)
    assert pages_read(paper, (31, 30), (29, 28), (27, 26)) == (2, True)
