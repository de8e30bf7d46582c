"""Concentration: one name that stands under far more articles than any has before."""

from collections.abc import Iterator, Sequence
from statistics import fmean, pvariance
from typing import Final

from newsscraper.drift import answers
from newsscraper.drift.deviation import Deviation
from newsscraper.drift.likelihood import LEAST_SPREAD, strength, tail
from newsscraper.drift.past import Past
from newsscraper.drift.profile import OTHERS, Profile, summed
from newsscraper.drift.symptom import Symptom, Wrong
from newsscraper.drift.view import Recent

_FEWEST: Final = 15
"""Articles with authors that say something."""
_LEAST: Final = 0.1


def one_name(past: Past, window: Recent) -> Iterator[Deviation]:
    """Yield the deviation that most articles of a window have one author, if there is one.

    What is usual is the share of the most frequent name, whoever it was, in the runs of the past;
    and that of this very name, where it is larger.
    """
    usual = [_top([stretch.profile]) for stretch in past.stretches]
    shares = [found / of for _, found, of in usual if of >= _FEWEST]
    name, found, of = _top(window.profiles)
    if not shares or of < _FEWEST:
        return
    share = max(fmean(shares), _share_of(name, [stretch.profile for stretch in past.stretches]))
    if found / of - share >= _LEAST:
        symptom = Symptom(answers.NAME, Wrong.EQUALS, name)
        chance = tail(found, of, share, _alike(shares, share))
        yield Deviation(
            symptom, found, of, share, window.scale, window.first, strength=strength(chance)
        )


def _top(profiles: Sequence[Profile]) -> tuple[str, int, int]:
    """Return the most frequent author, the articles that have it, and those that have any."""
    names = summed(profiles, answers.NAME).get(OTHERS, {})
    name = max(names, key=names.__getitem__, default="")
    return name, names.get(name, 0), _signed(profiles)


def _share_of(name: str, profiles: Sequence[Profile]) -> float:
    names = summed(profiles, answers.NAME).get(OTHERS, {})
    return names.get(name, 0) / max(_signed(profiles), 1)


def _signed(profiles: Sequence[Profile]) -> int:
    """Return how many articles have an author."""
    groups = summed(profiles, "authors").values()
    return sum(sum(counts.values()) - counts.get(answers.NONE, 0) for counts in groups)


def _alike(shares: list[float], share: float) -> float:
    return min(max(pvariance(shares) / (share * (1 - share)), LEAST_SPREAD), 0.5)
