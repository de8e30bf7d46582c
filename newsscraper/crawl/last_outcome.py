"""How a crawl ended, whatever became of its run."""

from scrapy.crawler import Crawler

from newsscraper.crawl.outcome import ENDED_BADLY, NOT_STARTED, STOPPED_AT_ONCE, Outcome
from newsscraper.crawl.run import Run


def outcome_of(crawler: Crawler) -> Outcome:
    """Return how the crawl of *crawler* ended, also if it never began or was stopped at once."""
    try:
        run = crawler.get_extension(Run)
    except RuntimeError:  # Scrapy's, when it could not even make the extensions
        run = None
    if run and run.outcome:
        return run.outcome
    if run is None or not run.has_begun:
        return NOT_STARTED
    return ENDED_BADLY if run.closed.is_set() else STOPPED_AT_ONCE
