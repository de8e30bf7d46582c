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


def suspicion_of(
    gone: int, elsewhere: int, same_text: int, of: int, enough: int = ENOUGH
) -> Suspicion | None:
    """Return what most *of* so many articles have in common, if these are *enough*."""
    counts = {
        InCommon.GONE: gone,
        InCommon.ELSEWHERE: elsewhere,
        InCommon.SAME_TEXT: same_text,
        InCommon.MIXED: gone + elsewhere + same_text,
    }
    kinds = (kind for kind, count in counts.items() if count * 2 > of >= enough)
    kind = next(kinds, None)
    return Suspicion(kind, counts[kind], of) if kind else None


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
        self.of_a_day: Suspicion | None = None
        """What the articles of the runs of a day have in common, as the end of the run says."""

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
        same = self.texts.count
        if self.is_list and same:
            return Suspicion(InCommon.SAME_TEXT, same, self.articles)
        found = suspicion_of(self.gone, self.elsewhere, same, self.articles, enough)
        return found or self.of_a_day

    def is_doubtful(self, repeats: int) -> bool:
        """Tell whether most articles, however few, ended in a way that makes many suspicious.

        So many *repeats* are stored, and have the text of others exactly.
        """
        ended = self.gone + self.elsewhere + max(self.texts.count, repeats)
        return ended * 2 > self.articles

    @property
    def has_few_shrunk(self) -> bool:
        """Tell whether less than half of the rechecked articles have lost most of their text."""
        return self.shrunk * 2 < self.rechecked
