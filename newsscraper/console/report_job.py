"""What `scrapy report` does: writes a page of the figures of some days into a file."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from newsscraper.console.lookup import publishers
from newsscraper.console.open_store import existing_store, reading_store
from newsscraper.console.own_files import check_apart
from newsscraper.console.report_figures import chapters_of
from newsscraper.console.status_job import now_in
from newsscraper.publisher.facts import Publisher
from newsscraper.report_page.whole_page import page_of
from newsscraper.reports.replaced_file import replacing
from newsscraper.reports.timeline import Timeline
from newsscraper.store import article_facts, coverage, standing
from newsscraper.window import Window

_BEFORE_LAST: Final = timedelta(days=29)
"""Without ``--since`` a report begins so many days before its last."""

_MOST_EMPTY: Final = timedelta(days=92)
"""A longer report begins with the first article at the earliest."""


@dataclass(frozen=True)
class ReportChoice:
    """What a report is of."""

    publisher: str | None
    """Its name; None: all."""
    window: Window


class Written(NamedTuple):
    """What is in a report."""

    articles: int
    publishers: int


def write(choice: ReportChoice, target: Path, settings: BaseSettings) -> Written:
    """Write the page to *target*, which stays as it is until all is written.

    Raises CannotGoOn when the store cannot be used or a run is writing the file, OSError, and
    ValueError when *target* is the store.
    """
    check_apart([str(target)], existing_store(settings))
    known = publishers(settings)
    now = now_in(known.get(choice.publisher or "", Publisher).timezone)
    with reading_store(settings) as transaction:
        names = [choice.publisher] if choice.publisher else _names(transaction)
        timeline = _timeline(transaction, names, choice.window, now.date())
        chapters = chapters_of(transaction, names, timeline, known)
    with replacing(target) as file:
        file.write(page_of(chapters, now).encode("utf-8", "replace"))
    return Written(chapters[0].articles, len(names))


def _names(transaction: Connection) -> list[str]:
    return sorted({*standing.publishers(transaction), *coverage.publishers(transaction)})


def _timeline(transaction: Connection, names: list[str], window: Window, today: date) -> Timeline:
    until = min(window.until or today, today)
    since = window.since or until - _BEFORE_LAST
    if until - since > _MOST_EMPTY:
        firsts = [article_facts.first_day(transaction, name, since, until) for name in names]
        since = min((first for first in firsts if first), default=until - _BEFORE_LAST)
    return Timeline(since, until)
