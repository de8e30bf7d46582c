"""Clusters of stored articles."""

from newsscraper.duplicates.stored_clusters import stored_clusters
from newsscraper.items import Article
from newsscraper.store import revisions


def test_articles_that_pairs_join_are_a_cluster_as_far_as_they_are_stored(writing):
    for number, publisher in enumerate(("detik", "kompas")):
        article = Article(f"{publisher}:1", publisher, f"https://{publisher}.id/1")
        article.content_hash, article.date_published = "x", f"2026-03-0{number + 1}T07:00:00+07:00"
        revisions.add(writing, article, 1)
    pairs = [("kompas:1", "detik:1"), ("kompas:1", "kompas:9")]
    found = stored_clusters(writing, pairs, {"detik": ("detikcom",), "kompas": ("KOMPAS.com",)})
    assert found.keys() == {"detik:1", "kompas:1"}
    assert [each.key for each in found["kompas:1"].members] == ["detik:1", "kompas:1"]
    assert found["detik:1"] is found["kompas:1"]
