"""A page that turns us away is refused; when no others come, the run ends."""

import asyncio
from types import SimpleNamespace

import pytest
from scrapy.http import HtmlResponse, Request
from scrapy.utils.test import get_crawler

from newsscraper.downloader.pace import Pace
from newsscraper.downloader.refusals import BURST, REASON, RefusalBurst
from newsscraper.failures import Fate, Refusal

URL = "https://mediaindonesia.com/ekonomi/1/judul"
CHALLENGE = b"<html><head><title>Just a moment...</title></head><body></body></html>"
ROBOTS = {"dont_obey_robotstxt": True}


class Engine:
    """A running engine that notes why it is to close the spider."""

    running = True

    def __init__(self):
        self.reasons = []

    async def close_spider_async(self, reason):
        self.reasons.append(reason)


@pytest.fixture
def crawl():
    crawler = get_crawler()
    crawler.engine = Engine()
    pace = Pace(crawler)
    crawler.get_downloader_middleware = {Pace: pace}.get
    return SimpleNamespace(
        burst=RefusalBurst.from_crawler(crawler), engine=crawler.engine, pace=pace
    )


def answer(crawl, statuses):
    """Let answers with these statuses come."""

    async def come():
        for status in statuses:
            crawl.burst.process_response(Request(URL), HtmlResponse(URL, status))
            await asyncio.sleep(0)

    asyncio.run(come())


def test_a_burst_of_refusals_ends_the_run_once(crawl):
    answer(crawl, [403] * (BURST + 3))
    assert crawl.engine.reasons == [REASON]
    assert crawl.pace.is_stopped
    with pytest.raises(Refusal) as refusal:
        crawl.burst.process_request(Request(URL))
    assert refusal.value.verdict == (Fate.PUT_OFF, REASON, None)


def test_only_a_surplus_of_refusals_is_a_burst(crawl):
    answer(crawl, [403, 200] * 2 * BURST + [429] * (BURST - 1))
    assert crawl.engine.reasons == []
    assert crawl.burst.process_request(Request(URL)) is None


def test_one_good_answer_among_many_refusals_does_not_hold_up_a_burst(crawl):
    answer(crawl, [403, 403, 200] * BURST)
    assert crawl.engine.reasons == [REASON]
    with pytest.raises(Refusal):
        crawl.burst.process_request(Request(URL))


@pytest.mark.parametrize("status", [404, 410, 500, 301])
def test_what_is_not_there_is_no_refusal(crawl, status):
    answer(crawl, [status] * 2 * BURST)
    assert crawl.engine.reasons == []


def test_a_challenge_is_refused_whatever_its_status(crawl):
    for status in (200, 403, 503):
        with pytest.raises(Refusal) as refusal:
            crawl.burst.process_response(Request(URL), HtmlResponse(URL, status, body=CHALLENGE))
        assert refusal.value.verdict == (Fate.REFUSED, "challenge_page", status)


def test_a_robots_txt_that_is_not_there_is_none_whatever_page_comes_with_it(crawl):
    page = HtmlResponse(URL, 403, body=CHALLENGE)
    assert crawl.burst.process_response(Request(URL, meta=ROBOTS), page) is page
    with pytest.raises(Refusal):
        crawl.burst.process_response(
            Request(URL, meta=ROBOTS), HtmlResponse(URL, 200, body=CHALLENGE)
        )
