"""A paper that lives: what hourly runs, runs every quarter of an hour and the sweep find in it."""

import json
from collections import Counter
from datetime import datetime, timedelta

import pytest
from worlds.living import DEEPEST, START, living
from worlds.paper import Reader

HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
NOON = datetime(2026, 10, 6, 12)
INDEX_ONLY = ("-a", "related=0")


class Visits:
    """A paper, and the runs of the one who reads it."""

    def __init__(self, site, reader):
        self.site, self.reader = site, reader
        self.codes = []
        self.asked = []
        """The paths of all pages that were asked for, failures left out; a list for each run."""

    def run(self, *arguments):
        """Crawl once."""
        self.site.answered.clear()
        self.codes.append(self.reader(*arguments, "-o", "all.jsonl").code)
        self.asked.append(list(self.site.answered))
        return self.asked[-1]

    def run_often(self, times, pause):
        """Crawl the newest pages, then *times* times with that *pause* before each."""
        self.run(*INDEX_ONLY)
        self.old = self.stored()
        for _ in range(times):
            self.site.pass_time(pause)
            self.entered = {news.key for news in self.site.entered}
            self.run(*INDEX_ONLY)
        self.new = self.stored() - self.old
        self.leftover = self.run(*INDEX_ONLY)
        self.repeated = self.run(*INDEX_ONLY)

    def stored(self):
        """The keys in the store."""
        return {key for (key,) in self.reader.ask("SELECT key FROM articles")}

    def fed(self):
        """How often each key is in the feed that grows from run to run, and in its part."""
        files = self.reader.folder.glob("all.jsonl*")
        lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
        return Counter(json.loads(line)["key"] for line in lines)

    def twice(self):
        """The articles that were fetched more than once."""
        times = Counter(path for asked in self.asked for path in asked if path in self.site.pages)
        return {path: number for path, number in times.items() if number > 1}

    def ratio(self):
        """Requests for each new article, in the runs after the first and before the leftover."""
        return sum(map(len, self.asked[1:-2])) / len(self.new)


@pytest.fixture(scope="module")
def visits(crawl, tmp_path_factory):
    """Return a function that makes the reader of a paper."""

    def made(site):
        folder = tmp_path_factory.mktemp("run")
        return Visits(site, Reader(crawl, folder, site.url, "DOWNLOAD_DELAY=0"))

    return made


# --- Hour by hour --------------------------------------------------------------------------------

SEED = 16
RUNS = {
    "thirty hours": {"times": 30, "pause": HOUR, "most": 1.10},
    "thirty hours, failing": {"times": 30, "pause": HOUR, "most": 1.10, "faults": 7},
    # With no page too many it is 1 + 96 / 283 = 1.339: this one begins at noon, as these fifteen
    # hours are as busy as a whole day.
    "every 15 minutes": {"times": 60, "pause": QUARTER, "most": 1.35, "start": NOON},
}


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.slow) for name in RUNS],
)
def hours(request, visits):
    """Return what the runs of a kind did, and how many requests a new article may cost."""
    plan = RUNS[request.param]
    with living(seed=SEED, start=plan.get("start", START)) as site:
        ran = visits(site)
        if "faults" in plan:
            site.fail(plan["faults"])
        ran.run_often(plan["times"], plan["pause"])
        assert bool(site.failed) == ("faults" in plan)
        return ran, plan["most"]


def test_every_article_that_the_index_listed_is_stored(hours):
    ran, _ = hours
    listed = set().union(*ran.site.lists)
    assert len(listed) > 60
    assert ran.entered
    assert (listed | ran.entered) - ran.stored() == set()


def test_no_article_is_fetched_twice(hours):
    ran, _ = hours
    assert ran.twice() == {}


def test_each_article_is_fed_once(hours):
    ran, _ = hours
    assert ran.fed() == Counter(ran.stored())


def test_hardly_more_requests_are_made_than_there_are_new_articles(hours):
    ran, most = hours
    assert ran.ratio() <= most


def test_a_run_with_nothing_new_makes_one_request(hours):
    ran, _ = hours
    assert ran.repeated == ["/indeks"]


def test_all_runs_are_complete_and_nothing_is_left_open(hours):
    ran, _ = hours
    assert set(ran.codes) == {0}
    assert ran.reader.ask("SELECT DISTINCT state FROM ledger") == [("stored",)]


# --- What the index does not list -----------------------------------------------------------------

SWEEP = ("-a", "sections=all", "-a", "related=0")
PUSHED = 14
"""Stories within an hour: those and a late one under them are more than a page."""


@pytest.fixture(scope="module")
def day(visits):
    """Return the runs of a day, by name, and what was asked for, found and still missing."""
    with living(seed=SEED, days=0.3) as site:
        ran = visits(site)
        ran.run(*INDEX_ONLY)
        late = site.write(859_001, "ekonomi", site.now - timedelta(hours=9))
        site.enter(late, DEEPEST)
        site.push(PUSHED)
        ran.run("-a", "related=1")
        site.pass_time(5 * HOUR)
        linked = [news for each in site.entered for news in each.related]
        # A link without a date is not followed where there is no window.
        linked = {news.key for news in linked if news in site.only_related and news.printed}
        ran.run("-a", "related=1")
        before = ran.stored()
        aside = {news.key for news in site.only_in_section}
        ran.run(*SWEEP)
        ran.run(*SWEEP)
        return {"ran": ran, "late": late.key, "linked": linked, "aside": aside, "before": before}


@pytest.mark.slow
def test_stories_that_only_other_stories_link_to_are_found_with_related(day):
    assert len(day["linked"]) > 1
    assert day["linked"] <= day["before"]


@pytest.mark.slow
def test_stories_that_only_a_section_front_lists_are_found_by_the_sweep(day):
    assert len(day["aside"] - day["before"]) > 5
    assert day["aside"] <= day["ran"].stored()


@pytest.mark.slow
def test_a_late_story_that_was_pushed_off_the_first_page_is_found_by_the_sweep_at_the_latest(day):
    assert day["late"] in day["ran"].stored()


@pytest.mark.slow
def test_a_sweep_with_nothing_new_asks_for_each_front_once(day):
    ran = day["ran"]
    assert sorted(ran.asked[-1]) == sorted(f"/{front}" for front in ran.site.fronts)


@pytest.mark.slow
def test_over_all_kinds_of_runs_no_article_is_fetched_twice(day):
    assert day["ran"].twice() == {}
    assert set(day["ran"].codes) == {0}


# --- Order ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def behind(visits):
    """Return what was not in the store, and not in the feed, when an older page was asked for."""
    missing = {"store": [], "feed": []}
    with living(seed=SEED) as site:
        ran = visits(site)

        def look(url):
            if "/indeks/" in url:
                listed = set().union(*site.lists)
                missing["store"].append(listed - ran.stored())
                missing["feed"].append(listed - ran.fed().keys())

        site.hook = look
        ran.run(*INDEX_ONLY)
    return missing


@pytest.mark.parametrize("place", ["store", "feed"])
def test_before_the_walk_goes_on_all_articles_of_newer_pages_are_in_the(behind, place):
    assert behind[place] == [set(), set()]
