"""How a publisher stands: its last run, its newest article, and what is open."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from newsscraper.store.revisions import distinct
from newsscraper.store.schema import IS_OPEN, articles, ledger, runs
from newsscraper.store.states import State


class LastRun(NamedTuple):
    """A run of the run table."""

    number: int
    pid: int
    began: str
    """UTC, ISO 8601, as all times here that are no article's."""
    ended: str | None
    """None: it goes on, or was cut off."""
    exit_code: int | None
    outcome: str | None
    """The last line of its log."""


class OpenGroup(NamedTuple):
    """Articles that are open for one reason."""

    state: State
    reason: str | None
    """Of the last failure."""
    articles: int


def publishers(transaction: Connection) -> Sequence[str]:
    """Return the publishers of which there ever was a run, by name."""
    return list(distinct(transaction, runs.c.publisher))


def last_run(transaction: Connection, publisher: str) -> LastRun | None:
    """Return the publisher's last run."""
    columns = (runs.c.pid, runs.c.started, runs.c.ended, runs.c.exit_code, runs.c.outcome)
    query = select(runs.c.id, *columns).where(runs.c.publisher == publisher)
    row = transaction.execute(query.order_by(runs.c.id.desc()).limit(1)).first()
    return LastRun(*row) if row else None


def first_and_newest(
    transaction: Connection, publisher: str, now: datetime
) -> tuple[str, str] | None:
    """Return when the publisher's oldest and newest article were published, as of *now*.

    *now* is in the publisher's zone. What is dated later is not counted. None: there is no article.
    """
    moment = articles.c.date_published
    known = select(moment).where(articles.c.publisher == publisher, moment <= now.isoformat())
    ends = [known.order_by(moment).limit(1), known.order_by(moment.desc()).limit(1)]
    first, newest = (transaction.scalar(each) for each in ends)
    return (first, newest) if first and newest else None


def published(transaction: Connection, publisher: str, after: datetime, until: datetime) -> int:
    """Return how many of the publisher's articles were published *after* a moment, *until* one.

    Both are in the publisher's zone.
    """
    moment = articles.c.date_published
    query = select(func.count()).where(
        articles.c.publisher == publisher,
        moment > after.isoformat(),
        moment <= until.isoformat(),
    )
    return transaction.scalar(query) or 0


def open_articles(transaction: Connection, publisher: str) -> list[OpenGroup]:
    """Return what of the publisher's articles is open, by state and reason, most first."""
    columns = (ledger.c.state, ledger.c.reason)
    query = (
        select(*columns, func.count())
        .where(ledger.c.publisher == publisher, IS_OPEN)
        .group_by(*columns)
        .order_by(ledger.c.state, ledger.c.reason.nulls_first())
    )
    groups = [OpenGroup(*row) for row in transaction.execute(query)]
    return sorted(groups, key=lambda group: (-group.articles, group.reason or ""))


def reasons(groups: Sequence[OpenGroup]) -> Mapping[str, int]:
    """Return how many failed for each reason, most first."""
    return {str(each.reason): each.articles for each in groups if each.state == State.FAILED}
