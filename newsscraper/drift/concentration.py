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

    What is usual is the share of the most frequent name, whoever it was, in parts of the past about
    as large as the window: among few articles, one that has two of them leads. It is that of this
    very name, where that is larger. For a name that was never there, it is the share of the most
    frequent of such names in its first part.
    """
    name, found, of = _top(window.profiles)
    if of < _FEWEST or found / of < _LEAST:
        return
    own = _share_of(name, [stretch.profile for stretch in past.stretches])
    parts = _parts(past, of)
    tops = list(_of_first_names(parts) if own == 0 else _of_names(parts))
    if len(tops) < ENOUGH_STRETCHES / 2:
        return
    share = max(fmean(most / signed for most, signed in tops), own)
    if found / of - share >= _LEAST:
        symptom = Symptom(answers.NAME, Wrong.EQUALS, name)
        strong = strength(tail(found, of, share, _alike(tops, share)))
        yield Deviation(symptom, found, of, share, window.scale, window.first, strong)


def _parts(past: Past, size: int) -> list[tuple[Counts, int]]:
    """Return names and signed articles of parts of the *past*: *size* articles, or an eighth."""
    signed = [_signed([stretch.profile]) for stretch in past.stretches]
    number = max(min(sum(signed) // size, len(signed)), ENOUGH_STRETCHES)
    parts: list[list[Profile]] = [[] for _ in range(number)]
    before = 0
    for stretch, own in zip(past.stretches, signed, strict=True):
        parts[min(before * number // max(sum(signed), 1), number - 1)].append(stretch.profile)
        before += own
    return [(_names(part), of) for part in parts if (of := _signed(part)) >= _FEWEST]


def _of_names(parts: Sequence[tuple[Counts, int]]) -> Iterator[tuple[int, int]]:
    """Yield how often the most frequent name of each part is there, and how often any is."""
    for names, of in parts:
        yield max(names.values(), default=1), of


def _of_first_names(parts: Sequence[tuple[Counts, int]]) -> Iterator[tuple[int, int]]:
    """Yield the same of the most frequent name of each part that no part before it had.

    In the first half of the past most names are first ones.
    """
    seen: set[str] = set()
    for number, (names, of) in enumerate(parts):
        most = max((count for name, count in names.items() if name not in seen), default=0)
        seen.update(names)
        if number * 2 >= len(parts):
            yield max(most, 1), of


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


def _alike(tops: Sequence[tuple[int, int]], share: float) -> float:
    """Return how much articles of a part are alike beside what chance makes of *share*."""
    return spread(Tried(of, of * share, most, of * share * (1 - share)) for most, of in tops)
