"""All figures of a publisher, or of all together, for the days of a report."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from newsscraper.reports.clock_hours import ClockHours
from newsscraper.reports.day_counts import DayCounts, sum_of
from newsscraper.reports.delays import Delays
from newsscraper.reports.field_counts import FieldCounts
from newsscraper.reports.repeated_stories import Firsts, RepeatedStories
from newsscraper.reports.timeline import Timeline
from newsscraper.reports.url_fates import UrlFates
from newsscraper.store.article_facts import ArticleFacts, Headline

NEWEST: Final = 50
"""So many articles are named."""


class Overview:
    """Counts articles one by one; what is known without them is set from outside."""

    def __init__(self, name: str, timeline: Timeline) -> None:
        self.name = name
        self.timeline = timeline
        self.articles = 0
        self.hours = ClockHours()
        self.sections: Counter[str | None] = Counter()
        self.delays = Delays(len(timeline))
        self.fields = FieldCounts(len(timeline))
        self.repeated = RepeatedStories()
        self.fates = UrlFates(timeline)
        self.day_counts = DayCounts({})
        self.firsts: Firsts | None = None
        """None: the other publishers were not looked at."""
        self.newest: Sequence[Headline] = ()
        self.unread = 0
        """Index pages that are still to be read."""
        self.given_up = 0
        """Index pages that were tried often enough."""
        self.remarks: Sequence[str] = ()
        """How the last run ended, if not well."""
        self.warnings: Sequence[str] = ()
        """What has changed in the publisher's pages."""

    def add(self, facts: ArticleFacts) -> None:
        """Count an article."""
        published = datetime.fromisoformat(facts.published)
        column = self.timeline.column_of(published.date())
        self.articles += 1
        self.hours.add(published, facts.precision)
        self.sections[facts.section or None] += 1
        self.delays.add(column, published, facts.fetched, facts.precision)
        self.fields.add(column, facts)
        self.repeated.add(facts)

    @classmethod
    def together(cls, name: str, own: Sequence["Overview"], timeline: Timeline) -> "Overview":
        """Return the sum of what publishers have each of their *own*, without who was first."""
        result = cls(name, timeline)
        for each in own:
            result._merge(each)
        result.day_counts = sum_of(each.day_counts for each in own)
        result.warnings = [line for each in own for line in each.warnings]
        result.remarks = [line for each in own for line in each.remarks]
        result.newest = _newest(headline for each in own for headline in each.newest)
        return result

    def _merge(self, other: "Overview") -> None:
        self.articles += other.articles
        self.sections.update(other.sections)
        self.unread += other.unread
        self.given_up += other.given_up
        self.hours.merge(other.hours)
        self.delays.merge(other.delays)
        self.fields.merge(other.fields)
        self.repeated.merge(other.repeated)
        self.fates.merge(other.fates)


def _newest(headlines: Iterable[Headline]) -> list[Headline]:
    in_order = sorted(headlines, key=lambda each: datetime.fromisoformat(each.published))
    return in_order[: -NEWEST - 1 : -1]
