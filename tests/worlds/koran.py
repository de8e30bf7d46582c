"""A made-up paper whose articles lie in a real store, and its feeds without a crawl."""

import asyncio
import json
from dataclasses import replace

from scrapy.utils.test import get_crawler

from newsscraper import settings
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.feeds.extension import ArticleFeeds
from newsscraper.feeds.slots import Slots
from newsscraper.feeds.wanted import Selection
from newsscraper.items import Article
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store import ledger, revisions

NEW = Selection("koran", is_incremental=True)
ALL = Selection("koran", is_incremental=False)
FEED_PARTS = "LOCK_WAIT STORAGES EXPORTERS EXPORT_ENCODING STORE_EMPTY"
OURS = [*(f"FEED_{part}" for part in FEED_PARTS.split()), "EXTENSIONS"]
TEXT = " ".join(f"kata{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")


class KoranSpider(MediaIndonesiaSpider):
    name = "koran"
    article_urls = replace(MediaIndonesiaSpider.article_urls, publisher="koran")


def crawler_for(feeds, spider=KoranSpider, **options):
    """A crawler with a spider and the project's settings of feeds."""
    given = {name: getattr(settings, name) for name in OURS}
    given["EXTENSIONS"] = dict.fromkeys(given["EXTENSIONS"])
    # Feeds come after Scrapy was built, which would make its own of them.
    crawler = get_crawler(spider, given)
    crawler.settings.frozen = False
    crawler.settings.update({"FEEDS": feeds} | options)
    crawler.spider = spider.from_crawler(crawler)
    return crawler


def slots_for(feeds, **options):
    """The slots of these feeds."""
    crawler = crawler_for(feeds, **options)
    return Slots(crawler, crawler.spider)


def put(store, number, day=1, section="ekonomi", body="", **fields):
    """Store an article; return its seq."""
    article = Article(f"koran:{number}", "koran", f"https://koran.example/{number}")
    article.section, article.body = section, body or f"{TEXT} {number}"
    article.date_published = f"2026-01-{day:02}T10:00:00+07:00"
    for name, value in fields.items():
        setattr(article, name, value)
    article.content_hash = article.body
    finder = DuplicateFinder(30, 0.3)
    with store.writing() as transaction:
        finding = finder.mark(transaction, article)
        seq = revisions.add(transaction, article, 1)
        repeats = finder.keep(transaction, seq, article, finding)
        ledger.store(transaction, 1, article, 0, article.duplicate_of if repeats else None)
    return seq


class FeedRun:
    """The feeds of one run, from its beginning to its end."""

    def __init__(self, store, feeds, **options):
        self.store = store
        self.crawler = crawler_for(feeds, **options)
        self.crawler.crawling = True  # as long as nobody wants it to end
        self.feeds = ArticleFeeds.from_crawler(self.crawler)

    def stored(self, number, **fields):
        """Store an article, and tell the feeds as the pipeline does."""
        article = Article(f"koran:{number}", "koran")
        self.feeds.on_stored(article, put(self.store, number, **fields))

    def __call__(self, selection, *numbers, before_close=None, deliver=True, is_final=True):
        """Open the feeds, store articles meanwhile, close them."""

        async def run():
            await self.feeds.open(self.store, selection)
            for number in numbers:
                self.stored(number)
            if before_close:
                before_close()
            await self.feeds.close(deliver=deliver, is_final=is_final)

        try:
            asyncio.run(run())
        finally:
            self.feeds.release()
        return self


def numbers_in(file):
    """The numbers of the articles in a JSON Lines feed."""
    return [int(json.loads(line)["key"][6:]) for line in file.read_text().splitlines()]
