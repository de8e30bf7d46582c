"""Concentration: one name that stands under far more articles than any has before.

**The test** is that of `likelihood`: the tail of the beta-binomial distribution, here of how often
the most frequent name is there. Its spread is what is left of the variance from run to run beside
that of the binomial distribution, since the tail has that one already. The variance of the shares
as they were counted held it a second time: 28 of 157 articles under a name that nobody knew, where
1 % is usual, passed for chance.
"""

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Final

from newsscraper.drift import answers
from newsscraper.drift.deviation import Deviation
from newsscraper.drift.likelihood import Tried, spread, strength, tail
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
    if of < _FEWEST or found / of < _LEAST:
        return
    own = _share_of(name, [stretch.profile for stretch in past.stretches])
    runs = list(_of_first_names(past) if own == 0 else _of_names(past))
    if len(runs) < ENOUGH_STRETCHES / 2:
        return
    share = max(fmean(most / signed for most, signed in runs), own)
    if found / of - share >= _LEAST:
        symptom = Symptom(answers.NAME, Wrong.EQUALS, name)
        strong = strength(tail(found, of, share, _alike(runs, share)))
        yield Deviation(symptom, found, of, share, window.scale, window.first, strong)


def _of_names(past: Past) -> Iterator[tuple[int, int]]:
    """Yield how often the most frequent name of each run is there, and how often any is."""
    for names, of in _signed_runs(past):
        yield max(names.values(), default=1), of


def _of_first_names(past: Past) -> Iterator[tuple[int, int]]:
    """Yield the same of the most frequent name of each run that no run before it had.

    In the first half of the past most names are first ones.
    """
    seen: set[str] = set()
    for number, (names, of) in enumerate(_signed_runs(past)):
        most = max((count for name, count in names.items() if name not in seen), default=0)
        seen.update(names)
        if number * 2 >= len(past.stretches):
            yield max(most, 1), of


def _signed_runs(past: Past) -> Iterator[tuple[Counts, int]]:
    """Yield how often each name stands under articles of a run, and under how many any does."""
    for stretch in past.stretches:
        signed = _signed([stretch.profile])
        if signed >= _FEWEST:
            yield _names([stretch.profile]), signed


def _top(profiles: Sequence[Profile]) -> tuple[str, int, int]:
    """Return the most frequent author, the articles that have it, and those that have any."""
    names = _names(profiles)
    name = max(names, key=names.__getitem__, default="")
    return name, names.get(name, 0), _signed(profiles)


def _share_of(name: str, profiles: Sequence[Profile]) -> float:
    return _names(profiles).get(name, 0) / max(_signed(profiles), 1)


def _names(profiles: Sequence[Profile]) -> Counts:
    return summed(profiles, answers.NAME).get(OTHERS, {})


def _signed(profiles: Sequence[Profile]) -> int:
    """Return how many articles have an author."""
    return sum(
        sum(counts.values()) - counts.get(answers.NONE, 0)
        for profile in profiles
        for counts in profile.questions.get("authors", {}).values()
    )


def _alike(runs: Sequence[tuple[int, int]], share: float) -> float:
    """Return how much the articles of a run are alike beside what chance alone makes of *share*."""
    return spread(Tried(of, of * share, most, of * share * (1 - share)) for most, of in runs)
