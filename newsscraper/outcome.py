"""The outcome of a crawl: its exit code and the last line of its log."""

import logging
from dataclasses import dataclass
from typing import Self

from scrapy.crawler import Crawler


@dataclass(frozen=True)
class Outcome:
    """How a crawl ended."""

    exit_code: int
    """0 complete, 1 unexpected error."""
    text: str

    @property
    def log_level(self) -> int:
        """The level that the last line deserves."""
        return logging.ERROR if self.exit_code else logging.INFO

    @classmethod
    def of(cls, crawler: Crawler, *, bootstrap_failed: bool) -> Self:
        """Read the outcome from the crawler's stats, once it has stopped."""
        stats = crawler.stats
        if bootstrap_failed or stats is None or stats.get_value("finish_reason") is None:
            return cls(1, "Failed: the crawl did not start; the log above says why.")
        articles = stats.get_value("item_scraped_count", 0)
        failed = stats.get_value("articles/failed", 0)
        if errors := _errors(crawler):
            text = f"Failed: {errors} unexpected errors; {articles} articles, {failed} failed."
            return cls(1, text)
        reason = stats.get_value("finish_reason")
        word = "Complete" if reason == "finished" else f"Stopped ({reason})"
        return cls(0, f"{word}: {articles} articles, {failed} failed.")


def _errors(crawler: Crawler) -> int:
    assert crawler.stats
    names = ("spider_exceptions/count", "item_error_count", "feedexport/failed_count")
    failed_feeds = sum(
        int(value)
        for name, value in crawler.stats.get_stats().items()
        if name.startswith("feedexport/failed_count/")
    )
    return failed_feeds + sum(int(crawler.stats.get_value(name, 0)) for name in names)
