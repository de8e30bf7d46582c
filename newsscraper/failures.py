"""What it means that a page could not be fetched, and what ends a run."""

from typing import NamedTuple

from scrapy.exceptions import CloseSpider, DownloadCancelledError, IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

_GONE = frozenset({404, 410})
_REFUSED = frozenset({401, 403, 429, 451})


class CannotGoOn(CloseSpider):
    """Ends a run: wherever a spider raises it, Scrapy closes the spider without a traceback."""

    def __init__(self, exit_code: int, text: str) -> None:
        super().__init__("cannot_go_on")
        self.exit_code = exit_code
        self.text = " ".join(text.split())
        """One line for a person."""

    def __str__(self) -> str:
        return self.text


class Verdict(NamedTuple):
    """How a request ended, as words of the stats and states of the ledger."""

    outcome: str
    """``gone``, ``refused``, ``failed``, or ``put_off``: not asked, and no failure either."""
    reason: str
    status: int | None = None
    """HTTP status, if there was an answer."""


class Refusal(IgnoreRequest):
    """Raised where downloads are guarded: this page is not to be had, and *verdict* says why."""

    def __init__(self, verdict: Verdict, text: str) -> None:
        super().__init__(text)
        self.verdict = verdict


def verdict_on(error: BaseException | None) -> Verdict:
    """Return what *error*, which a download ended with, means."""
    if isinstance(error, Refusal):
        return error.verdict
    if isinstance(error, HttpError):
        status = error.response.status
        outcome = "gone" if status in _GONE else "refused" if status in _REFUSED else "failed"
        return Verdict(outcome, f"http_{status}", status)
    if isinstance(error, DownloadCancelledError):  # so Scrapy ends what exceeds DOWNLOAD_MAXSIZE
        return Verdict("failed", "too_large")
    if isinstance(error, IgnoreRequest):
        return Verdict("failed", _ignored(str(error)))
    return Verdict("failed", type(error).__name__)


def _ignored(text: str) -> str:
    """Tell the middlewares of Scrapy apart that drop requests; all raise the same exception."""
    if "DOWNLOAD_MAXSIZE" in text:
        return "too_large"
    return "redirected_too_often" if "redirections" in text else "ignored"
