"""Symptoms: what answers of articles would be a sign that their pages have changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf
from statistics import NormalDist
from typing import Final

from newsscraper.drift import answers
from newsscraper.drift.likelihood import LEAST_SPREAD

Places = Mapping[str, Sequence[str]]
"""Field -> the places to look for it, best first."""


class Wrong(StrEnum):
    """What is wrong with an answer."""

    LACKS = "lacks"
    """The field is empty."""
    SOURCE = "source"
    """It comes from a place behind the usual one, or from none."""
    EQUALS = "equals"
    """It is this very answer."""
    SMALL = "small"
    """It is a size up to this one."""
    LARGE = "large"
    """It is a size beyond this one."""


_LEAN_OF_SIZES: Final = 0.15
"""Sizes of a run lean at least so far, in standard deviations of an article's: on an election night
all texts are short, though none was in the past."""

_BAD_ANSWERS: Final = {
    answers.AGE: (answers.FUTURE, answers.NOW, answers.LATE, answers.OLD),
    answers.PRECISION: ("day",),
}

_SIZES: Final = {
    answers.WORDS: answers.WORD_STEPS,
    answers.PARTS: answers.PART_STEPS,
    answers.CARDS: answers.CARD_STEPS,
    **{f"{name}{answers.NUMBER}": answers.NUMBER_STEPS for name in answers.LISTS},
}
_SHARES: Final = (answers.LINKS, answers.DATES)


@dataclass(frozen=True)
class Symptom:
    """One way in which the answers to a question may be wrong."""

    question: str
    kind: Wrong
    value: str = ""
    places: Sequence[str] = field(default=(), compare=False, repr=False)
    """Those of the field, best first."""

    def is_bad(self, answer: str) -> bool:
        """Tell whether an answer is wrong."""
        match self.kind:
            case Wrong.LACKS:
                return answer == answers.NONE
            case Wrong.SOURCE:
                return self._rank(answer) > self._rank(self.value)
            case Wrong.EQUALS:
                return answer == self.value
            case Wrong.SMALL:
                return float(answer) <= float(self.value)
            case Wrong.LARGE:
                return float(answer) > float(self.value)

    def is_among(self, several: Iterable[answers.Answer]) -> bool:
        """Tell whether any of the answers of a page is wrong in this way."""
        return any(each.question == self.question and self.is_bad(each.answer) for each in several)

    def _rank(self, place: str) -> float:
        """Return where a place stands among those of its field; one that is not told stands last.

        It cannot be told of a place that a change of this program has taken away.
        """
        if place == answers.NONE:
            return inf
        return self.places.index(place) if place in self.places else len(self.places)

    @property
    def is_of_place(self) -> bool:
        """Whether it is that a place, or all of them, give the field no more."""
        return self.kind in (Wrong.LACKS, Wrong.SOURCE)

    @property
    def change(self) -> str:
        """Name of the change that it is a sign of.

        Another name or another age is another change. So is what shrinks where it had swollen, and
        a field that is gone where a fallback had hidden that its place was.
        """
        return f"{self.question}/{self.value if self.kind == Wrong.EQUALS else self.kind}"

    def least_spread(self, usual: float) -> float:
        """Return how much the articles of a run are alike at least, by the *usual* share.

        Sizes lean with the news of the day. Where the mean of a normal distribution moves a little,
        the share beyond a limit moves by the density there: in the middle far, at the ends hardly.
        So the ends show that a part of the articles has changed, and the middle cries no wolf.
        """
        if self.kind not in (Wrong.SMALL, Wrong.LARGE):
            return LEAST_SPREAD
        density = NormalDist().pdf(NormalDist().inv_cdf(usual))
        return max((density * _LEAN_OF_SIZES) ** 2 / (usual * (1 - usual)), LEAST_SPREAD)


def symptoms(question: str, known: Collection[str], places: Places) -> Iterator[Symptom]:
    """Yield the symptoms of a question whose *known* answers the past has given."""
    if question in _BAD_ANSWERS:
        for answer in _BAD_ANSWERS[question]:
            yield Symptom(question, Wrong.EQUALS, answer)
    elif question.endswith(answers.CONFLICT):
        yield Symptom(question, Wrong.EQUALS, answers.YES)
    elif question in _SIZES:
        for size in _SIZES[question]:
            yield Symptom(question, Wrong.SMALL, str(size))
            yield Symptom(question, Wrong.LARGE, str(size))
    elif question in _SHARES:
        for size in answers.SHARE_STEPS:
            yield Symptom(question, Wrong.SMALL, str(size))
    else:
        yield from _of_field(question, known, places.get(question, ()))


def _of_field(question: str, known: Collection[str], places: Sequence[str]) -> Iterator[Symptom]:
    yield Symptom(question, Wrong.LACKS)
    for source in known:
        if source != answers.NONE:
            yield Symptom(question, Wrong.SOURCE, source, places)
