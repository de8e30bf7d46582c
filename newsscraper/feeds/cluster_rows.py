"""What `scrapy export` makes of clusters: a row for each article, or one article for each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from newsscraper.duplicates.clusters import Cluster, Member
from newsscraper.items import Article


@dataclass
class ClusterRow:
    """Which cluster an article belongs to."""

    key: str
    cluster: str
    """Key of the original: the article that the others credit, else the earliest."""
    first_seen: str
    """When the story appeared first, by the articles of the cluster."""
    publisher: str
    date_published: str
    credit: str | None
    """Name of the house or agency where it says that it ran first."""
    duplicate_of: str | None
    similarity: float | None


def cluster_rows(
    articles: Iterable[Article], clusters: Mapping[str, Cluster]
) -> Iterator[ClusterRow]:
    """Yield a row for each article; one that is like no other is a cluster of its own."""
    for article in articles:
        cluster = clusters.get(str(article.key)) or Cluster((_member(article),))
        yield ClusterRow(
            str(article.key),
            cluster.key,
            cluster.first_seen,
            str(article.publisher),
            str(article.date_published),
            _member(article).credit,
            article.duplicate_of,
            article.similarity,
        )


def _member(article: Article) -> Member:
    source = article.syndicated_from
    return Member(
        str(article.key),
        str(article.publisher),
        str(article.date_published),
        source and source["publisher"],
    )


def unique(
    articles: Iterable[Article],
    clusters: Mapping[str, Cluster],
    is_selected: Callable[[Member], bool],
) -> Iterator[Article]:
    """Yield one article of each cluster: the original, or who stands in for it in the selection.

    They are marked as nothing's duplicates, as what they repeat is not there.
    """
    best = {id(cluster): _first(cluster, is_selected) for cluster in clusters.values()}
    for article in articles:
        cluster = clusters.get(str(article.key))
        if cluster is None or best[id(cluster)] == article.key:
            yield replace(article, duplicate_of=None, similarity=None)


def _first(cluster: Cluster, is_selected: Callable[[Member], bool]) -> str | None:
    return next((member.key for member in cluster.members if is_selected(member)), None)
