"""How often each field has a value, and which place supplied it, over time."""

from collections import Counter
from collections.abc import Sequence
from operator import add
from typing import NamedTuple

from newsscraper.store.article_facts import COUNTED, ArticleFacts


class Shares(NamedTuple):
    """How many articles of each column have something."""

    name: str
    """The field, or the place."""
    counts: Sequence[int]

    @property
    def total(self) -> int:
        """How many of all columns."""
        return sum(self.counts)


class FieldCounts:
    """Counts fields and their sources; articles that are alike in these cost one entry."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self.articles = [0] * columns
        """How many articles each column has."""
        self._filled: Counter[tuple[int, tuple[bool, ...]]] = Counter()
        self._sources: Counter[tuple[int, tuple[tuple[str, str], ...]]] = Counter()

    def add(self, column: int, facts: ArticleFacts) -> None:
        """Count an article."""
        self.articles[column] += 1
        self._filled[column, facts.filled] += 1
        self._sources[column, facts.sources] += 1

    def merge(self, other: "FieldCounts") -> None:
        """Count what *other*, of the same timeline, has counted."""
        self.articles = list(map(add, self.articles, other.articles))
        self._filled.update(other._filled)
        self._sources.update(other._sources)

    def filled(self) -> list[Shares]:
        """Return each field, as `COUNTED` has them, with the articles in which it has a value."""
        found = {name: [0] * self._columns for name in COUNTED}
        for (column, filled), count in self._filled.items():
            for name, has_value in zip(COUNTED, filled, strict=True):
                found[name][column] += count * has_value
        return [Shares(*each) for each in found.items()]

    def sources(self) -> dict[str, list[Shares]]:
        """Return the places of each field, by field, those that supplied it most often first."""
        found: dict[str, dict[str, list[int]]] = {}
        for (column, sources), count in self._sources.items():
            for field, place in sources:
                places = found.setdefault(field, {})
                places.setdefault(place, [0] * self._columns)[column] += count
        return {
            field: sorted(map(Shares._make, found[field].items()), key=lambda each: -each.total)
            for field in sorted(found)
        }
