"""What the feeds of a run are to get."""

from collections.abc import Iterable

from scrapy.settings import BaseSettings

from newsscraper.crawl.arguments import Arguments
from newsscraper.feeds.wanted import Selection, feeds_hold_duplicates
from newsscraper.publisher.facts import Publisher
from newsscraper.roads.any_road import Road


def selection_of(
    publisher: type[Publisher], asked: Arguments, roads: Iterable[Road], settings: BaseSettings
) -> Selection:
    """Return which articles of *publisher* are *asked* for.

    *roads* are those that the run sets out for: with sections, their fronts.
    """
    urls = publisher.article_urls
    return Selection(
        publisher.name,
        asked.is_incremental,
        asked.since,
        asked.until,
        sections=asked.sections,
        fronts=tuple(road.url for road in roads) if asked.sections else (),
        keys=tuple(filter(None, map(urls.key, asked.urls))),
        with_duplicates=feeds_hold_duplicates(settings),
    )
