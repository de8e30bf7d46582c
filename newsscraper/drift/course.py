"""The course of a change: found, still there, well again, or accepted as usual."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from newsscraper.drift.alarm import alarms, measured
from newsscraper.drift.deviation import Deviation
from newsscraper.drift.effect import is_left
from newsscraper.drift.past import Stretch
from newsscraper.drift.symptom import Places
from newsscraper.drift.view import History, Span, View
from newsscraper.store.states import Stage


@dataclass(frozen=True)
class Change:
    """A change that was found."""

    deviation: Deviation
    """As it was found last. Its first run is that of the first time."""
    stage: Stage = Stage.OPEN
    last: int | None = None
    """The last run that was not well; None while it is open."""

    @property
    def name(self) -> str:
        """What tells it from other changes; see `Symptom.change`."""
        return self.deviation.symptom.change

    @property
    def question(self) -> str:
        """The question whose answers have changed."""
        return self.deviation.symptom.question

    def shown_by(self, url: str) -> "Change":
        """Return the change with an example."""
        return replace(self, deviation=self.deviation._replace(example=url))


def follow(stretches: Sequence[Stretch], changes: Iterable[Change], places: Places) -> list[Change]:
    """Return the changes that the newest of *stretches* adds to those known, or alters.

    At most one of each name is open. Another one of the same question is told beside it.
    """
    known = list(changes)
    histories = _histories(known)
    found = {each.symptom.change: each for each in alarms(stretches, histories, places)}
    altered = []
    for change in known:
        if change.stage == Stage.OPEN:
            again = found.pop(change.name, None)
            if after := _after(change, again, stretches, histories):
                altered.append(after)
    return [*altered, *(Change(each) for each in found.values() if not _is_old(each, altered))]


def _is_old(found: Deviation, altered: Iterable[Change]) -> bool:
    """Tell whether what was *found* lies in runs with a change to the question that is over."""
    return any(
        change.question == found.symptom.question and found.first <= change.last
        for change in altered
        if change.last is not None
    )


def _histories(changes: Iterable[Change]) -> Mapping[str, History]:
    by_question = defaultdict(list)
    for change in changes:
        by_question[change.question].append(change)
    return {question: _history(own) for question, own in by_question.items()}


def _history(changes: Sequence[Change]) -> History:
    begins = [each.deviation.first for each in changes if each.stage == Stage.ACCEPTED]
    aside = [
        Span(each.deviation.first, each.last) for each in changes if each.stage != Stage.ACCEPTED
    ]
    return History(max(begins, default=0), tuple(aside))


def _after(
    change: Change,
    again: Deviation | None,
    stretches: Sequence[Stretch],
    histories: Mapping[str, History],
) -> Change | None:
    """Return an open *change* as it is now; None if there is nothing new to say.

    It is well by the window in which it was found: a wider one still holds what was wrong before.
    """
    view = View.of(stretches, histories[change.question])
    symptom = change.deviation.symptom
    for window in view.windows:
        if window.scale == change.deviation.scale:
            now = measured(view.past, window, symptom)
            if now and not is_left(now.found / now.of, now.usual):
                return replace(change, stage=Stage.WELL, last=window.first - 1)
    if again is None:
        return None
    first = min(change.deviation.first, again.first)
    example = again.example or change.deviation.example
    return replace(change, deviation=again._replace(first=first, example=example))
