"""What happens to an article between the spider and the feeds."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsscraper.extraction import missing_fields
from newsscraper.items import Article


class RequireFields:
    """Drops an article that lacks headline, body or date, and counts what was missing."""

    def __init__(self, crawler: Crawler) -> None:
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline with the crawler's stats."""
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        """Return *item* when it is whole."""
        missing = missing_fields(item)
        if not missing:
            return item
        self.stats.inc_value("articles/failed")
        for name in missing:
            self.stats.inc_value(f"articles/failed/no_{name}")
        raise DropItem(f"No {', no '.join(missing)}: {item.url}")


class MarkDuplicates:
    """Drops an article whose key was met before in this run."""

    def __init__(self, crawler: Crawler) -> None:
        self.stats = crawler.stats
        self.keys: set[str | None] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline with the crawler's stats."""
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        """Return *item* the first time its key comes."""
        if item.key in self.keys:
            self.stats.inc_value("articles/duplicate")
            raise DropItem(f"Met before in this run: {item.key} {item.url}")
        self.keys.add(item.key)
        return item
