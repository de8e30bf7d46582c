"""What is dropped between the spider and the feeds, and how it is counted."""

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from newsscraper.items import Article
from newsscraper.pipelines import RequireFields, StoreArticles
from newsscraper.signals import article_stored
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

WHOLE = {
    "key": "mediaindonesia:1",
    "publisher": "mediaindonesia",
    "url": "https://mediaindonesia.com/ekonomi/1/judul",
    "headline": "Judul",
    "body": "Isi.",
    "date_published": "2026-01-20",
    "content_hash": "a",
}


@pytest.fixture
def build():
    """Return a function that builds a pipeline on a new temporary store."""

    def built(pipeline):
        crawler = get_crawler(MediaIndonesiaSpider)
        crawler.spider = MediaIndonesiaSpider.from_crawler(crawler)
        return pipeline.from_crawler(crawler), crawler.stats

    return built


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize("name", ["headline", "body", "date_published"])
def test_an_article_that_lacks_a_required_field_is_dropped_and_counted(build, name, value):
    pipeline, stats = build(RequireFields)
    with pytest.raises(DropItem, match=f"No {name}"):
        pipeline.process_item(Article(**WHOLE | {name: value}))
    assert stats.get_value("articles/failed") == 1
    assert stats.get_value(f"articles/failed/no_{name}") == 1


def test_an_article_that_lacks_everything_counts_once(build):
    pipeline, stats = build(RequireFields)
    with pytest.raises(DropItem, match="No headline, no body, no date_published: https://x"):
        pipeline.process_item(Article(url="https://x"))
    assert stats.get_value("articles/failed") == 1


def test_a_whole_article_passes_untouched(build):
    article = Article(**WHOLE)
    for pipeline in (RequireFields, StoreArticles):
        assert build(pipeline)[0].process_item(article) is article
    assert article == Article(**WHOLE)


def test_the_second_article_of_a_key_is_dropped_and_counted(build):
    pipeline, stats = build(StoreArticles)
    pipeline.process_item(Article(**WHOLE))
    pipeline.process_item(Article(**WHOLE | {"key": "mediaindonesia:podium:1"}))
    with pytest.raises(DropItem, match="Stored before: mediaindonesia:1"):
        pipeline.process_item(Article(**WHOLE))
    assert stats.get_value("articles/duplicate") == 1


def test_other_content_under_the_same_key_is_its_next_revision(build):
    pipeline = build(StoreArticles)[0]
    sent = []

    def receive(article, seq):
        sent.append((article.revision, seq))

    pipeline.crawler.signals.connect(receive, article_stored)
    for content_hash in "aba":
        pipeline.process_item(Article(**WHOLE | {"content_hash": content_hash}))
    assert sent == [(1, 1), (2, 2), (3, 3)]
