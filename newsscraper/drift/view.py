"""What is compared with what: the newest stretches, in several windows, and those before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, NamedTuple, Self

from newsscraper.drift.past import Past, Stretch
from newsscraper.drift.profile import Profile

SCALES: Final = (20, 50, 250)
"""Articles of a window: few show that all have changed, many that a few of them have."""

_REACH: Final = timedelta(days=60)
"""What was usual longer ago is not usual any more."""
_PART: Final = 3
"""A window is at most one part in so many of all that is known."""


class Span(NamedTuple):
    """Runs, from the first to the last; without a last, to the newest."""

    first: int
    last: int | None = None


@dataclass(frozen=True)
class History:
    """What became of earlier deviations to a question."""

    begins: int = 0
    """Run with which the past begins: what was accepted then is usual."""
    aside: tuple[Span, ...] = ()
    """Runs that were not well, and are no part of the past; the last may go on."""


class Recent(NamedTuple):
    """The newest stretches."""

    scale: int
    first: int
    profiles: Sequence[Profile]


@dataclass(frozen=True)
class View:
    """A past, and windows beside it."""

    past: Past
    windows: Sequence[Recent] = field(default=())

    @classmethod
    def of(cls, stretches: Sequence[Stretch], history: History) -> Self:
        """Return what of *stretches*, oldest first, is past, and what is now, by its *history*."""
        over = [span for span in history.aside if span.last is not None]
        begin = max([history.begins, *(int(span.last or 0) + 1 for span in over)])
        newest = [each for each in stretches if each.last >= begin]
        known = sum(each.profile.articles for each in stretches if each.last >= history.begins)
        spans = list(_suffixes(newest, known / _PART))
        going_on = [span.first for span in history.aside if span.last is None]
        before = min([*(first for _, first in spans), *going_on], default=0)
        past = [
            each
            for each in stretches
            if history.begins <= each.first and each.last < before and not _is_in(each, over)
        ]
        past = [each for each in past if past[-1].began - each.began <= _REACH]
        windows = [
            Recent(scale, first, [each.profile for each in newest if each.first >= first])
            for scale, first in spans
        ]
        return cls(Past(past), windows)


def _suffixes(stretches: Sequence[Stretch], most: float) -> list[tuple[int, int]]:
    """Return each scale with the run at which the shortest window that fills it begins."""
    found, articles, scales = [], 0, [each for each in SCALES if each <= max(most, SCALES[0])]
    for stretch in reversed(stretches):
        articles += stretch.profile.articles
        while scales and articles >= scales[0]:
            found.append((scales.pop(0), stretch.first))
    return found


def _is_in(stretch: Stretch, spans: Sequence[Span]) -> bool:
    first, last = stretch.first, stretch.last
    return any(last >= span.first and first <= int(span.last or 0) for span in spans)
