"""What it means that a page could not be fetched."""

from typing import NamedTuple

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

_GONE = frozenset({404, 410})
_REFUSED = frozenset({401, 403, 429, 451})


class Verdict(NamedTuple):
    """How a request ended, as words of the stats."""

    outcome: str
    """``gone``, ``refused`` or ``failed``."""
    reason: str


def verdict_on(error: BaseException | None) -> Verdict:
    """Return what *error*, which a download ended with, means."""
    if isinstance(error, HttpError):
        status = error.response.status
        outcome = "gone" if status in _GONE else "refused" if status in _REFUSED else "failed"
        return Verdict(outcome, f"http_{status}")
    if isinstance(error, IgnoreRequest):
        return _ignored(str(error))
    return Verdict("failed", type(error).__name__)


def _ignored(text: str) -> Verdict:
    """Tell the middlewares apart that drop requests; all raise the same exception."""
    if "robots.txt" in text:
        return Verdict("refused", "robots_txt")
    return Verdict("failed", "redirected_too_often" if "redirections" in text else "ignored")
