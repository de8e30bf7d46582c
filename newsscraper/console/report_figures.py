"""Counts the store's articles of some days: for each publisher, and for all together."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import chain
from typing import Final

from sqlalchemy import Connection

from newsscraper.console.status_job import now_in, status_of
from newsscraper.duplicates.clusters import Cluster, Member, clusters_of
from newsscraper.publisher.facts import Publisher
from newsscraper.reports.day_counts import WEEKS, DayCounts
from newsscraper.reports.overview import NEWEST, Overview
from newsscraper.reports.repeated_stories import Firsts
from newsscraper.reports.timeline import Timeline
from newsscraper.store import article_facts, coverage, matches, page_changes

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
    for each in page_changes.open_changes(transaction, name):
        shown = f", as {each.url} shows" if each.url else ""
        overview.warnings = [*overview.warnings, f"{name}: changed: {each.text}{shown}"]
    overview.remarks = list(status_of(transaction, name, now_in(publisher.timezone)).remarks())
    return overview


def _tell_firsts(
    transaction: Connection,
    own: Sequence[Overview],
    together: Overview,
    known: Mapping[str, type[Publisher]],
) -> None:
    clusters = _clusters(transaction, together.repeated.pairs, known)
    together.firsts = Firsts.of(clusters)
    for overview in own:
        overview.firsts = Firsts.of(
            each for each in clusters if overview.name in {one.publisher for one in each.members}
        )


def _clusters(
    transaction: Connection,
    pairs: Sequence[tuple[str, str]],
    known: Mapping[str, type[Publisher]],
) -> list[Cluster]:
    keys = dict.fromkeys(chain.from_iterable(pairs))
    members = (Member(*row) for row in matches.members(transaction, keys))
    houses = {name: publisher.houses for name, publisher in known.items()}
    found = clusters_of(pairs, members, houses).values()
    return list({each.key: each for each in found}.values())
