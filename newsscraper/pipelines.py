"""What happens to an article between the spider and the feeds."""

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsscraper.extraction import missing_fields
from newsscraper.failures import Verdict
from newsscraper.items import Article
from newsscraper.signals import article_stored


class _Pipeline:
    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.spider: Any = crawler.spider
        self.stats: Any = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline for a crawl."""
        return cls(crawler)


class RequireFields(_Pipeline):
    """Drops an article that lacks headline, body or date, and counts what was missing."""

    def process_item(self, item: Article) -> Article:
        """Return *item* when it is whole."""
        missing = missing_fields(item)
        if not missing:
            return item
        with self.spider.setbacks.stopping():
            self.spider.setbacks.drop(item, Verdict("failed", f"no_{missing[0]}"))
        raise DropItem(f"No {', no '.join(missing)}: {item.url}")


class StoreArticles(_Pipeline):
    """Commits an article to the store, and drops what the store has just like that."""

    def process_item(self, item: Article) -> Article:
        """Return *item*, with its revision, once it is committed."""
        with self.spider.setbacks.stopping():
            seq = self.spider.frontier.store_article(item)
        if seq is None:
            self.stats.inc_value("articles/duplicate")
            raise DropItem(f"Stored before: {item.key} {item.url}")
        self.crawler.signals.send_catch_log(article_stored, article=item, seq=seq)
        return item
