"""What failed is tried again, after a pause of the whole publisher."""

from types import SimpleNamespace

import pytest
from scrapy import Spider
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import HtmlResponse, Request
from scrapy.utils.test import get_crawler

from newsscraper.downloader.pace import Pace
from newsscraper.downloader.retry import RetryMiddleware
from newsscraper.failures import Fate, Reason, Refusal

URL = "https://mediaindonesia.com/ekonomi/1/judul"
WHOLE, HALF = b"<html></html>", b"<html>"


@pytest.fixture
def crawler():
    crawler = get_crawler(settings_dict={"RETRY_TIMES": 2, "DOWNLOAD_DELAY": 2})
    crawler.spider = Spider.from_crawler(crawler, "koran")
    pace = Pace(crawler)
    pauses = []
    pace.pause = lambda seconds, **_: pauses.append(seconds)
    crawler.get_downloader_middleware = {Pace: pace}.get
    return SimpleNamespace(retry=RetryMiddleware.from_crawler(crawler), pauses=pauses, own=crawler)


def page(status=200, body=WHOLE, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HtmlResponse(URL, status, body=body, headers=named)


def test_a_whole_page_passes(crawler):
    response = page()
    assert crawler.retry.process_response(Request(URL), response) is response
    assert crawler.pauses == []


def test_a_page_cut_off_is_tried_again_each_time_after_twice_the_pause(crawler):
    request = Request(URL, priority=20)
    first = crawler.retry.process_response(request, page(body=HALF))
    second = crawler.retry.process_response(first, page(body=HALF))
    assert [each.meta["retry_times"] for each in (first, second)] == [1, 2]
    assert first.dont_filter
    assert first.priority == 19
    assert crawler.pauses == [10, 20]
    stats = crawler.own.stats.get_stats()
    assert stats == {"retry/count": 2, "retry/reason_count/cut_off": 2}


def test_a_page_cut_off_each_time_is_refused(crawler):
    request = Request(URL, meta={"retry_times": 2})
    with pytest.raises(Refusal) as refusal:
        crawler.retry.process_response(request, page(body=HALF))
    assert refusal.value.verdict == (Fate.FAILED, Reason.CUT_OFF, 200)
    assert crawler.own.stats.get_value("retry/max_reached") == 1
    assert crawler.pauses == []


def test_a_request_may_have_a_number_of_tries_of_its_own(crawler):
    request = Request(URL, meta={"max_retry_times": 0})
    with pytest.raises(Refusal):
        crawler.retry.process_response(request, page(body=HALF))


def test_a_server_error_is_tried_again_after_a_pause(crawler):
    again = crawler.retry.process_response(Request(URL), page(503))
    assert again.meta["retry_times"] == 1
    assert crawler.pauses == [10]


def test_a_pause_that_the_publisher_asks_for_is_not_lengthened(crawler):
    again = crawler.retry.process_response(Request(URL), page(429, Retry_After="7"))
    assert again.meta["retry_times"] == 1
    assert crawler.pauses == [], "the download handler has heeded it"


def test_a_request_that_brought_no_answer_is_tried_again_after_a_pause(crawler):
    again = crawler.retry.process_exception(Request(URL), DownloadTimeoutError())
    assert again.meta["retry_times"] == 1
    assert crawler.pauses == [10]
    assert crawler.retry.process_exception(Request(URL), ZeroDivisionError()) is None
