"""Random lives of a list, with runs that are killed anywhere: nothing on it is ever lost.

The walks, the frontier and the store are the real ones; the list is a model, and there is no HTTP.
"""

import random
from collections import Counter
from datetime import date, timedelta
from itertools import count

import pytest
from sqlalchemy import select, update

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.date_probes import MOST
from newsscraper.crawl.frontier import Frontier
from newsscraper.crawl.planner import Planner
from newsscraper.crawl.routes import Routes
from newsscraper.crawl.scope import Scope
from newsscraper.crawl.walker import Walker
from newsscraper.failures import Verdict
from newsscraper.items import Article, Link
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.index import Index
from newsscraper.roads.listing import Listing
from newsscraper.roads.validators import Validators
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store import schema
from newsscraper.store.article_store import Store
from newsscraper.window import Window

FIRST_DAY = date(2026, 1, 1)
A_DAY = 12
PER_PAGE = 5
GONE = Verdict("gone", "http_404", 404)
FAILED = Verdict("failed", "http_500", 500)
HOST = "https://mediaindonesia.com"
INDEX = f"{HOST}/indeks?page=1"
DATED = f"{HOST}/indeks?date={{day:%m%%2F%d%%2F%Y}}&page={{page}}"


class ListModel:
    """A list of articles, numbered as they are published, so many a day."""

    def __init__(self, dice, road):
        self.dice = dice
        self.road = road
        self.published = 0
        self.undated = dice.random() < 0.3
        """Whether the list prints no dates."""

    def publish(self, articles):
        self.published += articles

    def today(self):
        return self.day(max(self.published - 1, 0))

    def day(self, number):
        return FIRST_DAY + timedelta(days=number // A_DAY)

    def page(self, url):
        """Return what the page at *url* lists now; None when it is not there."""
        if isinstance(self.road, DatedIndex):
            day, page = self.road.read_url(url)
            listed = [each for each in self.newest_first() if self.day(each) == day]
        else:
            listed, page = self.newest_first(), int(url.rpartition("=")[2])
        shown = listed[(page - 1) * PER_PAGE : page * PER_PAGE]
        if not shown and page == 1 and isinstance(self.road, DatedIndex):
            return Listing()  # a day without news
        if not shown:
            return None
        is_last = page * PER_PAGE >= len(listed)
        following = [] if is_last else [(f"{HOST}/indeks?page={page + 1}", "next")]
        return Listing([dict(map(self.link, shown))], following)

    def newest_first(self):
        return list(range(self.published - 1, -1, -1))

    def link(self, number):
        moment = f"{self.day(number)}T10:00:00+07:00"
        url = f"{HOST}/ekonomi/{number}/berita"
        date_published = None if self.undated else moment
        return key(number), Link(url=url, headline=None, date_published=date_published)


def key(number):
    return f"mediaindonesia:{800_000 + number}"


def number_of(a_key):
    return int(a_key.rpartition(":")[2]) - 800_000


class RunModel:
    """Reads a paper, run by run, with one store."""

    def __init__(self, paper, first_run=3):
        self.paper = paper
        self.publisher = type("Own", (MediaIndonesiaSpider,), {"roads": (paper.road,)})
        self.store = Store.open(None)
        self.runs = count(1)
        self.first_run = first_run
        self.fetched = Counter()
        self.pages = []
        self.failing = set()
        """Numbers of the index pages that cannot be read."""
        self.probes = 0
        """Articles outside the window that the run has fetched, to know if the list is right."""

    def run(self, window=Window(), pages=None, between=lambda: None, left=0.0):
        """Run to the end, or read so many *pages*; tell whether the end was reached.

        *between* is called after each page; that part of the articles of the last page that *left*
        says is not fetched before the end.
        """
        today = self.paper.today()
        arguments = Arguments(today, since=window.since, until=window.until)
        scope = Scope(window, timedelta(days=30))
        urls = self.publisher.article_urls
        number = next(self.runs)
        self.frontier = Frontier(self.store, number, urls, scope, 0)
        planner = Planner(self.publisher, number, window, today, self.first_run)
        walks = Walker(Routes(self.publisher, arguments), planner, self.frontier)
        self.window, self.pages, self.probes = window, [], 0
        walk = walks.begin(self.paper.road)
        page = walks.first_page(walk)
        self.fetch(list(self.frontier.resume()))
        while page and (pages is None or len(self.pages) < pages):
            self.pages.append(page)
            assert len(self.pages) < 500, "an endless walk"
            listing = self.paper.page(page)
            if place(page) in self.failing:
                taken = walks.miss(self.paper.road.url, page, FAILED)
            elif listing is None:
                taken = walks.miss(self.paper.road.url, page, GONE)
            else:
                taken = walks.take(self.paper.road.url, page, listing, Validators())
            page, wanted = taken.next_page, taken.wanted
            is_last = page and pages == len(self.pages)
            self.fetch([each for each in wanted if not is_last or self.paper.dice.random() >= left])
            between()
        return walk.is_complete

    def fetch(self, wanted):
        inside = [each for each in wanted if self.window.contains(self._day(each))]
        self.probes += len(wanted) - len(inside)
        assert self.paper.undated or self.probes <= MOST
        for each in wanted:
            if each in inside:
                self.fetched[each.key] += 1
            else:
                moment = f"{self._day(each)}T10:00:00+07:00"
                self.frontier.leave(Article(key=each.key, date_published=moment), each.key)
        with self.store.writing() as transaction:
            here = schema.ledger.c.key.in_([each.key for each in inside])
            transaction.execute(update(schema.ledger).where(here).values(state="stored"))
        for each in inside:
            self.frontier.forget(each.key)

    def _day(self, wanted):
        return self.paper.day(number_of(wanted.key))

    def stored(self):
        """The numbers of the articles that are stored."""
        query = select(schema.ledger.c.key).where(schema.ledger.c.state == "stored")
        with self.store.reading() as transaction:
            return {number_of(row.key) for row in transaction.execute(query)}


ROADS = {"index": Index(INDEX), "dated index": DatedIndex(DATED)}


def life_of_an_hourly_job(seed, road):
    """Return what was lost, what was fetched more than once, and a word on how it came to that."""
    dice = random.Random(seed)
    paper = ListModel(dice, road)
    reader = RunModel(paper)
    paper.publish(dice.randint(1, 60))
    told = []

    def trickle():
        if dice.random() < busy:
            paper.publish(dice.randint(1, 3))

    busy = dice.choice((0, 0, 0.3, 0.8))
    reader.run()
    oldest = min(reader.stored())
    for _ in range(dice.randint(1, 8)):
        paper.publish(dice.choice((0, 0, 1, 4, 12, 40)))
        pages = dice.choice((1, 1, 2, 3, 5, 9, None))
        window = some_window(dice, paper) if dice.random() < 0.25 else Window()
        ended = reader.run(window, pages, trickle, left=dice.random())
        told.append((paper.published, str(window), pages, ended, reader.pages))
    newest = paper.published
    while not reader.run(between=trickle):
        told.append("again")
        assert len(told) < 30, (seed, *told)
    told.append(reader.pages)
    wanted = set(range(oldest, newest))
    twice = {key for key, times in reader.fetched.items() if times > 1 and not paper.undated}
    lost = wanted - reader.stored()
    reader.store.close()
    return lost, twice, told


def some_window(dice, paper):
    newest = (paper.published - 1) // A_DAY
    since = dice.choice((None, FIRST_DAY + timedelta(days=dice.randint(0, newest))))
    until = dice.choice((None, FIRST_DAY + timedelta(days=dice.randint(0, newest + 1))))
    return Window(since, until) if not (since and until and since > until) else Window(until, since)


def life_of_a_backfill(seed, road):
    dice = random.Random(seed)
    paper = ListModel(dice, road)
    reader = RunModel(paper)
    paper.publish(dice.randint(20, 120))
    today = paper.today()
    since = FIRST_DAY + timedelta(days=dice.randint(0, (paper.published - 1) // A_DAY))
    until = dice.choice((None, today, max(since, today - timedelta(days=dice.randint(0, 9)))))
    window = Window(since, until)
    told = [str(window)]
    if dice.random() < 0.3:
        reader.run()
    busy = dice.choice((0, 0.3, 0.8))

    def trickle():
        if dice.random() < busy:
            paper.publish(dice.randint(1, 3))

    for _ in range(dice.randint(0, 6)):
        ended = reader.run(window, dice.choice((0, 1, 1, 2, 4, 8, 16)), trickle, dice.random())
        told.append((paper.published, ended, reader.pages))
        paper.publish(dice.choice((0, 0, 2, 7, 30, 60)))
        if dice.random() < 0.2:
            reader.run(pages=dice.choice((1, 2, None)))
    newest = paper.published
    while not reader.run(window, between=trickle):
        told.append("again")
        assert len(told) < 30, (seed, *told)
    told.append(reader.pages)
    wanted = {each for each in range(newest) if window.contains(paper.day(each))}
    twice = {key for key, times in reader.fetched.items() if times > 1 and not paper.undated}
    lost = wanted - reader.stored()
    reader.store.close()
    return lost, twice, told


LIVES = {"an hourly job": life_of_an_hourly_job, "a backfill": life_of_a_backfill}


@pytest.mark.slow
@pytest.mark.parametrize("kind", LIVES)
@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("first", range(0, 300, 60))
def test_nothing_is_lost_or_fetched_twice_however_often_runs_are_killed(kind, road, first):
    for seed in range(first, first + 60):
        lost, twice, told = LIVES[kind](seed, ROADS[road])
        assert not lost, (seed, sorted(lost), *told)
        assert not twice, (seed, sorted(twice), *told)


# --- Lives that once went wrong, and what kills cost ----------------------------------------------

FAR_BACK = Window(FIRST_DAY + timedelta(days=2), FIRST_DAY + timedelta(days=30))


def reader_of(articles, road="index", undated=False):
    """A reader of a paper that has so many articles."""
    paper = ListModel(random.Random(1), ROADS[road])
    paper.undated = undated
    paper.publish(articles)
    return RunModel(paper)


def place(url):
    """The number of an index page."""
    return int(url.rpartition("=")[2])


def places(reader):
    """The numbers of the index pages of the last run."""
    return [place(page) for page in reader.pages]


def test_a_list_that_grew_past_the_checkpoint_is_walked_on_and_not_back():
    reader = reader_of(10)
    reader.run()
    for growth, pages in ((60, 4), (120, 9)):
        reader.paper.publish(growth)
        assert not reader.run(pages=pages)
    reader.paper.publish(2)
    assert reader.run()
    assert reader.stored() == set(range(192))
    assert places(reader) == sorted(places(reader))


def test_a_window_over_a_list_without_dates_leaves_what_an_incremental_run_owes():
    reader = reader_of(16, undated=True)
    reader.run()
    reader.paper.publish(40)
    reader.run(pages=3)
    assert reader.run(Window(FIRST_DAY + timedelta(days=3), reader.paper.today()))
    assert reader.run()
    assert reader.stored() == set(range(1, 56))


@pytest.mark.slow
@pytest.mark.parametrize("kills", [[3], [3, 0, 0], [3, 1, 1, 1], [5, 2, 9, 1, 4]])
@pytest.mark.parametrize("road", ROADS)
def test_a_backfill_walks_at_most_two_pages_again_for_each_kill(kills, road):
    whole = reader_of(600, road)
    whole.run(FAR_BACK)
    reader, pages = reader_of(600, road), 0
    for kill in kills:
        assert not reader.run(FAR_BACK, kill, left=1)
        pages += len(reader.pages)
    assert reader.run(FAR_BACK)
    assert reader.stored() == whole.stored()
    assert max(reader.fetched.values()) == 1
    assert pages + len(reader.pages) <= len(whole.pages) + 2 * len(kills)


@pytest.mark.parametrize("kills", [[6], [6, 1], [6, 2, 2], [6, 1, 3, 1]])
def test_an_incremental_run_walks_few_pages_again_for_each_kill(kills):
    reader, pages = reader_of(10), 0
    reader.run()
    reader.paper.publish(200)
    for kill in kills:
        assert not reader.run(pages=kill)
        pages += len(reader.pages)
        reader.paper.publish(2)
    assert reader.run()
    assert reader.stored() == set(range(reader.paper.published))
    assert pages + len(reader.pages) <= 41 + 3 * len(kills)


def test_a_window_that_was_cut_off_on_its_last_day_begins_at_the_top_the_day_after():
    reader = reader_of(5 * A_DAY + 3)
    window = Window(FIRST_DAY, reader.paper.today())
    assert not reader.run(window, pages=4)
    reader.paper.publish(A_DAY)
    assert not reader.run(window, pages=1)
    assert places(reader) == [1]
    assert not reader.run(window), "the end of a list is believed when it is met again"
    assert reader.run(window)
    assert reader.stored() == set(range(6 * A_DAY))


def test_different_windows_do_not_go_on_with_each_other():
    reader = reader_of(300)
    assert not reader.run(FAR_BACK, pages=9)
    other = Window(FAR_BACK.since, FAR_BACK.since + timedelta(days=9))
    assert not reader.run(other, pages=12)
    assert places(reader)[0] == 1
    assert not reader.run(FAR_BACK, pages=1)
    assert places(reader) == [1], "up to today: newer ones may have come"
    assert not reader.run(other, pages=1)
    assert places(reader) == [12]


def test_a_complete_walk_makes_those_that_were_cut_off_before_it_irrelevant():
    reader = reader_of(100)
    window = Window(FIRST_DAY + timedelta(days=2), FIRST_DAY + timedelta(days=5))
    assert not reader.run(window, pages=3)
    assert reader.run(window)
    assert places(reader)[0] == 3
    assert reader.run(window)
    assert places(reader)[0] == 1


def test_a_window_whose_checkpoint_is_no_more_begins_at_the_top():
    reader = reader_of(100)
    window = Window(FIRST_DAY + timedelta(days=2), FIRST_DAY + timedelta(days=5))
    assert not reader.run(window, pages=12)
    reader.paper.newest_first = lambda: list(range(70, 20, -1))
    assert not reader.run(window), "a page further down was read before"
    assert places(reader) == [12, *range(1, 11)]


@pytest.mark.parametrize("hole", [2, 3])
@pytest.mark.parametrize("growth", [(40,), (43,), (40, 43), (7, 1, 44)])
def test_what_came_since_a_first_run_with_a_hole_does_not_hide_what_the_hole_held(hole, growth):
    reader = reader_of(60)
    owed = set(range(60 - 3 * PER_PAGE, 60))
    reader.failing = {hole}
    assert not reader.run()
    assert not owed <= reader.stored()
    for articles in growth:
        reader.paper.publish(articles)
        last = articles == growth[-1]
        place_of_hole = (reader.paper.published - 60) // PER_PAGE + hole
        reader.failing = set() if last else {place_of_hole, place_of_hole + 1}
        assert reader.run() is last
    assert owed | set(range(60, reader.paper.published)) <= reader.stored()
    reader.paper.publish(1)
    assert reader.run()
    assert len(reader.pages) == 1, "known ground is where the first run ended"


def test_a_long_time_without_articles_after_a_kill_does_not_end_a_window():
    reader = reader_of(40, "dated index")
    reader.paper.day = lambda number: FIRST_DAY + timedelta(days=number // 4 * 12)
    window = Window(FIRST_DAY, reader.paper.today())
    for pages in (3, 9, 10):
        assert not reader.run(window, pages)
    assert reader.run(window)
    assert reader.stored() == set(range(40))
