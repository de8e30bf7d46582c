"""What `scrapy status` says: how each publisher of the store stands."""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from newsscraper.console.lookup import publishers
from newsscraper.console.open_store import existing_store, store_to_read
from newsscraper.drift import acceptance
from newsscraper.drift.acceptance import warnings
from newsscraper.publisher.facts import Publisher
from newsscraper.reports.publisher_status import WEEKS, PublisherStatus, Volume
from newsscraper.store import coverage, standing
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.lease_table import is_held
from newsscraper.store.statements import is_postgresql
from newsscraper.store.states import State

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def statuses(names: Sequence[str], settings: BaseSettings) -> list[PublisherStatus]:
    """Return how the publishers *names* stand, without names all that ever had a run.

    Raises CannotGoOn when the store cannot be used.
    """
    known = publishers(settings)
    with store_to_read(settings) as store:
        with store.reading() as transaction:
            found = [
                status_of(transaction, name, now_in(known.get(name, Publisher).timezone))
                for name in names or standing.publishers(transaction)
            ]
        return [replace(each, warnings=warnings(store, each.publisher)) for each in found]


def accept(name: str, settings: BaseSettings) -> int:
    """Take the pages of the publisher *name* as they are for usual; return how many warnings end.

    Raises CannotGoOn when the store cannot be used.
    """
    with closing(Store.open(existing_store(settings), Clock())) as store:
        return acceptance.accept(store, name)


def now_in(timezone: str) -> datetime:
    """Return the present in a zone, in seconds."""
    return Clock().now().replace(microsecond=0).astimezone(ZoneInfo(timezone))


def status_of(transaction: Connection, name: str, now: datetime) -> PublisherStatus:
    """Return how the publisher *name* stands *now*, a moment in its zone."""
    run = standing.last_run(transaction, name)
    ends = standing.first_and_newest(transaction, name, now)
    first = datetime.fromisoformat(ends[0]) if ends else now
    groups = standing.open_articles(transaction, name)

    def count(after: datetime, until: datetime) -> int:
        return standing.published(transaction, name, after, until)

    return PublisherStatus(
        name,
        now,
        run,
        is_running=run is not None and run.ended is None and _goes_on(transaction, name, run.pid),
        newest=ends[1] if ends else None,
        day=_volume(count, _DAY, first, now),
        week=_volume(count, _WEEK, first, now),
        listed=sum(each.articles for each in groups if each.state == State.LISTED),
        failed=sum(each.articles for each in groups if each.state == State.FAILED),
        unread=sum(each.pages for each in coverage.unread(transaction, name, None, None)),
        reasons=standing.reasons(groups),
    )


def _volume(
    count: Callable[[datetime, datetime], int], span: timedelta, first: datetime, now: datetime
) -> Volume:
    """Return the articles of a *span* up to *now*, and of those that ended on the same weekday.

    A span that began before the *first* article says nothing.
    """
    ends = [now - _WEEK * week for week in range(1, WEEKS + 1)]
    past = [count(end - span, end) for end in ends if end - span >= first]
    return Volume(count(now - span, now), tuple(past))


def _goes_on(transaction: Connection, name: str, pid: int) -> bool:
    """Tell whether a run that has not ended holds its publisher: it may be of another machine."""
    return is_held(transaction, name) if is_postgresql(transaction) else _is_alive(pid)


def _is_alive(pid: int) -> bool:
    """Tell whether there is a process of that number on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is of another user
    return True
