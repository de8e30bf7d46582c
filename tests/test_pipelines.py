"""What is dropped between the spider and the feeds, and how it is counted."""

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from newsscraper.items import Article
from newsscraper.pipelines import MarkDuplicates, RequireFields

WHOLE = {"key": "x:1", "headline": "Judul", "body": "Isi.", "date_published": "2026-01-20"}


@pytest.fixture
def build():
    """Return a function that builds a pipeline, and gives it with its stats."""

    def built(pipeline):
        crawler = get_crawler()
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
    for pipeline in (RequireFields, MarkDuplicates):
        assert build(pipeline)[0].process_item(article) is article
    assert article == Article(**WHOLE)


def test_the_second_article_of_a_key_is_dropped_and_counted(build):
    pipeline, stats = build(MarkDuplicates)
    pipeline.process_item(Article(key="x:1"))
    pipeline.process_item(Article(key="x:podium:1"))
    with pytest.raises(DropItem, match="Met before in this run: x:1"):
        pipeline.process_item(Article(key="x:1"))
    assert stats.get_value("articles/duplicate") == 1
