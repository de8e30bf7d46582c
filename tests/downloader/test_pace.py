"""The pace: exactly, by a clock of the test, and roughly where it counts: at the server."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from types import SimpleNamespace

import pytest
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from worlds.hosts import TimedHost

from newsscraper.downloader.pace import LEAST_WAITED, LONGEST_DELAY, LONGEST_PAUSE, Pace
from newsscraper.downloader.refusals import BURST
from newsscraper.downloader.retry_after import retry_after
from newsscraper.failures import Refusal

SITE = "http://example.id"
SLACK = 0.05
"""Seconds that a server on a busy machine may take to note that a request came."""


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.now += seconds


def pace_by(clock, **settings):
    """A pace in a crawl that goes on."""
    crawler = get_crawler(settings_dict={"DOWNLOAD_DELAY_JITTER": 0} | settings)
    crawler.engine = SimpleNamespace(running=True)
    return Pace(crawler, clock, clock.sleep)


def gaps_of(pace, clock, requests=4, takes=0.0, connecting=0.0):
    """The seconds from each request of *pace* to the next; each is answered after *takes*."""
    begun = []

    async def ask():
        async with pace.turn():
            await clock.sleep(connecting)
            pace.on_sent()
            begun.append(clock.now)
            await clock.sleep(takes)
            pace.on_headers()

    async def crawl():
        for _ in range(requests):
            await ask()

    asyncio.run(crawl())
    return [after - before for before, after in pairwise(begun)]


def wait_after(pace, clock):
    """The seconds that the next request has to wait."""
    before = clock.now
    gaps_of(pace, clock, requests=1)
    return clock.now - before


def in_two_seconds():
    return {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)}


def storm():
    return [(429, {"Retry-After": "1"})] * 3


PAPERS = {
    "crawl delay": TimedHost("User-agent: *\nCrawl-delay: 0.4\n"),
    "crawl delay for another": TimedHost("User-agent: other\nCrawl-delay: 9\n\nUser-agent: *\n"),
    "request rate": TimedHost("User-agent: newsscraper\nRequest-rate: 2/1\n"),
    "as it is given": TimedHost("User-agent: *\nCrawl-delay: 60\n"),
    "slow answers": TimedHost(takes=0.2),
    "hosts": TimedHost(),
    "429 with seconds": TimedHost(refusals=[(429, {"Retry-After": "1"})]),
    "503 with a date": TimedHost(refusals=[(503, in_two_seconds)]),
    "503 without": TimedHost(refusals=[(503, {}), (503, {})]),
    "429 for good": TimedHost(refusals=[(429, {"Retry-After": "0"})] * 999),
    "403 for good": TimedHost(refusals=[(403, {})] * 999),
    "403 in between": TimedHost(refusals=[(403, {}), (200, {})] * 20),
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
def crawls(answer_with, run_crawls):
    """All crawls of this file in one process, by name."""
    servers = {name: answer_with(paper) for name, paper in PAPERS.items()}
    hosts = ["http://example.id", "https://www.example.id", "http://m.example.id"]
    special = {
        "as it is given": {"cmdline": {"DOWNLOAD_DELAY": 0.1}},
        "slow answers": {"delay": 0.5, "pages": 5},
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


def test_a_request_follows_another_after_the_delay():
    clock = Clock()
    gaps = gaps_of(pace_by(clock, DOWNLOAD_DELAY=1), clock)
    assert gaps == pytest.approx([1, 1, 1])


def test_the_time_of_an_answer_is_part_of_the_delay():
    clock = Clock()
    gaps = gaps_of(pace_by(clock, DOWNLOAD_DELAY=0.5), clock, takes=0.2)
    assert gaps == pytest.approx([0.5 + LEAST_WAITED] * 3)


def test_the_time_to_connect_is_not():
    clock = Clock()
    gaps = gaps_of(pace_by(clock, DOWNLOAD_DELAY=0.5), clock, connecting=0.2)
    assert gaps == pytest.approx([0.5 + 0.2] * 3)


def test_the_handlers_say_when_a_request_goes_out(crawls):
    gaps = PAPERS["slow answers"].gaps
    assert min(gaps) >= 0.5 - SLACK
    assert min(gaps[1:]) < 0.5 + 0.2, "else the delay is counted from the answer"


def test_half_the_delay_is_left_after_an_answer_that_took_longer_than_it():
    clock = Clock()
    gaps = gaps_of(pace_by(clock, DOWNLOAD_DELAY=0.1), clock, takes=0.3)
    assert gaps == pytest.approx([0.3 + 0.05] * 3)


def test_a_publisher_is_left_alone_for_a_delay_after_the_last_request():
    clock = Clock()
    pace = pace_by(clock, DOWNLOAD_DELAY=1)
    assert pace.rest_left == 0
    gaps_of(pace, clock, requests=2)
    assert pace.rest_left == pytest.approx(1)
    clock.now += 0.7
    assert pace.rest_left == pytest.approx(0.3)
    clock.now += 5
    assert pace.rest_left == 0


def test_jitter_only_ever_adds_to_the_delay():
    clock = Clock()
    pace = pace_by(clock, DOWNLOAD_DELAY=1, DOWNLOAD_DELAY_JITTER=0.5)
    gaps = gaps_of(pace, clock, requests=40)
    assert min(gaps) >= 1
    assert max(gaps) <= 1.5
    assert max(gaps) - min(gaps) > 0.1


def test_who_may_not_ask_any_more_is_refused_before_the_request_and_when_it_goes_out():
    clock = Clock()
    pace = pace_by(clock, DOWNLOAD_DELAY=1)
    pace.may_ask = lambda: False
    with pytest.raises(Refusal, match="being stopped"):
        gaps_of(pace, clock, requests=1)
    with pytest.raises(Refusal, match="being stopped"):
        pace.on_sent()


def test_a_stop_breaks_off_the_request_that_is_on_its_way():
    pace = pace_by(Clock(), DOWNLOAD_DELAY=1)

    async def asked():
        async with pace.turn():
            asyncio.get_running_loop().call_soon(pace.stop)
            await asyncio.sleep(30)

    with pytest.raises(Refusal, match="being stopped"):
        asyncio.run(asked())


def test_a_crawl_that_is_stopped_asks_for_nothing_more():
    clock = Clock()
    pace = pace_by(clock, DOWNLOAD_DELAY=1)
    assert gaps_of(pace, clock) == pytest.approx([1, 1, 1])
    pace.is_stopped = True
    with pytest.raises(Refusal, match="being stopped"):
        gaps_of(pace, clock, requests=1)


def test_all_hosts_of_a_publisher_share_one_pace_and_one_request_at_a_time(crawls):
    paper = PAPERS["hosts"]
    assert min(paper.gaps) >= 0.15 - SLACK
    assert paper.busiest == 1
    assert len(crawls["hosts"]["pages"]) == 9


@pytest.mark.parametrize(
    ("name", "place", "seconds"), [("429 with seconds", 1, 1), ("503 with a date", 1, 1)]
)
def test_the_whole_publisher_is_left_alone_as_long_as_it_asks(crawls, name, place, seconds):
    assert PAPERS[name].gaps[place] >= seconds - SLACK
    assert len(crawls[name]["pages"]) == 5


def test_after_the_pause_it_goes_on_as_before():
    clock = Clock()
    pace = pace_by(clock, DOWNLOAD_DELAY=1)
    pace.heed(Response(SITE, status=429, headers={"Retry-After": "20"}))
    assert wait_after(pace, clock) == pytest.approx(20)
    assert gaps_of(pace, clock) == pytest.approx([1, 1, 1])


def test_a_pause_tells_how_long_it_still_is_and_who_wanted_it():
    clock = Clock()
    pace = pace_by(clock, DOWNLOAD_DELAY=1)
    assert pace.pause_left == 0
    pace.back_off(tries=1)
    clock.now += 2
    assert (pace.pause_left, pace.pause_is_asked_for) == (3, False)
    pace.heed(Response(SITE, status=429, headers={"Retry-After": "20"}))
    pace.back_off(tries=1)
    assert (pace.pause_left, pace.pause_is_asked_for) == (20, True), "the longer one counts"
    clock.now += 60
    assert pace.pause_left == 0


def test_only_an_answer_that_turns_us_away_can_ask_for_a_pause():
    clock = Clock()
    pace = pace_by(clock, DOWNLOAD_DELAY=1)
    pace.heed(Response(SITE, status=200, headers={"Retry-After": "20"}))
    assert wait_after(pace, clock) == 0


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
    pauses = []
    for tries in (1, 2, 3, 9):
        clock = Clock()
        pace = pace_by(clock, DOWNLOAD_DELAY=2)
        pace.back_off(tries)
        pauses.append(wait_after(pace, clock))
    assert pauses == pytest.approx([10, 20, 40, LONGEST_PAUSE])


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
def test_one_publisher_in_trouble_delays_another_by_less_than_a_tenth(answer_with, run_crawls):
    alone, beside, troubled = TimedHost(), TimedHost(), TimedHost(refusals=storm() * 2)
    run_crawls([job(answer_with(alone), pages=40, delay=0.1)])
    run_crawls(
        [
            job(answer_with(beside), pages=40, delay=0.1),
            job(answer_with(troubled), pages=10, delay=0.05),
        ]
    )
    assert len(troubled.times) > 6
    assert beside.seconds < 1.1 * alone.seconds
