"""Clusters: the articles that tell one story in the same words, and which of them is the original.

Two articles are in one cluster if one repeats the other, or both repeat a third.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from newsscraper.normalize.text import letters_of


class Member(NamedTuple):
    """An article of a cluster."""

    key: str
    publisher: str
    date_published: str
    credit: str | None
    """Where it says that it ran first: name of a house or an agency."""


@dataclass(frozen=True)
class Cluster:
    """Articles that repeat one another, the original first."""

    members: tuple[Member, ...]

    @property
    def key(self) -> str:
        """Key of the original: the name of the cluster."""
        return self.members[0].key

    @property
    def first_seen(self) -> str:
        """When the story appeared first, by the articles of the cluster."""
        return min((member.date_published for member in self.members), key=datetime.fromisoformat)


def clusters_of(
    pairs: Iterable[tuple[str, str]],
    members: Iterable[Member],
    houses: Mapping[str, Collection[str]],
) -> dict[str, Cluster]:
    """Return the cluster of every article that *pairs* name, by key.

    *pairs* are keys of articles of which one repeats the other, *members* those articles. *houses*
    are the names of each publisher, by which credits are understood.
    """
    known = {member.key: member for member in members}
    found: dict[str, Cluster] = {}
    for keys in _joined(pairs):
        cluster = Cluster(_ranked([known[key] for key in keys if key in known], houses))
        found.update((member.key, cluster) for member in cluster.members)
    return found


def _joined(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the keys that *pairs* join, directly or by others."""
    roots: dict[str, str] = {}

    def root(key: str) -> str:
        while (above := roots.setdefault(key, key)) != key:
            roots[key] = roots[above]
            key = above
        return key

    for one, other in pairs:
        roots[root(one)] = root(other)
    groups = defaultdict(list)
    for key in roots:
        groups[root(key)].append(key)
    return list(groups.values())


def _ranked(members: list[Member], houses: Mapping[str, Collection[str]]) -> tuple[Member, ...]:
    """Return *members* with the original first: whom the others credit, else the earliest."""
    credits = {member.key: letters_of(member.credit or "") for member in members}

    def is_credited(member: Member) -> bool:
        names = {letters_of(name) for name in houses.get(member.publisher, ())}
        credits_itself = credits[member.key] in {"", *names}
        return credits_itself and not names.isdisjoint(credits.values())

    def rank(member: Member) -> tuple[bool, datetime, str]:
        return not is_credited(member), datetime.fromisoformat(member.date_published), member.key

    return tuple(sorted(members, key=rank))
