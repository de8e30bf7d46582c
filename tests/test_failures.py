"""What it means that a page could not be had: its fate, and the word for its reason."""

import pytest
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from newsscraper.failures import CannotGoOn, Exit, Fate, Reason, Refusal, Verdict, verdict_on

PAGE = "https://mediaindonesia.com/ekonomi/1/judul"


@pytest.mark.parametrize(
    ("status", "fate"),
    [
        *((status, Fate.GONE) for status in (404, 410)),
        *((status, Fate.REFUSED) for status in (401, 403, 429, 451)),
        *((status, Fate.FAILED) for status in (400, 408, 500, 502, 503, 504)),
    ],
)
def test_a_status_says_what_became_of_a_page(status, fate):
    error = HttpError(Response(PAGE, status=status))
    assert verdict_on(error) == (fate, f"http_{status}", status)


def test_a_refusal_says_itself_why():
    verdict = Verdict(Fate.REFUSED, Reason.ROBOTS_TXT)
    assert verdict_on(Refusal(verdict, "Forbidden by robots.txt")) is verdict


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (DownloadCancelledError("too long"), "too_large"),
        (IgnoreRequest("Response exceeded DOWNLOAD_MAXSIZE"), "too_large"),
        (IgnoreRequest("max redirections reached"), "redirected_too_often"),
        (IgnoreRequest("for a reason of its own"), "ignored"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_another_error_is_a_failure_by_its_name(error, reason):
    assert verdict_on(error) == (Fate.FAILED, reason, None)


def test_the_last_line_of_a_run_that_cannot_go_on_is_one_line():
    error = CannotGoOn(Exit.NOT_WRITTEN, "The disk\nis   full.")
    assert (str(error), error.exit_code) == ("The disk is full.", 3)
