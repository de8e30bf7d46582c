"""Lines about single articles that name them, and do not repeat their text."""

from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure


class ItemLines(LogFormatter):
    """Scrapy's lines, without the article that it writes below those of the level INFO and up."""

    def dropped(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """Say why an article was dropped; the reason names it."""
        line = super().dropped(item, exception, response, spider)
        return {**line, "msg": "Dropped: %(exception)s"}

    def item_error(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """Name the article that could not be dealt with; the traceback follows."""
        line = super().item_error(item, exception, response, spider)
        return {**line, "msg": "Error processing %(item)s", "args": {"item": item.url}}
