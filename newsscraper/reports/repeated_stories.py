"""Duplicates and wire stories: how many, whose, and who had them first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from newsscraper.duplicates.clusters import Cluster
from newsscraper.store.article_facts import ArticleFacts


@dataclass
class RepeatedStories:
    """What of the articles repeats another, or credits another house."""

    exact: int = 0
    near: int = 0
    credits: Counter[str] = field(default_factory=Counter)
    """House or agency that articles credit -> how many."""
    pairs: list[tuple[str, str]] = field(default_factory=list)
    """Keys of an article and of the one that it repeats."""

    def add(self, facts: ArticleFacts) -> None:
        """Count an article."""
        if facts.credit:
            self.credits[facts.credit] += 1
        if facts.duplicate_of:
            self.exact += facts.similarity == 1
            self.near += facts.similarity != 1
            self.pairs.append((facts.key, facts.duplicate_of))

    def merge(self, other: "RepeatedStories") -> None:
        """Count what *other* has counted."""
        self.exact += other.exact
        self.near += other.near
        self.credits.update(other.credits)
        self.pairs.extend(other.pairs)


@dataclass
class Firsts:
    """Stories that several publishers have: who was first with them."""

    stories: Counter[str] = field(default_factory=Counter)
    """Agency, or ``no credit`` -> stories that at least two publishers have."""
    first: dict[str, Counter[str]] = field(default_factory=dict)
    """The same -> publisher -> how many of them it had first."""

    @classmethod
    def of(cls, clusters: Iterable[Cluster]) -> "Firsts":
        """Count *clusters*, each once."""
        found = cls()
        for cluster in {each.key: each for each in clusters}.values():
            if len({member.publisher for member in cluster.members}) > 1:
                found._add(cluster)
        return found

    def _add(self, cluster: Cluster) -> None:
        credits = Counter(member.credit for member in cluster.members if member.credit)
        name = min(credits, key=lambda each: (-credits[each], each)) if credits else "no credit"
        earliest = min(
            cluster.members, key=lambda each: datetime.fromisoformat(each.date_published)
        )
        self.stories[name] += 1
        self.first.setdefault(name, Counter())[earliest.publisher] += 1
