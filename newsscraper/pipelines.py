"""What happens to an article between the spider and the feeds."""

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.extraction import missing_fields
from newsscraper.failures import Verdict
from newsscraper.frontier import Stored
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
    """Commits an article to the store, marked with what it repeats.

    Drops what the store has just like that, and exact duplicates unless they are to be fed.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.finder = DuplicateFinder.from_settings(crawler.settings)

    def process_item(self, item: Article) -> Article:
        """Return *item*, with its revision, once it is committed."""
        with self.spider.setbacks.stopping():
            stored = self.spider.frontier.store_article(item, self.finder)
        if stored is None:
            self.stats.inc_value("articles/duplicate")
            raise DropItem(f"Stored before: {item.key} {item.url}")
        self._count(item, stored)
        if stored.is_duplicate and not self.crawler.settings.getbool("FEED_DUPLICATES"):
            raise DropItem(f"Stored, not fed: {item.key} repeats {item.duplicate_of} {item.url}")
        self.crawler.signals.send_catch_log(article_stored, article=item, seq=stored.seq)
        return item

    def _count(self, article: Article, stored: Stored) -> None:
        if stored.is_duplicate:
            self.stats.inc_value("articles/exact_duplicates")
        elif article.similarity and article.similarity < 1:
            self.stats.inc_value("articles/near_duplicates")
