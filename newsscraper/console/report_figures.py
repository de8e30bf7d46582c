"""Counts the store's articles of some days: for each publisher, and for all together."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Final

from sqlalchemy import Connection

from newsscraper.console.status_job import status_of
from newsscraper.duplicates.clusters import Cluster, Member, clusters_of
from newsscraper.publisher.facts import Publisher
from newsscraper.reports.day_counts import WEEKS, DayCounts, sum_of
from newsscraper.reports.overview import Overview
from newsscraper.reports.repeated_stories import Firsts
from newsscraper.reports.timeline import Timeline
from newsscraper.store import article_facts, coverage, matches
from newsscraper.store.clock import Clock

_NEWEST: Final = 50
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
    own = [Overview(name, timeline) for name in names]
    together = Overview(_TOGETHER, timeline)
    for overview in own:
        _count(transaction, overview, together)
    if len(own) == 1:
        return own
    together.day_counts = sum_of([each.day_counts for each in own])
    newest = chain.from_iterable(each.newest for each in own)
    in_order = sorted(newest, key=lambda each: datetime.fromisoformat(each.published), reverse=True)
    together.newest = in_order[:_NEWEST]
    _tell_firsts(transaction, own, together, known)
    return [together, *own]


def _count(transaction: Connection, overview: Overview, together: Overview) -> None:
    """Fill the *overview* of a publisher; what adds up is added *together*, too."""
    name, timeline = overview.name, overview.timeline
    span = (timeline.since, timeline.until)
    for facts in article_facts.facts(transaction, name, *span):
        overview.add(facts)
        together.add(facts)
    groups = coverage.groups(transaction, name, *span)
    failures = coverage.failures(transaction, name, *span)
    unread = sum(each.pages for each in coverage.unread(transaction, name, *span))
    given_up = coverage.given_up_pages(transaction, name, *span)
    for each in (overview, together):
        each.fates.add(groups, failures)
        each.unread += unread
        each.given_up += given_up
    reach = timeline.since - timedelta(weeks=WEEKS)
    overview.day_counts = DayCounts(article_facts.per_day(transaction, name, reach, timeline.until))
    overview.newest = article_facts.newest(transaction, name, *span, _NEWEST)
    overview.remarks = list(status_of(transaction, name, Clock().now()).remarks())


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
