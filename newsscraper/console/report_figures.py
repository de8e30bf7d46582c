"""Counts the store's articles of some days: for each publisher, and for all together."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from newsscraper.console.status_job import now_in, status_of
from newsscraper.duplicates.stored_clusters import stored_clusters
from newsscraper.messages.wording import with_example
from newsscraper.publisher.facts import Publisher
from newsscraper.reports.day_counts import DayCounts
from newsscraper.reports.overview import NEWEST, Overview
from newsscraper.reports.publisher_status import WEEKS
from newsscraper.reports.repeated_stories import Firsts
from newsscraper.reports.timeline import Timeline
from newsscraper.store import article_facts, coverage, page_changes

_TOGETHER: Final = "All publishers"


def chapters_of(
    transaction: Connection,
    names: Sequence[str],
    timeline: Timeline,
    known: Mapping[str, type[Publisher]],
) -> list[Overview]:
    """Return the figures of all publishers *names* together, and then of each.

    One alone has one chapter. *known* are the publishers of the project.
    """
    own = [_count(transaction, name, timeline, known.get(name, Publisher)) for name in names]
    if len(own) == 1:
        return own
    together = Overview.together(_TOGETHER, own, timeline)
    _tell_firsts(transaction, own, together, known)
    return [together, *own]


def _count(
    transaction: Connection, name: str, timeline: Timeline, publisher: type[Publisher]
) -> Overview:
    """Return the figures of the publisher *name*, but for who was first."""
    overview = Overview(name, timeline)
    span = (timeline.since, timeline.until)
    for facts in article_facts.facts(transaction, name, *span):
        overview.add(facts)
    overview.fates.add(
        coverage.groups(transaction, name, *span), coverage.failures(transaction, name, *span)
    )
    overview.unread = sum(each.pages for each in coverage.unread(transaction, name, *span))
    overview.given_up = coverage.given_up_pages(transaction, name, *span)
    reach = timeline.since - timedelta(weeks=WEEKS)
    overview.day_counts = DayCounts(article_facts.per_day(transaction, name, reach, timeline.until))
    overview.newest = article_facts.newest(transaction, name, *span, NEWEST)
    changes = page_changes.open_changes(transaction, name)
    overview.warnings = [f"{name}: changed: {with_example(it.text, it.url)}" for it in changes]
    overview.remarks = list(status_of(transaction, name, now_in(publisher.timezone)).remarks())
    return overview


def _tell_firsts(
    transaction: Connection,
    own: Sequence[Overview],
    together: Overview,
    known: Mapping[str, type[Publisher]],
) -> None:
    houses = {name: publisher.houses for name, publisher in known.items()}
    clusters = stored_clusters(transaction, together.repeated.pairs, houses).values()
    together.firsts = Firsts.of(clusters)
    for overview in own:
        overview.firsts = Firsts.of(
            each for each in clusters if overview.name in {one.publisher for one in each.members}
        )
