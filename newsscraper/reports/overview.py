"""All figures of a publisher, or of all together, for the days of a report."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from newsscraper.reports.clock_hours import ClockHours
from newsscraper.reports.day_counts import DayCounts
from newsscraper.reports.delays import Delays
from newsscraper.reports.field_counts import FieldCounts
from newsscraper.reports.repeated_stories import Firsts, RepeatedStories
from newsscraper.reports.timeline import Timeline
from newsscraper.reports.url_fates import UrlFates
from newsscraper.store.article_facts import ArticleFacts, Headline


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
        column = self.timeline.column_of(date.fromisoformat(facts.published[:10]))
        self.articles += 1
        self.hours.add(published, facts.precision)
        self.sections[facts.section] += 1
        self.delays.add(column, published, facts.fetched, facts.precision)
        self.fields.add(column, facts)
        self.repeated.add(facts)
