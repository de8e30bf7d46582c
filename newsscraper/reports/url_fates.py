"""What became of the URLs of each column: here, not to be had, or missing."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from newsscraper.reports.timeline import Timeline
from newsscraper.store.coverage import FailureGroup, Group
from newsscraper.store.states import HERE, State

KINDS: Final = ("here", "not to be had", "missing")

_MISSING: Final = (State.LISTED, State.FAILED, State.REFUSED, State.GIVEN_UP)
"""What `scrapy coverage --gaps` names."""


class UrlFates:
    """Counts URLs by state, and failures by reason."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self.columns: list[Counter[State]] = [Counter() for _ in range(len(timeline))]
        """State -> URLs, of each column."""
        self.undated: Counter[State] = Counter()
        """The same of URLs whose day is not known."""
        self.failures: Counter[tuple[State, str]] = Counter()
        """State and reason -> URLs, those of unknown days among them."""

    def add(self, groups: Iterable[Group], failures: Iterable[FailureGroup]) -> None:
        """Count the URLs of a publisher."""
        for group in groups:
            if group.day is None:
                self.undated[State(group.state)] += group.urls
            else:
                column = self.columns[self._timeline.column_of(group.day)]
                column[State(group.state)] += group.urls
        for state, reason, urls in failures:
            self.failures[State(state), reason or "unknown"] += urls

    def merge(self, other: "UrlFates") -> None:
        """Count what *other*, of the same timeline, has counted."""
        for column, states in zip(self.columns, other.columns, strict=True):
            column.update(states)
        self.undated.update(other.undated)
        self.failures.update(other.failures)

    @property
    def states(self) -> Counter[State]:
        """State -> URLs of all days."""
        return sum((*self.columns, self.undated), Counter())


def kinds_of(states: Counter[State]) -> dict[str, int]:
    """Return what *states* mean for a reader: kind -> URLs."""
    here = sum(states[state] for state in HERE)
    missing = sum(states[state] for state in _MISSING)
    return dict(zip(KINDS, (here, states.total() - here - missing, missing), strict=True))
