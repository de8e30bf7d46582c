"""What happens to an article between the spider and the feeds."""

from typing import Final, NoReturn, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured

from newsscraper.article.extraction import missing_fields
from newsscraper.crawl.counts import Stat
from newsscraper.crawl.keeping import Known, Stored
from newsscraper.crawl.run import Run
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import Reason, missing_reason
from newsscraper.feeds.wanted import feeds_hold_duplicates
from newsscraper.items import Article
from newsscraper.signals import (
    article_dropped,
    article_duplicate,
    article_revised,
    article_stored,
)

_LEFT: Final[dict[Known | Reason, Stat]] = {
    Known.UNCHANGED: Stat.UNCHANGED,
    Known.REEXTRACTED: Stat.REEXTRACTED,
    Reason.SHRUNK: Stat.SHRUNK,
    Reason.SAME_TEXT: Stat.FAILED,
}
"""Why an article that came is no revision -> the number that counts it."""


class _Pipeline:
    def __init__(self, crawler: Crawler, run: Run) -> None:
        self.crawler = crawler
        self.run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline for the crawl of a publisher."""
        run = crawler.get_extension(Run)
        if run is None:
            raise NotConfigured
        return cls(crawler, run)


class RequireFields(_Pipeline):
    """Drops an article that lacks headline, body or date, and counts what was missing."""

    def process_item(self, item: Article) -> Article:
        """Return *item* when it is whole."""
        missing = missing_fields(item)
        if not missing:
            return item
        with self.run.setbacks.stopping():
            self.run.setbacks.drop(item, missing_reason(missing[0]))
        raise DropItem(f"No {', no '.join(missing)}: {item.url}")


class StoreArticles(_Pipeline):
    """Commits an article to the store, marked with what it repeats.

    Drops what the store has just like that, or only read anew, and exact duplicates unless they
    are to be fed.
    """

    def __init__(self, crawler: Crawler, run: Run) -> None:
        super().__init__(crawler, run)
        self.finder = DuplicateFinder.from_settings(crawler.settings)

    def process_item(self, item: Article) -> Article:
        """Return *item*, with its revision, once it is committed."""
        with self.run.setbacks.stopping():
            stored = self.run.frontier.store_article(item, self.finder)
        if not isinstance(stored, Stored):
            self._leave(item, stored)
        self._tell_more(item, stored)
        if stored.is_duplicate and not feeds_hold_duplicates(self.crawler.settings):
            raise DropItem(f"Stored, not fed: {item.key} repeats {item.duplicate_of} {item.url}")
        self._tell(article_stored, article=item, seq=stored.seq, document=stored.document)
        return item

    def _leave(self, article: Article, why_not: Known | Reason) -> NoReturn:
        """Drop an article that the store knows, or that is not believed yet."""
        reason = why_not if isinstance(why_not, Reason) else None
        self.run.counts.add(_LEFT[why_not], reason=reason if reason == Reason.SAME_TEXT else None)
        self._tell(article_dropped, article=article, reason=reason)
        named = f"{article.key} {article.url}"
        if isinstance(why_not, Known):
            raise DropItem(f"{why_not.value}: {named}", log_level="DEBUG")  # that is no news
        raise DropItem(f"Not believed yet, {why_not.words}: {named}")

    def _tell_more(self, article: Article, stored: Stored) -> None:
        """Count what an article repeats, and tell of it, and of a later revision."""
        if stored.is_duplicate:
            self.run.counts.add(Stat.EXACT_DUPLICATES)
            self._tell(article_duplicate, article=article, seq=stored.seq)
        elif article.similarity and article.similarity < 1:
            self.run.counts.add(Stat.NEAR_DUPLICATES)
        if article.revision > 1:
            self._tell(article_revised, article=article, seq=stored.seq)

    def _tell(self, signal: object, **arguments: object) -> None:
        self.crawler.signals.send_catch_log(signal, **arguments)
