"""A run is watched by its signals and numbers, and is not changed by that."""

from datetime import date

import pytest
from scrapy import Request, signals

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.run import Run
from newsscraper.downloader.pace import Pace
from newsscraper.items import Article
from newsscraper.progress.figures import Position
from newsscraper.progress.watch import Watch
from newsscraper.signals import article_revised, article_stored, index_page_read, walk_ended

ROAD = "https://mediaindonesia.com/indeks"
JANUARY = {"since": "2026-01-01", "until": "2026-01-31"}


class Clock:
    now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(begun, clock):
    """Return a function that begins a run and returns its crawler and who watches it."""

    def begin(**arguments):
        crawler = begun(**arguments)
        return crawler, Watch(crawler, crawler.get_extension(Run), clock)

    return begin


def send(crawler, signal, **arguments):
    results = crawler.signals.send_catch_log(signal, **arguments)
    assert results
    assert all(result is None for _, result in results)


def read(crawler, day, listed=20):
    send(crawler, index_page_read, road=ROAD, page=ROAD, listed=listed, wanted=0, day=day)


def test_a_run_is_told_by_its_numbers(watch):
    crawler, watched = watch(**JANUARY)
    counts = crawler.get_extension(Run).counts
    for stat, count in {
        Stat.SCRAPED: 9,
        Stat.EXACT_DUPLICATES: 2,
        Stat.FAILED: 3,
        Stat.NOT_FOUND: 1,
        Stat.REFUSED: 5,
    }.items():
        counts.add(stat, count)
    crawler.get_extension(Run).frontier.asked.update({"mediaindonesia:1": 0, "mediaindonesia:2": 1})
    read(crawler, date(2026, 1, 17))
    figures = watched.figures()
    assert figures.publisher == "mediaindonesia"
    assert figures.position == Position(1, None, date(2026, 1, 17), 15, 31)
    assert (figures.stored, figures.duplicates, figures.failed) == (9, 2, 4)
    assert (figures.refused, figures.to_fetch) == (5, 2)
    assert (figures.rate, figures.permitted, figures.pause) == (None, 60, None)


def test_requests_are_counted_in_the_last_minute(watch, clock):
    crawler, watched = watch()
    for _ in range(10):
        clock.now += 1
        crawler.stats.inc_value("downloader/request_count", 2)
        watched.figures()
    assert watched.figures().rate == 120


def test_a_pause_is_told_with_its_cause(watch):
    crawler, watched = watch()
    pace = crawler.get_downloader_middleware(Pace)
    pace.pause(40)
    assert watched.figures().pause == (pytest.approx(40, abs=5), True)
    pace.back_off(tries=5)
    assert watched.figures().pause == (pytest.approx(80, abs=5), False)


def test_the_time_left_is_known_of_a_window_and_of_a_list(watch, clock):
    crawler, watched = watch(**JANUARY)
    read(crawler, date(2026, 2, 20))
    clock.now += 5_000
    read(crawler, date(2026, 1, 31))
    clock.now += 100
    read(crawler, date(2026, 1, 30))
    assert watched.figures().seconds_left == pytest.approx(3_000)
    send(crawler, walk_ended, road=ROAD, unread=None)
    assert watched.figures().seconds_left == 0


def test_the_time_left_of_a_list_is_that_of_its_articles(watch, clock):
    urls = ",".join(f"https://mediaindonesia.com/ekonomi/80000{n}/berita" for n in range(4))
    crawler, watched = watch(urls=urls)
    assert (watched.figures().addresses, watched.figures().seconds_left) == (4, None)
    crawler.get_extension(Run).frontier.asked.update(dict.fromkeys("abcd", 0))
    clock.now += 10
    crawler.stats.inc_value("downloader/request_count", 5)
    assert watched.figures().seconds_left == pytest.approx(8)


def test_an_incremental_run_has_no_time_left_that_is_known(watch, clock):
    crawler, watched = watch()
    read(crawler, date(2026, 1, 31))
    clock.now += 100
    read(crawler, date(2026, 1, 30))
    assert watched.figures().seconds_left is None


def test_new_ones_revisions_and_duplicates_are_told_apart(watch):
    crawler, watched = watch()
    new = Article("a:1", revision=1)
    near = Article("a:2", revision=1, duplicate_of="a:1", similarity=0.9)
    revised = Article("a:3", revision=2)
    repeating = Article("a:4", revision=2, duplicate_of="a:1", similarity=1.0)
    for article in (revised, repeating):
        send(crawler, article_revised, article=article, seq=1)
    for article in (new, near, revised, repeating):
        send(crawler, article_stored, article=article, seq=1)
    totals = watched.totals()
    assert (totals.new, totals.revised) == (2, 1)
    assert watched.figures().revised == 1


def test_the_end_of_a_run_has_its_totals(watch, clock):
    crawler, watched = watch()
    counts = crawler.get_extension(Run).counts
    counts.add(Stat.REFUSED, 2, reason="http_403")
    counts.add(Stat.FAILED, 1, reason="http_500")
    counts.add(Stat.NOT_FOUND, 1, reason="http_404")
    counts.add(Stat.INDEX_PAGES_FAILED, 1)
    read(crawler, None, listed=20)
    request = Request(ROAD, meta={"download_latency": 30.0})
    send(crawler, signals.response_downloaded, request=request, response=None, spider=None)
    clock.now += 100
    watched.end()
    clock.now += 10
    totals = watched.totals()
    assert watched.figures().is_ending
    assert (totals.listed, totals.pages, totals.unread, totals.seconds) == (20, 1, 1, 110)
    assert totals.refused == {"http_403": 2}
    assert totals.failed == {"http_500": 1, "http_404": 1}
    own = totals.parts.pop("its own work")
    assert totals.parts == {
        "waiting for answers": 30,
        "the end": 10,
        "pauses between requests": pytest.approx(70 - own),
    }
