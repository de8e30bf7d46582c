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
    """Yield a row for each article; one that is like no other is a cluster of its own.

    *clusters* are those of the store, by the key of each article in them.
    """
    for article in articles:
        member = _member(article)
        cluster = clusters.get(member.key) or Cluster((member,))
        yield ClusterRow(
            key=member.key,
            cluster=cluster.key,
            first_seen=cluster.first_seen,
            publisher=member.publisher,
            date_published=member.date_published,
            credit=member.credit,
            duplicate_of=article.duplicate_of,
            similarity=article.similarity,
        )


def _member(article: Article) -> Member:
    return Member(
        key=str(article.key),
        publisher=str(article.publisher),
        date_published=str(article.date_published),
        credit=article.syndicated_from["publisher"] if article.syndicated_from else None,
    )


def unique(
    articles: Iterable[Article],
    clusters: Mapping[str, Cluster],
    is_selected: Callable[[Member], bool],
) -> Iterator[Article]:
    """Yield one article of each cluster: the original, or who stands in for it in the selection.

    They are marked as nothing's duplicates, as what they repeat is not there.
    """
    each_once = {cluster.key: cluster for cluster in clusters.values()}
    chosen = {_first(cluster, is_selected) for cluster in each_once.values()}
    for article in articles:
        if article.key in chosen or str(article.key) not in clusters:
            yield replace(article, duplicate_of=None, similarity=None)


def _first(cluster: Cluster, is_selected: Callable[[Member], bool]) -> str | None:
    """Return the key of the first member that is selected."""
    return next((member.key for member in cluster.members if is_selected(member)), None)
