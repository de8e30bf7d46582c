"""How long it took from publication until an article was fetched."""

from array import array
from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import NamedTuple


class Quantiles(NamedTuple):
    """What is said of many delays, in seconds."""

    articles: int
    median: float
    p90: float
    """Nine of ten are at most so long."""


class Delays:
    """The delays of each column of a timeline."""

    def __init__(self, columns: int) -> None:
        self._seconds = [array("d") for _ in range(columns)]

    def add(
        self, column: int, published: datetime, fetched: str | None, precision: str | None
    ) -> None:
        """Count an article whose moments are known; none is fetched before its publication."""
        if fetched and precision != "day":
            seconds = (datetime.fromisoformat(fetched) - published).total_seconds()
            self._seconds[column].append(max(seconds, 0.0))

    def merge(self, other: "Delays") -> None:
        """Count what *other*, of the same timeline, has counted."""
        for column, seconds in zip(self._seconds, other._seconds, strict=True):
            column.extend(seconds)

    def columns(self) -> list[Quantiles | None]:
        """Return the delay of each column, None where no article has one."""
        return [_delay(each) for each in self._seconds]

    def total(self) -> Quantiles | None:
        """Return the delay of all."""
        return _delay([each for column in self._seconds for each in column])


def _delay(seconds: Sequence[float]) -> Quantiles | None:
    if not seconds:
        return None
    ranked = sorted(seconds)
    return Quantiles(len(ranked), _quantile(ranked, 0.5), _quantile(ranked, 0.9))


def _quantile(ranked: list[float], share: float) -> float:
    """Return the smallest value that *share* of all do not exceed."""
    return ranked[max(ceil(share * len(ranked)), 1) - 1]
