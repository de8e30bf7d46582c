import logging

import pytest
from scrapy import Spider
from scrapy.utils.test import get_crawler

from newsscraper.messages.tracebacks import Tracebacks


@pytest.fixture
def tracebacks():
    crawler = get_crawler()
    crawler.spider = Spider("koran")
    return Tracebacks(crawler)


@pytest.fixture
def log(tracebacks):
    logger = logging.Logger("koran")
    logger.addHandler(tracebacks)
    return logger


def fail(log, level=logging.ERROR, **extra):
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        log.log(level, "broken", exc_info=True, extra=extra)


def test_an_error_with_a_traceback_counts(tracebacks, log):
    fail(log)
    fail(log, logging.CRITICAL, spider=tracebacks.crawler.spider)
    assert tracebacks.count == 2


def test_an_error_without_one_was_expected(tracebacks, log):
    log.error("the page is cut off")
    log.error("no traceback", exc_info=(None, None, None))
    assert tracebacks.count == 0


def test_a_traceback_in_a_lesser_record_does_not_count(tracebacks, log):
    fail(log, logging.WARNING)
    assert tracebacks.count == 0


def test_an_error_of_another_crawl_in_the_process_does_not_count(tracebacks, log):
    fail(log, spider=Spider("lain"))
    assert tracebacks.count == 0
