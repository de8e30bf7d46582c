"""Compares the newest runs of a publisher with its own past, and tells what has changed."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import log10
from typing import Final

from newsscraper.drift import answers
from newsscraper.drift.concentration import one_name
from newsscraper.drift.deviation import Deviation
from newsscraper.drift.effect import is_large
from newsscraper.drift.likelihood import Tried, chance, strength
from newsscraper.drift.past import Expected, Past, Stretch
from newsscraper.drift.profile import Groups, summed
from newsscraper.drift.symptom import Places, Symptom, Wrong, symptoms
from newsscraper.drift.view import History, Recent, View

UNLIKELY: Final = {
    Wrong.LACKS: 5.0,
    Wrong.SOURCE: 5.0,
    Wrong.EQUALS: 5.0,
    Wrong.SMALL: 5.25,
    Wrong.LARGE: 5.25,
}
"""Zeros of a probability that is no chance in many articles, for each kind of symptom.

Some 50 symptoms of the first kinds and 100 of sizes are looked for in three windows of each run:
Bonferroni's five per cent a run would be 3.5. Many runs are made in a year, and sizes lean with
the news of the day: the tables of `tests/lab/drift_year.py` say what is enough. In four such years
of daily runs without any harm chance came to 3.1 of the first kinds, and to 4.1 of sizes on an
election night, what `_MANY` asks of small windows taken off.
"""
_MANY: Final = 300
"""As often as fewer articles fill a window in the time of so many, there is a chance of error: each
of them has to be so much less likely (Bonferroni again)."""

_FEWEST: Final = 15
"""Answers of articles that say something."""
_FEWEST_PAGES: Final = 3


def alarms(
    stretches: Sequence[Stretch], histories: Mapping[str, History], places: Places
) -> list[Deviation]:
    """Return what has changed by the newest of *stretches*, the most unlikely first.

    *histories*: question -> what became of earlier deviations to it.
    """
    view = cache(lambda history: View.of(stretches, history))
    asked = {question for stretch in stretches for question in stretch.profile.questions}
    found = []
    for question in sorted(asked):
        own = view(histories.get(question, History()))
        if own.past.is_enough:
            found += _worst(own, question, places)
    return sorted(found, key=lambda each: -each.strength)


def _worst(view: View, question: str, places: Places) -> list[Deviation]:
    """Return the deviation to a *question*, in the smallest window that has any."""
    for found in _tries(view, question, places):
        if sure := [each for each in found if each.strength >= needed(each, view.past)]:
            return [max(sure, key=_rank)]
    return []


def needed(deviation: Deviation, past: Past) -> float:
    """Return how strong a deviation in so many articles has to be.

    Runs that come every hour look more often, and each time there is a chance of error. Sizes lean:
    what is expected of them as a rule (`Symptom.least_spread`) covers that.
    """
    looks = max(_MANY / deviation.of, 1)
    if deviation.symptom.kind not in (Wrong.SMALL, Wrong.LARGE):
        looks *= past.looks
    return UNLIKELY[deviation.symptom.kind] + log10(looks)


def _rank(deviation: Deviation) -> tuple[bool, float]:
    """Rank a field that is gone above a place that is gone."""
    return deviation.symptom.kind == Wrong.LACKS, deviation.strength


def _tries(view: View, question: str, places: Places) -> Iterator[list[Deviation]]:
    """Yield what is found in each window."""
    if question == answers.NAME:
        yield from (list(one_name(view.past, window)) for window in view.windows)
        return
    groups = view.past.groups(question)
    known = {answer for counts in groups.values() for answer in counts}
    usual = [Expected(symptom, groups) for symptom in symptoms(question, known, places)]
    for window in view.windows:
        now = summed(window.profiles, question)
        yield [found for each in usual if (found := _found(view.past, window, now, each))]


def _found(past: Past, window: Recent, now: Groups, usual: Expected) -> Deviation | None:
    tried = usual.tried(now)
    found = _measured(window, tried, usual.symptom)
    if not found or not is_large(found.found / found.of, found.usual):
        return None
    return found._replace(strength=strength(chance(tried, past.spread(usual))))


def measured(past: Past, window: Recent, symptom: Symptom) -> Deviation | None:
    """Return how often *window* has a symptom; None where too little is known to say."""
    now = summed(window.profiles, symptom.question)
    tried = Expected(symptom, past.groups(symptom.question)).tried(now)
    return _measured(window, tried, symptom)


def _measured(window: Recent, tried: Tried, symptom: Symptom) -> Deviation | None:
    is_index = symptom.question.startswith("index/")
    if tried.articles < (_FEWEST_PAGES if is_index else _FEWEST):
        return None
    found, of = tried.found, tried.articles
    return Deviation(symptom, found, of, tried.share, window.scale, window.first)
