"""A deviation: what has changed on a publisher's pages, for a person."""

from typing import Final, NamedTuple

from newsscraper.drift import answers
from newsscraper.drift.symptom import Symptom, Wrong

_AGES: Final = {
    answers.FUTURE: "lies ahead of the fetch",
    answers.NOW: "is the moment of the fetch",
    answers.LATE: "lies hours before the last run",
    answers.OLD: "lies more than 30 days back",
}
_SIZES: Final = {
    answers.WORDS: "words",
    answers.PARTS: "paragraphs",
    answers.CARDS: "items",
}
_LISTED: Final = {
    answers.LINKS: "of the items are read as articles",
    answers.DATES: "of the articles have a date",
}


class Deviation(NamedTuple):
    """A symptom that is too frequent."""

    symptom: Symptom
    found: int
    of: int
    usual: float
    """Share that was expected."""
    scale: int
    """Articles, at least, that it was looked for in."""
    first: int
    """The run with which they begin."""
    strength: float = 0.0
    """Zeros of how unlikely it is."""
    example: str | None = None
    """URL of a page that has it."""

    @property
    def field(self) -> str:
        """The field that has changed; ``index`` of lists."""
        return self.symptom.question.partition("/")[0]

    @property
    def text(self) -> str:
        """What has changed: field, source, today's figure and the usual one."""
        symptom, found, of = self.symptom, self.found, self.of
        if symptom.is_of_place:
            name = symptom.question.replace("/", " ")
            where = f'{name} by "{symptom.value}"' if symptom.kind == Wrong.SOURCE else name
            return f"{where} in {of - found} of {of} articles, usually {_percent(1 - self.usual)}"
        what = "pages" if self.field == "index" else "articles"
        claim = _claim(symptom, self.field)
        return f"{claim} in {found} of {of} {what}, usually {_percent(self.usual)}"


def _claim(symptom: Symptom, field: str) -> str:
    question, value = symptom.question, symptom.value
    if question == answers.NAME:
        return f'{field} is "{value}"'
    if question.endswith(answers.CONFLICT):
        return f"places disagree about {field}"
    if question == answers.AGE:
        return f"{field} {_AGES[value]}"
    if question == answers.PRECISION:
        return f"{field} has no time of day"
    if question in _LISTED:
        most = "none" if value == "0" else f"at most {value} %"
        return f"{field}: {most} {_LISTED[question]}"
    things = _SIZES.get(question, "items")
    most = f"at most {value}" if symptom.kind == Wrong.SMALL else f"more than {value}"
    return f"{field} has {most} {things}"


def _percent(share: float) -> str:
    """Return *share* in percent; never 0 or 100 for what is not just that."""
    percent = 100 * share
    if 0 < percent < 1:
        return "under 1 %"
    if 99 < percent < 100:
        return "over 99 %"
    return f"{percent:.0f} %"
