"""Concentration: one name that stands under far more articles than any has before."""

from collections.abc import Iterator, Sequence
from statistics import fmean, pvariance
from typing import Final

from newsscraper.drift import answers
from newsscraper.drift.deviation import Deviation
from newsscraper.drift.likelihood import LEAST_SPREAD, strength, tail
from newsscraper.drift.past import ENOUGH_STRETCHES, Past
from newsscraper.drift.profile import OTHERS, Counts, Profile, summed
from newsscraper.drift.symptom import Symptom, Wrong
from newsscraper.drift.view import Recent

_FEWEST: Final = 15
"""Articles with authors that say something."""
_LEAST: Final = 0.1


def one_name(past: Past, window: Recent) -> Iterator[Deviation]:
    """Yield the deviation that too many articles of a window have one author, if there is one.

    What is usual is the share of the most frequent name, whoever it was, in the runs of the past;
    and that of this very name, where it is larger. For a name that was never there, it is the share
    of the most frequent of such names in its first run.
    """
    name, found, of = _top(window.profiles)
    own = _share_of(name, [stretch.profile for stretch in past.stretches])
    shares = list(_of_first_names(past) if own == 0 else _of_names(past))
    if len(shares) < ENOUGH_STRETCHES / 2 or of < _FEWEST:
        return
    share = max(fmean(shares), own)
    if found / of - share >= _LEAST:
        symptom = Symptom(answers.NAME, Wrong.EQUALS, name)
        strong = strength(tail(found, of, share, _alike(shares, share)))
        yield Deviation(symptom, found, of, share, window.scale, window.first, strong)


def _of_names(past: Past) -> Iterator[float]:
    """Yield the share of the most frequent name of each run."""
    for stretch in past.stretches:
        _, found, of = _top([stretch.profile])
        if of >= _FEWEST:
            yield found / of


def _of_first_names(past: Past) -> Iterator[float]:
    """Yield the share of the most frequent name of each run that no run before it had."""
    seen: set[str] = set()
    for number, stretch in enumerate(past.stretches):
        names, of = _names([stretch.profile]), _signed([stretch.profile])
        most = max((count for name, count in names.items() if name not in seen), default=0)
        seen.update(names)
        if of >= _FEWEST and number * 2 >= len(past.stretches):
            yield max(most, 1) / of


def _top(profiles: Sequence[Profile]) -> tuple[str, int, int]:
    """Return the most frequent author, the articles that have it, and those that have any."""
    names = _names(profiles)
    name = max(names, key=names.__getitem__, default="")
    return name, names.get(name, 0), _signed(profiles)


def _names(profiles: Sequence[Profile]) -> Counts:
    return summed(profiles, answers.NAME).get(OTHERS, {})


def _share_of(name: str, profiles: Sequence[Profile]) -> float:
    return _names(profiles).get(name, 0) / max(_signed(profiles), 1)


def _signed(profiles: Sequence[Profile]) -> int:
    """Return how many articles have an author."""
    groups = summed(profiles, "authors").values()
    return sum(sum(counts.values()) - counts.get(answers.NONE, 0) for counts in groups)


def _alike(shares: list[float], share: float) -> float:
    return min(max(pvariance(shares) / (share * (1 - share)), LEAST_SPREAD), 0.5)
