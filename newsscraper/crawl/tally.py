"""What the articles of a run have in common: too much of it is not to be believed."""

from dataclasses import dataclass
from typing import Final

from newsscraper.crawl.repeats import Repeats
from newsscraper.failures import Fate, Reason, Verdict
from newsscraper.store.states import HERE, InCommon, State

ENOUGH: Final = 10
"""What fewer articles have in common says nothing."""
ENOUGH_AT_A_STOP: Final = 3
"""The same of texts of a run that did not come to its end: it has not seen the others."""


@dataclass(frozen=True)
class Suspicion:
    """What more than half of a run's articles have in common."""

    kind: InCommon
    count: int
    """How many have it."""
    of: int
    """How many there are: those that were fetched or failed."""


class Tally:
    """Counts the articles of a run by what came of them, but those for which that is settled."""

    def __init__(self, *, is_list: bool = False) -> None:
        self.is_list = is_list
        """Whether the run is for a list of URLs: of these each is to come as itself."""
        self.articles = 0
        """Those that were fetched or failed."""
        self.gone = 0
        self.elsewhere = 0
        """Those whose addresses lead to another article, or to a page that is none."""
        self.texts = Repeats()
        self.rechecked = 0
        """Stored ones that came once more."""
        self.shrunk = 0
        """Those of them that have lost most of their text."""

    def came(self, text: str | None) -> None:
        """Count an article with its text."""
        self.articles += 1
        self.texts.add(text or "")

    def strayed(self) -> None:
        """Count an article whose address leads to another one."""
        self.articles += 1
        self.elsewhere += 1

    def failed(self, verdict: Verdict, state: State | None) -> None:
        """Count an article that could not be had, as *verdict* says, and is now *state*.

        What was refused says nothing; what is here was only to be fetched once more.
        """
        if verdict.fate != Fate.REFUSED and state not in (*HERE, State.GONE):
            self.articles += 1
            self.gone += verdict.fate == Fate.GONE
            self.elsewhere += verdict.reason == Reason.NOT_AN_ARTICLE_URL

    def suspicion(self, enough: int = ENOUGH) -> Suspicion | None:
        """Return what most have in common, if there are *enough* of them.

        Two articles of a list with one text are enough.
        """
        alike = Suspicion(InCommon.SAME_TEXT, self.texts.count, self.articles)
        if self.is_list and alike.count:
            return alike
        if self.articles < enough:
            return None
        gone = Suspicion(InCommon.GONE, self.gone, self.articles)
        elsewhere = Suspicion(InCommon.ELSEWHERE, self.elsewhere, self.articles)
        together = self.gone + self.elsewhere + alike.count
        found = (gone, elsewhere, alike, Suspicion(InCommon.MIXED, together, self.articles))
        return next((each for each in found if each.count * 2 > each.of), None)

    @property
    def has_few_shrunk(self) -> bool:
        """Tell whether less than half of the rechecked articles have lost most of their text."""
        return self.shrunk * 2 < self.rechecked
