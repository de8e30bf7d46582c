"""Which fields of stored articles are read otherwise today, with samples."""

import dataclasses
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Final

from newsscraper.items import Article

_SAMPLES: Final = 10
"""Kept of each way in which a field differs."""

_OF_THE_STORE: Final = frozenset(
    {"key", "publisher", "revision", "duplicate_of", "similarity", "fetched_at"}
)
_HOW_IT_WAS_READ: Final = frozenset({"sources", "conflicts"})
_FROM_THE_TEXT: Final = frozenset({"body_parts", "content_hash", "word_count"})
"""They follow from headline and body, where a difference is counted once."""

FIELDS: Final = tuple(
    each.name
    for each in fields(Article)
    if each.name not in _OF_THE_STORE | _HOW_IT_WAS_READ | _FROM_THE_TEXT
)
"""The fields that are compared."""


class Difference(StrEnum):
    """How a value differs from the stored one."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"


@dataclass
class Sample:
    """One article in which a field differs."""

    url: str | None
    before: Any
    after: Any


@dataclass
class FieldChange:
    """How the values of one field of one publisher differ."""

    publisher: str
    field: str
    compared: int = 0
    """Articles of the publisher that were compared."""
    gained: int = 0
    lost: int = 0
    changed: int = 0
    samples: dict[str, list[Sample]] = dataclasses.field(default_factory=dict)
    """Difference -> the first articles."""


class FieldDiff:
    """The differences of all articles that were compared."""

    def __init__(self) -> None:
        self.compared: dict[str, int] = {}
        """Publisher -> its articles."""
        self._changes: dict[tuple[str, str], FieldChange] = {}

    def add(self, before: Article, after: Article) -> bool:
        """Compare an article as it is stored with what is read today; tell if a field differs."""
        publisher = str(after.publisher)
        self.compared[publisher] = self.compared.get(publisher, 0) + 1
        names = [name for name in FIELDS if getattr(before, name) != getattr(after, name)]
        if before.body == after.body and before.body_parts != after.body_parts:
            names.append("body_parts")
        for name in names:
            place = (publisher, name)
            change = self._changes.setdefault(place, FieldChange(publisher, name))
            _count(change, Sample(after.url, getattr(before, name), getattr(after, name)))
        return bool(names)

    def changes(self) -> Iterator[FieldChange]:
        """Yield the fields that differ, by publisher and in the order of the article's fields."""
        order = [each.name for each in fields(Article)]
        for place in sorted(self._changes, key=lambda each: (each[0], order.index(each[1]))):
            change = self._changes[place]
            change.compared = self.compared[change.publisher]
            yield change

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the same, as the lines of a file."""
        return map(asdict, self.changes())


def _count(change: FieldChange, sample: Sample) -> None:
    way = _kind(sample)
    setattr(change, way, getattr(change, way) + 1)
    samples = change.samples.setdefault(way.value, [])
    if len(samples) < _SAMPLES:
        samples.append(sample)


def _kind(sample: Sample) -> Difference:
    if sample.before in (None, [], ""):
        return Difference.GAINED
    return Difference.LOST if sample.after in (None, [], "") else Difference.CHANGED
