"""A page that did not come, in one line."""

import pytest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from newsscraper.console.page_fetch import NotFetched

URL = "https://mediaindonesia.com/ekonomi/1000/a"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (HttpError(Response(URL, status=503)), "the answer is 503"),
        (ValueError("robots.txt forbids it"), "robots.txt forbids it"),
        (TimeoutError(), "TimeoutError"),
        (None, "the log above says why"),
    ],
)
def test_the_reason_is_told(error, reason):
    assert str(NotFetched(URL, error)) == f"{URL} was not fetched: {reason}"
