"""The pace is measured where it counts: at the server, by the times at which requests come."""

import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from statistics import median
from time import monotonic

import pytest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newsscraper.downloader.pace import LONGEST_DELAY, LONGEST_PAUSE, Pace
from newsscraper.downloader.refusals import BURST
from newsscraper.downloader.retry_after import retry_after

SITE = "http://example.id"
SLACK = 0.005
"""Seconds by which the clocks of two processes may differ in what they call the same moment."""


class Paper:
    """A publisher that notes when it was asked, and may turn requests away."""

    def __init__(self, robots="", refusals=(), takes=0):
        self.robots = robots
        self.takes = takes
        """Seconds before an answer."""
        self.refusals = list(refusals)
        self.times = []
        self.lock = threading.Lock()
        self.busy = self.busiest = 0

    def __call__(self, path, headers):
        with self.lock:
            self.times.append(monotonic())
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
        try:
            return self.answer(path)
        finally:
            with self.lock:
                self.busy -= 1

    def answer(self, path):
        if path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, self.robots.encode()
        time.sleep(self.takes)
        if self.refusals:
            status, wait = self.refusals.pop(0)
            return status, wait() if callable(wait) else wait, b""
        return 200, {"Content-Type": "text/html"}, b"<html></html>"

    @property
    def gaps(self):
        return [after - before for before, after in pairwise(self.times)]

    @property
    def seconds(self):
        return self.times[-1] - self.times[0]


def in_two_seconds():
    return {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)}


def storm():
    return [(429, {"Retry-After": "1"})] * 3


PAPERS = {
    "crawl delay": Paper("User-agent: *\nCrawl-delay: 0.4\n"),
    "crawl delay for another": Paper("User-agent: other\nCrawl-delay: 9\n\nUser-agent: *\n"),
    "request rate": Paper("User-agent: newsscraper\nRequest-rate: 2/1\n"),
    "as it is given": Paper("User-agent: *\nCrawl-delay: 60\n"),
    "slow answers": Paper(takes=0.2),
    "very slow answers": Paper(takes=0.3),
    "jitter": Paper(),
    "hosts": Paper(),
    "429 with seconds": Paper(refusals=[(429, {"Retry-After": "1"})]),
    "503 with a date": Paper(refusals=[(503, in_two_seconds)]),
    "503 without": Paper(refusals=[(503, {}), (503, {})]),
    "429 for good": Paper(refusals=[(429, {"Retry-After": "0"})] * 999),
    "403 for good": Paper(refusals=[(403, {})] * 999),
    "403 in between": Paper(refusals=[(403, {}), (200, {})] * 20),
}


def job(server, pages=5, delay=0.0, cmdline=None, urls=None, **settings):
    urls = urls or [f"{SITE}/{number}" for number in range(pages)]
    settings |= {"REPLAY": server.url, "DOWNLOAD_DELAY": delay, "RETRY_TIMES": 2}
    return {
        "urls": urls,
        "settings": settings,
        "cmdline": cmdline or {},
        "allowed_domains": ["example.id"],
    }


@pytest.fixture(scope="module")
def crawls(serve, run_crawls):
    """All crawls of this file in one process, by name."""
    servers = {name: serve(paper) for name, paper in PAPERS.items()}
    hosts = ["http://example.id", "https://www.example.id", "http://m.example.id"]
    special = {
        "as it is given": {"cmdline": {"DOWNLOAD_DELAY": 0.1}},
        "slow answers": {"delay": 0.5, "pages": 7},
        "very slow answers": {"delay": 0.1},
        "jitter": {"delay": 0.1, "pages": 15, "DOWNLOAD_DELAY_JITTER": 0.5},
        "hosts": {
            "delay": 0.15,
            "urls": [f"{host}/{number}" for number in range(3) for host in hosts],
            "CONCURRENT_REQUESTS": 8,
        },
        "429 with seconds": {"delay": 0.05},
        "503 with a date": {"delay": 0.05, "CONCURRENT_REQUESTS": 8},
        "503 without": {"cmdline": {"DOWNLOAD_DELAY": 0.2}},
        "429 for good": {"pages": 30},
        "403 for good": {"pages": 30},
        "403 in between": {"pages": 20},
    }
    jobs = {name: job(server, **special.get(name, {})) for name, server in servers.items()}
    return dict(zip(jobs, run_crawls(list(jobs.values())), strict=True))


@pytest.mark.parametrize(("name", "delay"), [("crawl delay", 0.4), ("request rate", 0.5)])
def test_robots_txt_sets_the_pace(crawls, name, delay):
    gaps = PAPERS[name].gaps
    assert len(gaps) == 5
    assert min(gaps) >= delay - SLACK


def test_what_robots_txt_asks_of_others_is_no_rule_for_us(crawls):
    assert PAPERS["crawl delay for another"].seconds < 9


def test_a_delay_given_for_a_loopback_server_is_taken_as_it_is(crawls):
    paper = PAPERS["as it is given"]
    assert min(paper.gaps) >= 0.1 - SLACK
    assert paper.seconds < 60


def test_a_longer_delay_than_two_minutes_is_capped():
    pace = Pace(get_crawler(settings_dict={"DOWNLOAD_DELAY": 1}))
    pace.slow_down(3600)
    assert pace.delay == LONGEST_DELAY == 120


def test_a_shorter_delay_than_our_own_changes_nothing():
    pace = Pace(get_crawler(settings_dict={"DOWNLOAD_DELAY": 1}))
    pace.slow_down(0.1)
    assert pace.delay == 1


def test_the_time_of_an_answer_is_part_of_the_delay(crawls):
    gaps = PAPERS["slow answers"].gaps
    assert min(gaps) >= 0.5 - SLACK
    assert median(gaps) < 0.5 + 0.2 / 2


def test_half_the_delay_is_left_after_an_answer_that_took_longer_than_it(crawls):
    assert min(PAPERS["very slow answers"].gaps[1:]) >= 0.3 + 0.05 - SLACK


def test_jitter_only_ever_adds_to_the_delay(crawls):
    gaps = PAPERS["jitter"].gaps
    assert min(gaps) >= 0.1 - SLACK
    assert max(gaps) - min(gaps) > 0.01


def test_all_hosts_of_a_publisher_share_one_pace_and_one_request_at_a_time(crawls):
    paper = PAPERS["hosts"]
    assert min(paper.gaps) >= 0.15 - SLACK
    assert paper.busiest == 1
    assert len(crawls["hosts"]["pages"]) == 9


@pytest.mark.parametrize(
    ("name", "place", "seconds"), [("429 with seconds", 1, 1), ("503 with a date", 1, 1)]
)
def test_the_whole_publisher_is_left_alone_as_long_as_it_asks(crawls, name, place, seconds):
    gaps = PAPERS[name].gaps
    assert gaps[place] >= seconds - SLACK
    assert max(gaps[place + 1 :]) < seconds, "and then it goes on as before"
    assert len(crawls[name]["pages"]) == 5


def test_without_a_word_from_the_publisher_each_pause_is_twice_as_long(crawls):
    gaps = PAPERS["503 without"].gaps
    assert gaps[1] >= 5 * 0.2 - SLACK
    assert gaps[2] >= 5 * 0.2 - SLACK
    assert {page["status"] for page in crawls["503 without"]["pages"].values()} == {200}


@pytest.mark.parametrize("name", ["429 for good", "403 for good"])
def test_a_burst_of_refusals_ends_the_run(crawls, name):
    # robots.txt comes before; without a delay, one more may be on its way.
    assert 1 + BURST <= len(PAPERS[name].times) <= 2 + BURST
    assert crawls[name]["stats"]["finish_reason"] == "refused"


def test_single_refusals_do_not(crawls):
    assert len(crawls["403 in between"]["pages"]) == 20
    assert crawls["403 in between"]["stats"]["finish_reason"] == "finished"


def test_a_failing_page_is_paused_for_twice_as_long_each_time():
    pace = Pace(get_crawler(settings_dict={"DOWNLOAD_DELAY": 2}))
    pauses = []
    for tries in (1, 2, 3, 9):
        pace._until = 0.0
        before = monotonic()
        pace.back_off(tries)
        pauses.append(round(pace._until - before))
    assert pauses == [10, 20, 40, LONGEST_PAUSE]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("20", 20),
        (" 0 ", 0),
        ("999999", 999999),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("9" * 400, float("inf")),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Wed, 21 Oct 2015 07:28:00 -0000", 0),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 0),
        ("Wed, 99 Oct 2015 07:28:00 GMT", None),
    ],
)
def test_both_forms_of_retry_after_are_understood(header, seconds):
    assert retry_after(Response("http://example.id", headers={"Retry-After": header})) == seconds


def test_a_date_to_come_is_counted_from_now():
    date = format_datetime(datetime.now(UTC) + timedelta(minutes=2), usegmt=True)
    assert 110 < retry_after(Response("http://example.id", headers={"Retry-After": date})) <= 120


@pytest.mark.slow
def test_one_publisher_in_trouble_delays_another_by_less_than_a_tenth(serve, run_crawls):
    alone, beside, troubled = Paper(), Paper(), Paper(refusals=storm() * 2)
    run_crawls([job(serve(alone), pages=40, delay=0.1)])
    run_crawls(
        [job(serve(beside), pages=40, delay=0.1), job(serve(troubled), pages=10, delay=0.05)]
    )
    assert len(troubled.times) > 6
    assert beside.seconds < 1.1 * alone.seconds
