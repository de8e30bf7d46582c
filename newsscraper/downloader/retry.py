"""Tries again what failed, after the pause that the publisher asks for or an ever longer one."""

from scrapy import Request, Spider
from scrapy.downloadermiddlewares import retry
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from newsscraper.downloader.pace import Pace
from newsscraper.downloader.retry_after import SLOW_DOWN, retry_after
from newsscraper.downloader.whole import is_cut_off
from newsscraper.failures import Fate, Reason, Refusal, Verdict


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
        is_told = response.status in SLOW_DOWN and retry_after(response) is not None
        if isinstance(result, Request) and not is_told:
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
        assert self.crawler.spider
        again = get_retry_request(request, spider=self.crawler.spider, reason="cut_off")
        if again is None:
            raise Refusal(
                Verdict(Fate.FAILED, Reason.CUT_OFF, response.status), "The page is cut off"
            )
        self._pace.back_off(again.meta["retry_times"])
        return again

    @property
    def _pace(self) -> Pace:
        pace = self.crawler.get_downloader_middleware(Pace)
        assert pace
        return pace
