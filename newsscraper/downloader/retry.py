"""Tries again what failed, after the pause that the publisher asks for or an ever longer one."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from scrapy import Request, Spider
from scrapy.downloadermiddlewares import retry
from scrapy.http import Response

from newsscraper.downloader.pace import Pace
from newsscraper.downloader.whole import is_cut_off
from newsscraper.failures import Refusal, Verdict

_SLOW_DOWN: Final = frozenset({429, 503})


class RetryMiddleware(retry.RetryMiddleware):
    """Scrapy's middleware, with a pause for the whole publisher before each new try.

    Pages that came only in part are tried again, too.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Return *response*, or the request to try again; Refusal for a page cut off each time."""
        if is_cut_off(response):
            return self._ask_for_the_rest(request, response)
        result = super().process_response(request, response)
        seconds = retry_after(response) if response.status in _SLOW_DOWN else None
        if seconds is not None:
            self._pace.pause(seconds)
        elif isinstance(result, Request):
            self._pace.back_off(result.meta["retry_times"])
        return result

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | Response | None:
        """Return the request to try again, if that makes sense."""
        again = super().process_exception(request, exception)
        if isinstance(again, Request):
            self._pace.back_off(again.meta["retry_times"])
        return again

    def _ask_for_the_rest(self, request: Request, response: Response) -> Request:
        again = self._retry(request, "cut_off")
        if again is None:
            raise Refusal(Verdict("failed", "cut_off", response.status), "The page is cut off")
        self._pace.back_off(again.meta["retry_times"])
        return again

    @property
    def _pace(self) -> Pace:
        pace = self.crawler.get_downloader_middleware(Pace)
        assert pace
        return pace


def retry_after(response: Response) -> float | None:
    """Return for how many seconds *response* asks to be left alone (RFC 9110, 10.2.3), or None."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    try:
        return float(text) if text.isdecimal() else max(_seconds_until(text), 0.0)
    except (ValueError, OverflowError):
        return None


def _seconds_until(date: str) -> float:
    moment = parsedate_to_datetime(date)
    if moment.tzinfo is None:  # as with the zone -0000
        moment = moment.replace(tzinfo=UTC)
    return (moment - datetime.now(UTC)).total_seconds()
