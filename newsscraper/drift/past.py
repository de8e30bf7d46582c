"""What is usual for a publisher: the profiles of its past, and what they let expect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from newsscraper.drift.likelihood import Tried, spread
from newsscraper.drift.profile import Groups, Profile, summed
from newsscraper.drift.symptom import Symptom

ENOUGH_FOR_ONE: Final = 20
"""Runs of fewer articles say nothing alone: they add up with those after them."""
TIME_FOR_ONE: Final = timedelta(hours=3)
"""So do those of less time: runs may come every few minutes, and 90 have to be a week."""
MOST_STRETCHES: Final = 90
"""So many of the newest are looked at."""

ENOUGH_ARTICLES: Final = 200
ENOUGH_STRETCHES: Final = 8
ENOUGH_TIME: Final = timedelta(days=7)
"""A shorter past says nothing: days of a week differ."""

_ENOUGH_OF_GROUP: Final = 20
"""A section with fewer articles is new: nothing is usual for it yet."""
_LEAST_PART: Final = 0.25
"""A section in which a field is so much rarer than elsewhere has nothing to lose."""
_WEIGHT: Final = 10
"""The share of a section counts like so many articles more with the share of all."""


@dataclass(frozen=True)
class Stretch:
    """A run of enough articles, or several small ones in a row."""

    first: int
    """Number of the run."""
    last: int
    began: datetime
    profile: Profile

    def joined(self, other: "Stretch") -> "Stretch | None":
        """Return this stretch and *other*, the next one, as one; None if this one is enough."""
        is_long = other.began - self.began >= TIME_FOR_ONE
        if is_long and self.profile.articles >= ENOUGH_FOR_ONE:
            return None
        return Stretch(self.first, other.last, self.began, self.profile + other.profile)


class Past:
    """What the stretches of the past have counted."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.stretches = stretches
        self._groups: dict[str, Groups] = {}

    @cached_property
    def is_enough(self) -> bool:
        """Whether it is long enough to tell what is usual."""
        articles = sum(stretch.profile.articles for stretch in self.stretches)
        if len(self.stretches) < ENOUGH_STRETCHES or articles < ENOUGH_ARTICLES:
            return False
        return self.stretches[-1].began - self.stretches[0].began >= ENOUGH_TIME

    @cached_property
    def looks(self) -> float:
        """How many stretches begin in a day; one at least."""
        days = (self.stretches[-1].began - self.stretches[0].began) / timedelta(days=1)
        return max((len(self.stretches) - 1) / days, 1)

    def groups(self, question: str) -> Groups:
        """Return the answers to a *question* of each group that is no new one."""
        if question not in self._groups:
            total = summed((stretch.profile for stretch in self.stretches), question)
            self._groups[question] = {
                group: counts
                for group, counts in total.items()
                if sum(counts.values()) >= _ENOUGH_OF_GROUP
            }
        return self._groups[question]

    def spread(self, usual: "Expected") -> float:
        """Return how much the articles of a stretch are alike in a symptom; see `likelihood`."""
        question = usual.symptom.question
        stretches = (stretch.profile.questions.get(question, {}) for stretch in self.stretches)
        tried = map(usual.tried, stretches)
        least = usual.symptom.least_spread(usual.share)
        return min(spread(tried, least) + 1 / max(usual.articles, 1), 0.5)


class Expected:
    """How often the groups of the past have a symptom.

    Next to nothing is known of a small group: its share is drawn to that of all.
    """

    def __init__(self, symptom: Symptom, groups: Groups) -> None:
        self.symptom = symptom
        self._is_bad: dict[str, bool] = {}
        sizes = {group: sum(counts.values()) for group, counts in groups.items()}
        found = {group: self._bad(counts) for group, counts in groups.items()}
        self.articles = sum(sizes.values())
        self.share = usual = (sum(found.values()) + 0.5) / (self.articles + 1)
        most = 1 - (1 - usual) * _LEAST_PART
        self.shares: Mapping[str, float] = {
            group: (found[group] + _WEIGHT * usual) / (size + _WEIGHT)
            for group, size in sizes.items()
            if found[group] <= size * most
        }

    def _bad(self, counts: Mapping[str, int]) -> int:
        known, bad = self._is_bad, 0
        for answer, count in counts.items():
            if answer not in known:
                known[answer] = self.symptom.is_bad(answer)
            if known[answer]:
                bad += count
        return bad

    def tried(self, groups: Groups) -> Tried:
        """Return how many of the articles of *groups* have the symptom, and how many are expected.

        New groups are left out.
        """
        articles, expected, found, variance = 0, 0.0, 0, 0.0
        for group, counts in groups.items():
            if (share := self.shares.get(group)) is not None:
                of = sum(counts.values())
                articles += of
                expected += of * share
                variance += of * share * (1 - share)
                found += self._bad(counts)
        return Tried(articles, expected, found, variance)
