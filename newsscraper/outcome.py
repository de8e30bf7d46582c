"""The outcome of a crawl: its exit code and the last line of its log."""

import logging
from dataclasses import dataclass
from typing import Self

from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter


class Tracebacks(logging.Handler):
    """Counts the errors that are logged with a traceback: exceptions that nobody expected.

    Scrapy catches them in callbacks, pipelines, exporters and storages alike, counts only some
    and ends as "finished".
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count *record*."""
        self.count += bool(record.exc_info and record.exc_info[0])


@dataclass(frozen=True)
class Outcome:
    """How a crawl ended."""

    exit_code: int
    """0 complete, 1 unexpected error, 11 stopped by a signal."""
    text: str
    log_level: int = logging.ERROR
    """The level that the last line deserves."""

    @classmethod
    def of(cls, crawler: Crawler, *, bootstrap_failed: bool, unexpected: int) -> Self:
        """Read the outcome from the crawler's stats, once it has stopped.

        *unexpected* is the number of unexpected errors.
        """
        if bootstrap_failed:
            return cls(1, "Failed: the crawl did not start; the log above says why.")
        assert crawler.stats
        reason = crawler.stats.get_value("finish_reason")
        counts = _counts(crawler)
        if unexpected:
            errors = _number(unexpected, "unexpected error")
            return cls(1, f"Failed: {errors}, which the log above shows; {counts}.")
        if crawler.settings.getdict("FEEDS") and not crawler.get_extension(FeedExporter):
            return cls(1, f"Failed: no feed was written, the log above says why; {counts}.")
        if reason == "shutdown":
            return cls(11, f"Stopped by a signal: {counts}.")
        if reason != "finished":
            is_error = reason == "memusage_exceeded"
            return cls(int(is_error), f"Stopped ({reason}): {counts}.", logging.WARNING)
        if pages := _unread_pages(crawler):
            text = f"Incomplete: {counts}; {_number(pages, 'index page')} could not be read."
            return cls(0, text, logging.WARNING)
        return cls(0, f"Complete: {counts}.", logging.INFO)


def _counts(crawler: Crawler) -> str:
    articles = _number(_stat(crawler, "item_scraped_count"), "article")
    others = (
        f"{count} {outcome}"
        for outcome in ("gone", "refused")
        if (count := _stat(crawler, f"articles/{outcome}"))
    )
    return ", ".join([articles, f"{_stat(crawler, 'articles/failed')} failed", *others])


def _unread_pages(crawler: Crawler) -> int:
    return sum(_stat(crawler, f"index_pages/{outcome}") for outcome in ("failed", "refused"))


def _stat(crawler: Crawler, name: str) -> int:
    assert crawler.stats
    return int(crawler.stats.get_value(name, 0))


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
