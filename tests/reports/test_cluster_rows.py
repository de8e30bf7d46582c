"""What is made of clusters: rows, or one article of each."""

import pytest

from newsscraper.duplicates.clusters import Member, clusters_of
from newsscraper.items import Article
from newsscraper.reports.cluster_rows import cluster_rows, unique


def article(key, day=1, credit=None, **marks):
    """An article of a day, with what it says of where it ran first."""
    article = Article(key, key.partition(":")[0], **marks)
    article.date_published = f"2026-01-{day:02}T10:00:00+07:00"
    if credit:
        article.syndicated_from = {"publisher": credit, "headline": None, "url": None}
    return article


ALONE = article("koran:9", 9)
FIRST = article("koran:1", 3)
COPY = article("lain:1", 2, "Koran", duplicate_of="koran:1", similarity=1.0)
LATER = article("warta:1", 4, duplicate_of="koran:1", similarity=0.9)
ARTICLES = [ALONE, FIRST, COPY, LATER]


@pytest.fixture
def clusters():
    """Return the cluster of three of the articles, by key."""
    members = [Member(each.key, each.publisher, each.date_published, None) for each in ARTICLES]
    members[2] = members[2]._replace(credit="Koran")
    pairs = [("lain:1", "koran:1"), ("warta:1", "koran:1")]
    return clusters_of(pairs, members, {"koran": ["Koran"]})


def test_every_article_has_a_row_in_its_order(clusters):
    rows = list(cluster_rows(ARTICLES, clusters))
    assert [row.key for row in rows] == [each.key for each in ARTICLES]


def test_a_row_names_the_original_and_when_the_story_was_first_seen(clusters):
    _, *rows = cluster_rows(ARTICLES, clusters)
    assert {row.cluster for row in rows} == {"koran:1"}
    assert {row.first_seen for row in rows} == {COPY.date_published}


def test_an_article_that_is_like_no_other_is_a_cluster_of_its_own(clusters):
    [row] = cluster_rows([ALONE], clusters)
    assert (row.cluster, row.first_seen) == (ALONE.key, ALONE.date_published)


def test_a_row_has_what_the_article_says_of_itself(clusters):
    [row] = cluster_rows([COPY], clusters)
    assert (row.publisher, row.date_published) == ("lain", COPY.date_published)
    assert (row.credit, row.duplicate_of, row.similarity) == ("Koran", "koran:1", 1.0)
    [row] = cluster_rows([LATER], clusters)
    assert (row.credit, row.similarity) == (None, 0.9)


def test_of_a_cluster_the_original_is_left_and_of_others_all(clusters):
    left = unique(ARTICLES, clusters, lambda member: True)
    assert [each.key for each in left] == ["koran:9", "koran:1"]


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        ({"lain", "warta"}, ["lain:1"]),
        ({"warta"}, ["warta:1"]),
        ({"koran"}, ["koran:9", "koran:1"]),
    ],
)
def test_who_is_next_stands_in_for_an_original_that_was_not_selected(clusters, selected, expected):
    chosen = [each for each in ARTICLES if each.publisher in selected]
    left = unique(chosen, clusters, lambda member: member.publisher in selected)
    assert [each.key for each in left] == expected


def test_of_a_cluster_of_which_none_is_selected_none_is_left(clusters):
    assert list(unique([COPY], clusters, lambda member: False)) == []


def test_what_is_left_is_marked_as_nothings_duplicate_and_the_article_stays(clusters):
    [left] = unique([LATER], clusters, lambda member: member.publisher == "warta")
    assert (left.duplicate_of, left.similarity) == (None, None)
    assert (LATER.duplicate_of, LATER.similarity) == ("koran:1", 0.9)
