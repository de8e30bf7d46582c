"""What is dropped between the spider and the feeds, and how it is counted."""

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from newsscraper.crawl.run import Run
from newsscraper.items import Article
from newsscraper.pipelines import RequireFields, StoreArticles
from newsscraper.signals import article_duplicate, article_revised, article_stored
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

    def built(pipeline, **settings):
        crawler = get_crawler(MediaIndonesiaSpider, settings)
        spider = MediaIndonesiaSpider.from_crawler(crawler)
        crawler.spider = spider
        return pipeline(crawler, Run(crawler, spider)), crawler.stats

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


# --- Signals --------------------------------------------------------------------------------------

TEXT = " ".join(f"kata{number}" for number in range(60))


def heard_of(pipeline):
    """The signals that are sent from now on, each with the key of its article and its seq."""
    heard, receivers = [], []

    def listen(name, signal):
        def receive(article, seq):
            heard.append((name, article.key, seq))

        receivers.append(receive)  # or nobody keeps it
        pipeline.crawler.signals.connect(receive, signal)

    listen("stored", article_stored)
    listen("revised", article_revised)
    listen("duplicate", article_duplicate)
    pipeline.receivers = receivers
    return heard


FIRST = WHOLE | {"body": TEXT}
SECOND = WHOLE | {"body": TEXT, "key": "mediaindonesia:2"}
TOLD = [("stored", FIRST["key"], 1), ("duplicate", SECOND["key"], 2)]


def test_a_duplicate_that_feeds_leave_out_is_told_of_as_one_and_not_as_stored(build):
    pipeline, stats = build(StoreArticles)
    heard = heard_of(pipeline)
    pipeline.process_item(Article(**FIRST))
    with pytest.raises(DropItem, match="Stored, not fed: mediaindonesia:2 repeats"):
        pipeline.process_item(Article(**SECOND))
    assert heard == TOLD
    assert stats.get_value("articles/exact_duplicates") == 1


def test_a_duplicate_that_feeds_get_is_told_of_as_both(build):
    pipeline, stats = build(StoreArticles, FEED_DUPLICATES=True)
    heard = heard_of(pipeline)
    pipeline.process_item(Article(**FIRST))
    pipeline.process_item(Article(**SECOND))
    assert heard == [*TOLD, ("stored", SECOND["key"], 2)]
    assert stats.get_value("articles/exact_duplicates") == 1


def test_a_revision_is_told_of_before_it_is_told_that_it_is_stored(build):
    pipeline = build(StoreArticles)[0]
    heard = heard_of(pipeline)
    for content_hash in "ab":
        pipeline.process_item(Article(**WHOLE | {"content_hash": content_hash}))
    key = WHOLE["key"]
    assert heard == [("stored", key, 1), ("revised", key, 2), ("stored", key, 2)]
