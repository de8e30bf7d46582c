"""The clusters of articles in the store."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from sqlalchemy import Connection

from newsscraper.duplicates.clusters import Cluster, Member, clusters_of
from newsscraper.store import matches


def stored_clusters(
    transaction: Connection,
    pairs: Sequence[tuple[str, str]],
    houses: Mapping[str, Collection[str]],
) -> dict[str, Cluster]:
    """Return the cluster of every stored article that *pairs* name, by key; see `clusters_of`."""
    keys = dict.fromkeys(chain.from_iterable(pairs))
    members = (Member(*row) for row in matches.members(transaction, keys))
    return clusters_of(pairs, members, houses)
